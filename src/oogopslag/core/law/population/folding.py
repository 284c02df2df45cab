"""Folds what the members of a relation give into one value per person."""

from dataclasses import replace
from fractions import Fraction

from oogopslag.core.law.population.column import (
    FALSE,
    TRUE,
    Column,
    Columns,
    Number,
    constant,
    fits,
)
from oogopslag.core.law.population.program import Arg, Reg
from oogopslag.core.law.scope import MOST_MEMBERS

ZERO = constant(0)


class Folding:
    """Sums, counts, any, all, highest and lowest; `starts` says where each person's begin."""

    def __init__(self, columns: Columns) -> None:
        self.columns = columns

    def count(self, flags: Column, starts: Arg) -> Column:
        whole = self.columns.emit("whole", self._filled(flags, starts))
        return Column(self.columns.emit("sum", whole, starts), 0, MOST_MEMBERS)

    def any_of(self, flags: Column, starts: Arg) -> Column:
        if flags.high == 0:
            return FALSE
        return Column(self.columns.emit("any", self._filled(flags, starts), starts), 0, 1)

    def all_of(self, flags: Column, starts: Arg) -> Column:
        if flags.low == 1:
            return TRUE
        return Column(self.columns.emit("all", self._filled(flags, starts), starts), 0, 1)

    def total(self, values: Column, starts: Arg) -> Column:
        low, high = min(0, values.low * MOST_MEMBERS), max(0, values.high * MOST_MEMBERS)
        if low == high:
            return ZERO
        if values.divisor or not fits(low, high, values.scale):
            values = self.columns.boxed(values)
        raw = self.columns.emit("sum", self._filled(values, starts), starts)
        return replace(values, raw=raw, low=low, high=high, age=None)

    def highest(self, counts: Column, values: Column, starts: Arg) -> Column:
        """Of who counts; where nobody does, something within the bounds."""
        return self._extreme("highest", counts, values, values.low, starts)

    def lowest(self, counts: Column, values: Column, starts: Arg) -> Column:
        """Of who counts; where nobody does, something within the bounds."""
        return self._extreme("lowest", counts, values, values.high, starts)

    def _extreme(
        self, kernel: str, counts: Column, values: Column, neutral: Number, starts: Arg
    ) -> Column:
        # Who does not count gets what changes nothing: no value lies beyond it.
        if values.fixed:
            return constant(values.low)
        if values.divisor:
            values = self.columns.boxed(values)
        among = self.columns.choose(counts, values, constant(neutral))
        none = Fraction(neutral) * among.scale
        raw = self.columns.emit(
            kernel, self._filled(among, starts), starts, none if among.boxed else int(none)
        )
        return replace(among, raw=raw, low=values.low, high=values.high, age=None)

    def _filled(self, values: Column, starts: Arg) -> Arg:
        """A constant becomes an array, once for each member."""
        if isinstance(values.raw, Reg):
            return values.raw
        return self.columns.emit("fill", starts, values.raw, values.boxed)
