"""W3C Trace Context: which question belongs to which action, over the borders of systems."""

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, datetime

_HEADER = re.compile(r"00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}")


def _trace_id() -> str:
    return secrets.token_hex(16)


def _span_id() -> str:
    return secrets.token_hex(8)


@dataclass(frozen=True, kw_only=True)
class Span:
    """One action: trace of 16 bytes, span of 8, both as hexadecimal; empty parent: the first.

    `began` is when it began, in UTC.
    """

    trace: str = field(default_factory=_trace_id)
    id: str = field(default_factory=_span_id)
    parent: str = ""
    began: datetime = field(default_factory=lambda: datetime.now(UTC))

    @property
    def header(self) -> str:
        """The value of `traceparent` for the next system; sampled, for the log is never thinned."""
        return f"00-{self.trace}-{self.id}-01"

    def child(self) -> "Span":
        return Span(trace=self.trace, parent=self.id)


_current: ContextVar[Span | None] = ContextVar("outside_span", default=None)


def from_header(text: str) -> Span:
    """The span of a request: a child of the caller's, or a new trace when there is none."""
    found = _HEADER.fullmatch(text.strip())
    if found is None or set(found[1]) == {"0"} or set(found[2]) == {"0"}:
        return Span()
    return Span(trace=found[1], parent=found[2])


def current() -> Span:
    """The span of what happens now; a new one outside any action."""
    return _current.get() or Span()


@contextmanager
def action(span: Span | None = None) -> Iterator[Span]:
    """What happens within is one action: a child of the running one, unless given."""
    running = _current.get()
    fresh = span or (running.child() if running else Span())
    token = _current.set(fresh)
    try:
        yield fresh
    finally:
        _current.reset(token)


_caller: ContextVar[str] = ContextVar("outside_caller", default="")


def caller() -> str:
    """The other body whose machine asked for what happens now; empty when none did."""
    return _caller.get()


@contextmanager
def called_by(organisation: str) -> Iterator[None]:
    """What happens within is done because another body asked."""
    token = _caller.set(organisation)
    try:
        yield
    finally:
        _caller.reset(token)
