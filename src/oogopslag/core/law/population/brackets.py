"""A table of one value in brackets, found again in the choices it was lowered to.

Counting which bounds are passed takes a third of the time of choosing bound by bound.
"""

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import floor, lcm

import numpy as np

from oogopslag.core.law.checking import LARGEST
from oogopslag.core.law.population.column import Column, Columns, fits, size
from oogopslag.core.law.tree import Choice, Constant, Node, Operation

FEWEST = 4
"""Bounds under which choosing is as quick."""
NARROW = 2**31 - 1


@dataclass(frozen=True)
class Brackets:
    """`values` has one more than `bounds`, which rise and belong to the bracket below them."""

    subject: Node
    bounds: tuple[int | Fraction, ...]
    values: tuple[int | Fraction, ...]


def brackets(node: Choice) -> Brackets | None:
    """The table that choices say together; None when they say something else."""
    condition = node.condition
    if not isinstance(condition, Operation) or condition.operator != "<=":
        return None
    subject = condition.arguments[0]
    bounds: list[int | Fraction] = []
    values: list[int | Fraction] = []
    if not _gathered(node, subject, bounds, values) or len(bounds) < FEWEST:
        return None
    if any(a >= b for a, b in pairwise(bounds)):
        return None
    return Brackets(subject, tuple(bounds), tuple(values))


def _gathered(
    node: Node, subject: Node, bounds: list[int | Fraction], values: list[int | Fraction]
) -> bool:
    """Adds bounds and values from the lowest up; False when a choice is about something else."""
    match node:
        case Constant(int() | Fraction() as value) if not isinstance(value, bool):
            values.append(value)
            return True
        case Choice(
            Operation("<=", (about, Constant(int() | Fraction() as bound))), then, otherwise
        ) if about == subject:
            if not _gathered(then, subject, bounds, values):
                return False
            bounds.append(bound)
            return _gathered(otherwise, subject, bounds, values)
    return False


def stepped(columns: Columns, subject: Column, table: Brackets) -> Column | None:
    """The value of each; None when the subject is no plain whole number."""
    scale = lcm(*(Fraction(value).denominator for value in table.values))
    low, high = Fraction(min(table.values)), Fraction(max(table.values))
    bounds = [floor(bound * subject.scale) for bound in table.bounds]
    if subject.divisor or subject.boxed or subject.fixed or not fits(low, high, scale):
        return None
    if max(abs(bound) for bound in bounds) > LARGEST:
        return None
    values = [int(value * scale) for value in table.values]
    largest = max(
        *(abs(bound) for bound in bounds), size(subject.low, subject.high) * subject.scale
    )
    narrow = largest <= NARROW
    make = columns.builder.table
    raw = columns.emit(
        "steps",
        subject.raw,
        make(("bounds", *bounds), np.array(bounds, dtype=np.int64)),
        make(("values", *values), np.array(values, dtype=np.int64)),
        narrow,
    )
    return Column(raw, low, high, scale)
