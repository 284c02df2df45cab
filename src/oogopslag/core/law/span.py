"""A value or the range it lies in: the one mechanism behind exact and unknown.

A boolean is a range within {False, True}, a number a range of whole cents or exact
fractions, a date a range of days. `missing` names the facts that leave it open; a decided
span has none.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

NOTHING: frozenset[str] = frozenset()


class Span(NamedTuple):
    """From `low` to `high`, both inclusive."""

    low: Any
    high: Any
    missing: frozenset[str] = NOTHING

    @property
    def decided(self) -> bool:
        return bool(self.low == self.high)


TRUE, FALSE = Span(True, True), Span(False, False)


def exact(value: object) -> Span:
    return Span(value, value)


def between(low: Any, high: Any, missing: frozenset[str]) -> Span:
    """A range that some facts leave open; one value leaves nothing open."""
    return Span(low, high, NOTHING if low == high else missing)


def of(low: Any, high: Any, *parts: Span) -> Span:
    """A span whose open facts are those of its parts, and none when it is decided."""
    if low == high:
        return Span(low, low)
    open_ = [part.missing for part in parts if part.missing]
    return Span(low, high, open_[0] if len(open_) == 1 else NOTHING.union(*open_))


def add(a: Span, b: Span) -> Span:
    return of(a.low + b.low, a.high + b.high, a, b)


def subtract(a: Span, b: Span) -> Span:
    return of(a.low - b.high, a.high - b.low, a, b)


def multiply(a: Span, b: Span) -> Span:
    if a.low == a.high and b.low == b.high:
        return exact(a.low * b.low)
    corners = [x * y for x in (a.low, a.high) for y in (b.low, b.high)]
    return of(min(corners), max(corners), a, b)


def least(*spans: Span) -> Span:
    return of(min(s.low for s in spans), min(s.high for s in spans), *spans)


def most(*spans: Span) -> Span:
    return of(max(s.low for s in spans), max(s.high for s in spans), *spans)


def rising(function: Callable[[Any], Any], a: Span) -> Span:
    """A function that never falls, applied to both ends."""
    return of(function(a.low), function(a.high), a)


def falling(function: Callable[[Any], Any], a: Span) -> Span:
    """A function that never rises, applied to both ends."""
    return of(function(a.high), function(a.low), a)


def both(a: Span, b: Span) -> Span:
    """And (Kleene): one certain False decides it, whatever is missing."""
    return of(a.low and b.low, a.high and b.high, a, b)


def either(a: Span, b: Span) -> Span:
    return of(a.low or b.low, a.high or b.high, a, b)


def opposite(a: Span) -> Span:
    return Span(not a.high, not a.low, a.missing)


def less(a: Span, b: Span) -> Span:
    return of(a.high < b.low, a.low < b.high, a, b)


def at_most(a: Span, b: Span) -> Span:
    return of(a.high <= b.low, a.low <= b.high, a, b)


def same(a: Span, b: Span) -> Span:
    return of(
        a.decided and b.decided and a.low == b.low,
        a.low <= b.high and b.low <= a.high,
        a,
        b,
    )


def choose(condition: Span, then: Callable[[], Span], otherwise: Callable[[], Span]) -> Span:
    """If: only the live branch is read; an open condition gives the hull of both."""
    if condition.decided:
        return then() if condition.low else otherwise()
    a, b = then(), otherwise()
    low, high = min(a.low, b.low), max(a.high, b.high)
    if low == high:
        return Span(low, low)
    return Span(low, high, condition.missing | a.missing | b.missing)
