"""Compiles schemes into programs for columns: one exact for all, and one with ranges for each.

Raises LawError for what columns cannot hold. Overflow of 64 bits is ruled out here, before
anybody's row is read.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from oogopslag.core.law.errors import LawError
from oogopslag.core.law.person import asking_cost
from oogopslag.core.law.population.calendar import Calendar
from oogopslag.core.law.population.certain import CertainReading
from oogopslag.core.law.population.column import Column, Columns
from oogopslag.core.law.population.folding import ZERO, Folding
from oogopslag.core.law.population.missing import Missing
from oogopslag.core.law.population.operators import operators
from oogopslag.core.law.population.people import Shape
from oogopslag.core.law.population.place import Places
from oogopslag.core.law.population.program import Arg, Builder, Program, Reg
from oogopslag.core.law.population.ranges import RangeReading
from oogopslag.core.law.population.reading import NeedsRanges, Walk
from oogopslag.core.law.scope import LACKING
from oogopslag.core.law.subject import FactDictionary
from oogopslag.core.law.tree import Scheme

NOT, DEPENDS, ENTITLED = 0, 1, 2
"""Verdicts as they stand in columns."""


@dataclass(frozen=True)
class Ranges:
    """The program of one scheme with facts missing; `questions` in the order they are asked."""

    program: Program
    questions: tuple[str, ...]


@dataclass(frozen=True)
class Plan:
    """Everything a sweep runs: schemes by name; those in `only_ranges` are not in `exact`."""

    names: tuple[str, ...]
    money: frozenset[str]
    exact: Program
    ranges: dict[str, Ranges]
    only_ranges: frozenset[str]


def compiled(schemes: Sequence[Scheme], on: date, dictionary: FactDictionary, shape: Shape) -> Plan:
    """The plan for a population of this shape on this day. Raises LawError."""
    builder, open_only = Builder(), set()
    for scheme in schemes:
        try:
            _exact(scheme, on, dictionary, shape, Builder())
        except NeedsRanges:
            open_only.add(scheme.name)
        else:
            builder.section(scheme.name)
            _exact(scheme, on, dictionary, shape, builder)
    return Plan(
        names=tuple(scheme.name for scheme in schemes),
        money=frozenset(scheme.name for scheme in schemes if scheme.amount),
        exact=builder.finish(),
        ranges={scheme.name: _ranges(scheme, on, dictionary, shape) for scheme in schemes},
        only_ranges=frozenset(open_only),
    )


def _guarded(scheme: Scheme) -> LawError:
    return LawError(f"{scheme.name} can divide by zero.", file=scheme.file, line=1)


def _exact(
    scheme: Scheme, on: date, dictionary: FactDictionary, shape: Shape, builder: Builder
) -> None:
    columns = Columns(builder)
    places = Places(builder, columns, shape)
    reading = CertainReading(columns, operators(columns, Calendar(columns)), Folding(columns))
    walk, everybody = Walk(scheme, on, dictionary, places, reading), places.everybody()
    try:
        entitled = walk.entitled(everybody)
        amount = walk.named(scheme.amount, everybody) if scheme.amount else None
    except ZeroDivisionError:
        raise _guarded(scheme) from None
    open_ = entitled.open
    if amount is not None:
        builder.out("amount", _whole(columns, amount.value))
        open_ = columns.either(open_, columns.both(entitled.value, amount.open))
    builder.out("entitled", entitled.value.raw)
    builder.out("open", open_.raw)


def _whole(columns: Columns, value: Column) -> Arg:
    """Whole cents; a part of a cent that the law leaves is dropped."""
    found = columns.rounded(value, "trunc", 1)
    return int(found.low) if found.fixed else found.raw


def _ranges(scheme: Scheme, on: date, dictionary: FactDictionary, shape: Shape) -> Ranges:
    """Compiled twice: first to meet every question, then with a bit for each in order."""
    met = _ranged(scheme, on, dictionary, shape, ())[1].met
    # A figure that is missing from the law is no question: its bits come after those of the facts.
    questions = tuple(
        sorted(met, key=lambda path: (path.startswith(LACKING), asking_cost(path, dictionary)))
    )
    builder, _ = _ranged(scheme, on, dictionary, shape, questions)
    return Ranges(builder.finish(), questions)


def _ranged(
    scheme: Scheme, on: date, dictionary: FactDictionary, shape: Shape, questions: tuple[str, ...]
) -> tuple[Builder, Missing]:
    builder = Builder()
    builder.section(scheme.name)
    columns, missing = Columns(builder), Missing(builder, questions)
    places = Places(builder, columns, shape)
    functions = operators(columns, Calendar(columns))
    reading = RangeReading(columns, functions, Folding(columns), missing)
    walk, everybody = Walk(scheme, on, dictionary, places, reading), places.everybody()
    try:
        entitled = walk.entitled(everybody)
        amount = walk.named(scheme.amount, everybody) if scheme.amount else None
    except ZeroDivisionError:
        raise _guarded(scheme) from None
    mask = entitled.mask
    if amount is not None:
        low = columns.rounded(amount.low, "trunc", 1)
        low = columns.choose(entitled.low, low, columns.least(ZERO, low))
        builder.out("low", _whole(columns, low))
        builder.out("high", _whole(columns, amount.high))
        mask = missing.join(mask, amount.mask)
    mask = missing.keep(mask, entitled.high)
    facts = (1 << sum(not path.startswith(LACKING) for path in questions)) - 1
    lacks: Arg = mask > facts if isinstance(mask, int) else builder.emit("lt", facts, mask)
    mask = mask & facts if isinstance(mask, int) else builder.emit("within", mask, facts)
    builder.out("lacks", lacks)
    builder.out("sure", entitled.low.raw)
    builder.out("may", entitled.high.raw)
    for name, kernel, same in (
        ("question", "first_bit", lambda bits: (bits & -bits).bit_length() - 1),
        ("missing", "count_bits", int.bit_count),
    ):
        builder.out(name, builder.emit(kernel, mask) if isinstance(mask, Reg) else same(mask))
    return builder, missing
