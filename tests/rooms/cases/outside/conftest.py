"""Systems of others over the loopback, and the settings that name them."""

import contextlib
import dataclasses
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler

import pytest
from tests import zgw
from tests.loopback import Handler, served

from oogopslag.cases.adapters.zgw.twin import ZgwTwin


@pytest.fixture
def listening() -> Iterator[Callable[[Handler], str]]:
    """Starts servers that answer as they are told; gives the address of each."""
    with contextlib.ExitStack() as stack:
        yield lambda answer: stack.enter_context(served(answer))


@pytest.fixture
def asking(settings) -> Callable[..., None]:  # type: ignore[no-untyped-def]
    """Names sources in the settings: asking(zgw="gemeente-veenstad http://… id secret")."""

    def change(**values: str) -> None:
        settings.CONFIG = dataclasses.replace(settings.CONFIG, **values)

    return change


def over_the_wire(twin: ZgwTwin) -> Handler:
    """A twin of a register behind a real socket."""

    def answer(handler: BaseHTTPRequestHandler, body: bytes) -> None:
        headers = {name.lower(): value for name, value in handler.headers.items()}
        twin.root = f"http://{handler.headers['host']}"
        reply = twin.answer(handler.command, twin.root + handler.path, headers, body)
        handler.send_response(reply.status)
        for name, value in {**reply.headers, "content-length": str(len(reply.body))}.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(reply.body)

    return answer


def row(organisation: str, url: str) -> str:
    return f"{organisation} {url} {zgw.CLIENT} {zgw.SECRET}"
