"""One client for one question, with the certificates we trust."""

import ssl
from functools import cache

import httpx


def client() -> httpx.AsyncClient:
    """A client that the caller closes."""
    return httpx.AsyncClient(verify=trust())


@cache
def trust() -> ssl.SSLContext:
    """The certificates we trust, read once: reading them costs more than a question."""
    return ssl.create_default_context()
