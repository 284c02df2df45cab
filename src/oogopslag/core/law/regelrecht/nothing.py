"""What nothing means to a law. A corpus is kept for one engine: its newest schema decides.

Until 0.5.6 null counts as no where a verdict is needed and is an error in a sum. With 0.5.7 it is
unknown and spreads. From 0.5.8 (RFC-036) null is absence: a field says with `nullable` that it may
be absent, and a law that calculates with absence is wrong. Unknown is then a value of its own that
spreads through every operation and names the facts that nobody has.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from oogopslag.core.law.regelrecht.errors import RunError
from oogopslag.core.law.regelrecht.values import Tainted, Unknown, Value, truth


class Nothing(Enum):
    IS_NO = "null counts as no"
    SPREADS = "null is unknown"
    DECLARED = "null is absence, as the field declares"


def newest_of(versions: Iterable[str]) -> tuple[int, ...]:
    """Of versions such as "0.5.6"; a law that names no schema is an old one."""
    return max((_number(one) for one in versions if one), default=(0,))


def by_schema(versions: Iterable[str]) -> Nothing:
    """What nothing means to the engine that knows the newest of these versions."""
    newest = newest_of(versions)
    if newest >= (0, 5, 8):
        return Nothing.DECLARED
    return Nothing.SPREADS if newest >= (0, 5, 7) else Nothing.IS_NO


def _number(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


@dataclass(frozen=True, slots=True)
class Instead:
    """What an operation gives without being done."""

    value: Value


def instead(name: str, operands: Sequence[Value], nothing: Nothing) -> Instead | None:
    """For an operation that needs a value of each operand; None when it can be done.

    Raises RunError for an operand that is absent.
    """
    if open_ := [one for one in operands if isinstance(one, Tainted | Unknown)]:
        return Instead(joined(open_))
    if nothing is Nothing.IS_NO or all(one is not None for one in operands):
        return None
    if nothing is Nothing.DECLARED:
        raise absent(name)
    return Instead(None)


def verdict(name: str, value: Value, nothing: Nothing) -> bool | Tainted | Unknown | None:
    """Yes or no, or what leaves it open. Raises RunError for a verdict that is absent."""
    if isinstance(value, Tainted | Unknown):
        return value
    if value is None and nothing is not Nothing.IS_NO:
        if nothing is Nothing.DECLARED:
            raise absent(name)
        return None
    return truth(value)


def joined(open_: Iterable[Value]) -> Value:
    """Several open values as one: what cannot be expressed goes first, unknowns add up."""
    held = list(open_)
    for one in held:
        if isinstance(one, Tainted):
            return one
    return unknown_in(held)


def unknown_in(value: Value) -> Unknown | None:
    """All unknowns in a value, however deep; None when there is none."""
    facts: set[str] = set()
    stack: list[Value] = [value]
    while stack:
        match stack.pop():
            case Unknown() as one:
                facts |= one.facts
            case list() as members:
                stack += members
            case dict() as fields:
                stack += fields.values()
    return Unknown(frozenset(facts)) if facts else None


def absent(name: str) -> RunError:
    return RunError(
        f"{name}: operand is null, which means absent. A law does not count with what is not "
        "there: let it ask first whether it is there (EQUALS null)."
    )
