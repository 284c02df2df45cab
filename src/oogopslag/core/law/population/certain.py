"""Reads rules exactly, and marks whose answer rests on something unknown.

Where a fact is unknown something within its domain is put; `open` says whose value may rest on it.
Who is marked at the end is read again with ranges (`ranges.py`), so that nobody's answer depends
on what was put.
"""

from dataclasses import dataclass, replace

from oogopslag.core.law.population.brackets import Brackets, stepped
from oogopslag.core.law.population.column import FALSE, TRUE, Column, Columns
from oogopslag.core.law.population.folding import ZERO, Folding
from oogopslag.core.law.population.operators import Operators
from oogopslag.core.law.population.place import Members
from oogopslag.core.law.population.program import Arg
from oogopslag.core.law.population.reading import NeedsRanges
from oogopslag.core.law.scope import LACKING


@dataclass(frozen=True)
class Certain:
    value: Column
    open: Column = FALSE


class CertainReading:
    """The exact algebra. Raises NeedsRanges where something is unknown of everybody."""

    def __init__(self, columns: Columns, operators: Operators, folding: Folding) -> None:
        self.columns, self.operators, self.folding = columns, operators, folding

    def constant(self, value: Column) -> Certain:
        return Certain(value)

    def unknown(self, low: Column, high: Column, paths: tuple[str, ...], rows: Arg) -> Certain:
        """A figure that the law lacks concerns few people; a fact nobody has, everybody."""
        if rows is None or not all(path.startswith(LACKING) for path in paths):
            raise NeedsRanges(*paths)
        raw = self.columns.emit("everywhere", rows, low.raw)
        return Certain(replace(low, raw=raw, high=high.high), TRUE)

    def fact(self, value: Column, low: Column, high: Column, gap: Arg, path: str) -> Certain:
        return self._made(value, FALSE if gap is None else Column(gap, 0, 1))

    def _made(self, value: Column, *opens: Column) -> Certain:
        """What is the same for everything a fact can be is not open."""
        if value.fixed:
            return Certain(value)
        found = FALSE
        for one in opens:
            found = self.columns.either(found, one)
        return Certain(value, found)

    def operation(self, operator: str, arguments: tuple[Certain, ...]) -> Certain:
        value = self.operators.functions[operator](*(a.value for a in arguments))
        if operator in {"en", "of"}:
            return self._made(value, self._undecided(operator, *arguments))
        return self._made(value, *(a.open for a in arguments))

    def _undecided(self, operator: str, a: Certain, b: Certain) -> Column:
        """A certain no decides "en", a certain yes decides "of", whatever is unknown beside it."""
        c = self.columns
        mine, theirs = a.value, b.value
        if operator == "of":
            mine, theirs = c.opposite(mine), c.opposite(theirs)
        return c.either(
            c.both(a.open, b.open), c.either(c.both(a.open, theirs), c.both(b.open, mine))
        )

    def choose(self, condition: Certain, then: Certain, otherwise: Certain) -> Certain:
        value = self.columns.choose(condition.value, then.value, otherwise.value)
        branch = self.columns.choose(condition.value, then.open, otherwise.open)
        return self._made(value, condition.open, branch)

    def steps(self, subject: Certain, table: Brackets) -> Certain | None:
        value = stepped(self.columns, subject.value, table)
        return None if value is None else self._made(value, subject.open)

    def fold(
        self, kind: str, where: Certain, value: Certain | None, members: Members, nobody: Column
    ) -> Certain:
        counted = value or where
        inside = self.columns.both(where.value, counted.open)
        opens = self.folding.any_of(self.columns.either(where.open, inside), members.starts)
        found = self._made(self._folded(kind, where.value, counted.value, members, nobody), opens)
        if members.gap is None:
            return found
        # What every known family gives alike may still differ for a family nobody knows: the
        # column must be able to be either end, or a later rule would take it for settled.
        gap = Column(members.gap, 0, 1)
        ends = self.columns.choose(gap, members.high, found.value)
        return self._made(self.columns.choose(gap, members.low, ends), found.open, gap)

    def _folded(
        self, kind: str, where: Column, value: Column, members: Members, nobody: Column
    ) -> Column:
        c, f, starts = self.columns, self.folding, members.starts
        match kind:
            case "count":
                return f.count(where, starts)
            case "any":
                return f.any_of(c.both(where, value), starts)
            case "all":
                return f.all_of(c.either(c.opposite(where), value), starts)
            case "sum":
                return f.total(c.choose(where, value, ZERO), starts)
        fold = f.highest if kind == "max" else f.lowest
        return c.choose(f.any_of(where, starts), fold(where, value, starts), nobody)
