"""What each operation does with values that are known. Nothing is rounded unless a law says so."""

from collections.abc import Callable, Mapping, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from functools import reduce
from typing import TypeVar

from oogopslag.core.law.regelrecht import dates
from oogopslag.core.law.regelrecht.errors import RunError
from oogopslag.core.law.regelrecht.values import (
    EXACT,
    LARGEST,
    Tainted,
    Value,
    is_number,
    kind,
    same,
    truth,
)

_T = TypeVar("_T")
_ROUNDING = {"ROUND": ROUND_HALF_UP, "CEIL": ROUND_CEILING, "FLOOR": ROUND_FLOOR}
# ROUND_HALF_UP of decimal takes halves away from zero: rekenkundig afronden.


def taint(values: Sequence[Value]) -> Tainted | None:
    """The first operand that could not be expressed: it makes the outcome so, too."""
    return next((one for one in values if isinstance(one, Tainted)), None)


def decimal(value: Value) -> Decimal:
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return Decimal(value)
    raise RunError(f"Type mismatch: expected number, got {kind(value)}.")


def number(found: Decimal, of: Sequence[Value]) -> Value:
    """Whole numbers give a whole number; with one decimal among them it is a decimal."""
    return found if any(isinstance(one, Decimal) for one in of) else whole(found)


def whole(found: Decimal) -> int:
    if not -LARGEST - 1 <= found <= LARGEST:
        raise RunError(f"Arithmetic overflow: {found} does not fit in 64 bits.")
    return int(found)


def add(values: Sequence[Value]) -> Value:
    """Numbers add up; texts and lists follow each other. The first operand says which."""
    first = values[0]
    if isinstance(first, list):
        return [member for one in values for member in _of(list, one, "array")]
    if isinstance(first, str):
        return "".join(_of(str, one, "string") for one in values)
    return number(reduce(EXACT.add, map(decimal, values)), values)


def _of(wanted: type[_T], value: Value, name: str) -> _T:
    if not isinstance(value, wanted):
        raise RunError(f"Type mismatch: expected {name}, got {kind(value)}.")
    return value


def subtract(values: Sequence[Value]) -> Value:
    return number(reduce(EXACT.subtract, map(decimal, values)), values)


def multiply(values: Sequence[Value]) -> Value:
    return number(reduce(EXACT.multiply, map(decimal, values)), values)


def divide(values: Sequence[Value]) -> Value:
    """Always a decimal."""
    first, *rest = map(decimal, values)
    if not all(rest):
        raise RunError("Division by zero.")
    return reduce(EXACT.divide, rest, first)


def least(values: Sequence[Value]) -> Value:
    return number(min(map(decimal, values)), values)


def most(values: Sequence[Value]) -> Value:
    return number(max(map(decimal, values)), values)


def rounded(name: str, value: Value, precision: int) -> Value:
    """To a number of decimals; below zero to tens, hundreds and so on. Halves away from zero."""
    exponent = Decimal(1).scaleb(-precision)
    # Quantizing needs room for every digit, so it is not done in the context of 28.
    found = decimal(value).quantize(exponent, rounding=_ROUNDING[name], context=EXACT_ROOM)
    return whole(found) if found == found.to_integral_value() and abs(found) <= LARGEST else found


EXACT_ROOM = EXACT.copy()
EXACT_ROOM.prec = 80


def compare(name: str, a: Value, b: Value) -> bool:
    """Two numbers or two dates, in order. Raises RunError for anything else."""
    if is_number(a) and is_number(b):
        left, right = decimal(a), decimal(b)
        return ORDERS[name](left < right, left == right)
    if dates.is_date(a) and dates.is_date(b):
        first, last = dates.parsed(a), dates.parsed(b)
        return ORDERS[name](first < last, first == last)
    raise RunError(
        f"Type mismatch: expected two numbers or two dates, got {_word(a)} and {_word(b)}."
    )


def _word(value: Value) -> str:
    return "a date" if dates.is_date(value) else kind(value)


ORDERS: Mapping[str, Callable[[bool, bool], bool]] = {
    "LESS_THAN": lambda less, equal: less,
    "LESS_THAN_OR_EQUAL": lambda less, equal: less or equal,
    "GREATER_THAN": lambda less, equal: not less and not equal,
    "GREATER_THAN_OR_EQUAL": lambda less, equal: not less,
}


def equals(a: Value, b: Value) -> bool:
    """Equal in structure; a date as text also equals the reference date as an object."""
    if same(a, b):
        return True
    mixed = {type(a), type(b)} == {str, dict}
    return mixed and dates.is_date(a) and dates.is_date(b) and dates.parsed(a) == dates.parsed(b)


def among(subject: Value, members: Sequence[Value]) -> bool:
    return any(same(subject, one) for one in members)


ARITHMETIC: Mapping[str, Callable[[Sequence[Value]], Value]] = {
    "ADD": add,
    "SUBTRACT": subtract,
    "MULTIPLY": multiply,
    "DIVIDE": divide,
    "MIN": least,
    "MAX": most,
}


def arithmetic(name: str, values: Sequence[Value]) -> Value:
    """One of the operations over a list. Raises RunError for an empty list or a wrong type."""
    if not values:
        raise RunError(f"Invalid operation: {name} requires at least one value.")
    return taint(values) or ARITHMETIC[name](values)


def combined(how: str, values: Sequence[Value]) -> Value:
    """What FOREACH makes of its outcomes; of nothing: 0, false, true, or nothing at all.

    Numbers pass over an outcome that is null.
    """
    if spread := taint(values):
        return spread
    known = [one for one in values if one is not None]
    if how in {"AND", "OR"}:
        decisive = how == "OR"
        met = any(truth(one) == decisive for one in known)
        unsure = len(known) < len(values) and not met
        return None if unsure else met == decisive
    if not known:
        return 0 if how == "ADD" else None
    return arithmetic(how, known)
