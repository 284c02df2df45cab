"""Folds what the members of a relation give into one value per person."""

from dataclasses import replace

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
        return self._folded("sum", values, starts, low, high)

    def highest(self, values: Column, starts: Arg) -> Column:
        return self._folded("highest", values, starts, 0, max(0, values.high))

    def lowest(self, values: Column, starts: Arg) -> Column:
        return self._folded("lowest", values, starts, min(0, values.low), 0)

    def _folded(
        self, kernel: str, values: Column, starts: Arg, low: Number, high: Number
    ) -> Column:
        if low == high:
            return ZERO
        if values.divisor or not fits(low, high, values.scale):
            values = self.columns.boxed(values)
        raw = self.columns.emit(kernel, self._filled(values, starts), starts)
        return replace(values, raw=raw, low=low, high=high, age=None)

    def _filled(self, values: Column, starts: Arg) -> Arg:
        """A constant becomes an array, once for each member."""
        if isinstance(values.raw, Reg):
            return values.raw
        return self.columns.emit("fill", starts, values.raw, values.boxed)
