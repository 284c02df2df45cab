"""Idempotency keys of one organisation stand apart by contract, and those of its sandbox again.

A caller chooses any printable characters, so a key of our own API that looks like one of another
space is moved out of its way.
"""

from typing import Any
from uuid import uuid4

from django.http import HttpRequest

_TEST = "test:"
_SPACES = (_TEST, "own:", "fbs:", "vtb:", "bijdrage:")
LONGEST = 80


def own_key(client: Any, key: str) -> str:
    """A key of our own API, as it is kept; at most nine characters longer than it came."""
    plain = f"own:{key}" if key.startswith(_SPACES) else key
    return _TEST + plain if client.kind == "test" else plain


def contract_key(request: HttpRequest, contract: str) -> str:
    """The key of a call by a Dutch contract; one of its own for a caller that sends none."""
    client = request.client  # type: ignore[attr-defined]  # the entry puts it there
    key = request.headers.get("idempotency-key", "")[:LONGEST] or str(uuid4())
    whole = f"{contract}:{key}"
    return _TEST + whole if client.kind == "test" else whole
