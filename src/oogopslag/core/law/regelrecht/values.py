"""The values of regelrecht, and what they mean to each other.

Whole numbers and exact decimals are two kinds that compare as one number; `None` is "nothing";
`Tainted` stands for what an article could not express, `Unknown` for what nobody knows. Money is a
number in eurocent.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal, DivisionByZero, InvalidOperation, Overflow
from typing import Union

EXACT = Context(
    prec=28, rounding=ROUND_HALF_EVEN, traps=[InvalidOperation, DivisionByZero, Overflow]
)
"""Twenty-eight digits: where a division does not end it is cut there, as regelrecht does."""
LARGEST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Tainted:
    """The value of an article with a construct that cannot be expressed; it spreads."""

    article: str
    construct: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """A value that rests on facts nobody has, by name."""

    facts: frozenset[str]


Value = Union[
    "bool | int | Decimal | str | list[Value] | dict[str, Value] | Tainted | Unknown", None
]


def is_number(value: Value) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def truth(value: Value) -> bool:
    """Nothing, zero and emptiness count as no."""
    return bool(value) if not isinstance(value, Tainted | Unknown) else False


def same(a: Value, b: Value) -> bool:
    """Equal in structure: 42 is 42.0, but never "42", and yes is never 1."""
    if is_number(a) and is_number(b):
        return a == b
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(same(x, y) for x, y in zip(a, b, strict=True))
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() == b.keys() and all(same(a[key], b[key]) for key in a)
    return type(a) is type(b) and a == b


def kind(value: Value) -> str:
    """What a value is, as a word for a sentence."""
    return _KINDS[type(value)]


_KINDS: dict[type, str] = {
    type(None): "null",
    bool: "boolean",
    int: "integer",
    Decimal: "decimal",
    str: "string",
    list: "array",
    dict: "object",
    Tainted: "untranslatable",
    Unknown: "unknown",
}


def key(value: Value) -> str:
    """A value as the key of a register: a number and its digits are one person."""
    match value:
        case None:
            return "null"
        case bool():
            return str(value).lower()
        case list() | dict() | Tainted() | Unknown():
            return "complex"
    return str(value)


def frozen(value: Value) -> object:
    """A value that can be part of a key; a number and a text stay apart."""
    if isinstance(value, list):
        return tuple(frozen(one) for one in value)
    if isinstance(value, dict):
        return tuple((name, frozen(one)) for name, one in sorted(value.items()))
    return (kind(value), value)
