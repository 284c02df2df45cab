"""Reads rules as ranges in columns: from, to, and a bit for each fact that leaves it open.

The same rules as `core/law/span.py`, for everybody at once.
"""

from dataclasses import dataclass
from functools import reduce
from operator import or_

from oogopslag.core.law.population.brackets import Brackets, stepped
from oogopslag.core.law.population.column import FALSE, Column, Columns, constant
from oogopslag.core.law.population.folding import ZERO, Folding
from oogopslag.core.law.population.missing import Mask, Missing
from oogopslag.core.law.population.operators import Operators
from oogopslag.core.law.population.place import Members
from oogopslag.core.law.population.program import Arg

ONE = constant(1)


@dataclass(frozen=True)
class Range:
    low: Column
    high: Column
    mask: Mask = 0


class RangeReading:
    """The algebra with facts missing."""

    def __init__(
        self, columns: Columns, operators: Operators, folding: Folding, missing: Missing
    ) -> None:
        self.columns, self.operators = columns, operators
        self.folding, self.missing = folding, missing

    def constant(self, value: Column) -> Range:
        return Range(value, value)

    def unknown(self, low: Column, high: Column, paths: tuple[str, ...], rows: Arg) -> Range:
        return Range(low, low) if low.low == high.low else Range(low, high, self._bits(paths))

    def _bits(self, paths: tuple[str, ...]) -> int:
        return reduce(or_, map(self.missing.bit, paths), 0)

    def fact(self, value: Column, low: Column, high: Column, gap: Arg, path: str) -> Range:
        if gap is None:
            return Range(value, value)
        where = Column(gap, 0, 1)
        return Range(
            self.columns.choose(where, low, value),
            self.columns.choose(where, high, value),
            self.missing.select(where, self.missing.bit(path), 0),
        )

    def _of(self, low: Column, high: Column, *masks: Mask) -> Range:
        mask = self.missing.join(*masks)
        return Range(low, high, self.missing.keep(mask, self._differ(low, high)))

    def _differ(self, low: Column, high: Column) -> Column:
        return FALSE if low.same_as(high) else self.columns.opposite(self.columns.equal(low, high))

    def _sure(self, a: Range) -> Column:
        return self.columns.opposite(self._differ(a.low, a.high))

    def operation(self, operator: str, arguments: tuple[Range, ...]) -> Range:
        masks = [a.mask for a in arguments]
        match operator:
            case "*":
                return self._of(*self._corners(*arguments), *masks)
            case "/":
                return self._divided(*arguments)
            case "=" | "<>":
                low, high = self._same(*arguments)
                if operator == "=":
                    return self._of(low, high, *masks)
                return self._of(self.columns.opposite(high), self.columns.opposite(low), *masks)
        function, signs = self.operators.functions[operator], self.operators.directions[operator]
        signed = list(zip(arguments, signs, strict=False))
        low = function(*(a.low if sign == "+" else a.high for a, sign in signed))
        high = function(*(a.high if sign == "+" else a.low for a, sign in signed))
        return self._of(low, high, *masks)

    def _decided(self, a: Range) -> bool:
        return a.low.same_as(a.high)

    def _corners(self, a: Range, b: Range) -> tuple[Column, Column]:
        times = self.columns.multiply
        if self._decided(a) or self._decided(b) or (a.low.low >= 0 and b.low.low >= 0):
            return self._simple_corners(a, b)
        corners = [times(x, y) for x in (a.low, a.high) for y in (b.low, b.high)]
        return self._hull(corners)

    def _simple_corners(self, a: Range, b: Range) -> tuple[Column, Column]:
        times = self.columns.multiply
        if a.low.low >= 0 and b.low.low >= 0:
            return times(a.low, b.low), times(a.high, b.high)
        one, other = (a, b) if self._decided(a) else (b, a)
        ends = times(one.low, other.low), times(one.low, other.high)
        if one.low.low >= 0:
            return ends
        if one.low.high <= 0:
            return ends[1], ends[0]
        return self._hull(list(ends))

    def _hull(self, corners: list[Column]) -> tuple[Column, Column]:
        low = high = corners[0]
        for one in corners[1:]:
            low, high = self.columns.least(low, one), self.columns.most(high, one)
        return low, high

    def _divided(self, a: Range, b: Range) -> Range:
        if b.low.low <= 0 <= b.high.high:
            raise ZeroDivisionError
        divide = self.columns.divide
        low, high = self._hull([divide(x, y) for x in (a.low, a.high) for y in (b.low, b.high)])
        return self._of(low, high, a.mask, b.mask)

    def _same(self, a: Range, b: Range) -> tuple[Column, Column]:
        c = self.columns
        if self._decided(a) and self._decided(b):
            same = c.equal(a.low, b.low)
            return same, same
        sure = c.both(self._sure(a), self._sure(b))
        low = c.both(sure, c.equal(a.low, b.low))
        return low, c.both(c.at_most(a.low, b.high), c.at_most(b.low, a.high))

    def choose(self, condition: Range, then: Range, otherwise: Range) -> Range:
        c = self.columns
        if self._decided(condition):
            yes = condition.low
            return Range(
                c.choose(yes, then.low, otherwise.low),
                c.choose(yes, then.high, otherwise.high),
                self.missing.select(yes, then.mask, otherwise.mask),
            )
        sure, never = condition.low, c.opposite(condition.high)
        least, most = c.least(then.low, otherwise.low), c.most(then.high, otherwise.high)
        low = c.choose(sure, then.low, c.choose(never, otherwise.low, least))
        high = c.choose(sure, then.high, c.choose(never, otherwise.high, most))
        every = self.missing.join(condition.mask, then.mask, otherwise.mask)
        open_ = self.missing.keep(every, self._differ(low, high))
        mask = self.missing.select(never, otherwise.mask, open_)
        return Range(low, high, self.missing.select(sure, then.mask, mask))

    def steps(self, subject: Range, table: Brackets) -> Range | None:
        if not self._decided(subject):
            return None
        value = stepped(self.columns, subject.low, table)
        return None if value is None else Range(value, value)

    def fold(
        self, kind: str, where: Range, value: Range | None, members: Members, nobody: Column
    ) -> Range:
        counted = value or where
        if kind in {"max", "min"}:
            found = self._extreme(kind, where, counted, members.starts, nobody)
        else:
            found = self._folded(kind, where, counted, members.starts)
        if members.gap is None:
            return found
        gap = Column(members.gap, 0, 1)
        return Range(
            self.columns.choose(gap, members.low, found.low),
            self.columns.choose(gap, members.high, found.high),
            self.missing.select(gap, self._bits(members.paths), found.mask),
        )

    def _folded(self, kind: str, where: Range, value: Range, starts: Arg) -> Range:
        c, f = self.columns, self.folding
        match kind:
            case "count":
                low, high = f.count(where.low, starts), f.count(where.high, starts)
                return self._of(low, high, self.missing.union(where.mask, starts))
            case "any":
                each = self._of(
                    c.both(where.low, value.low), c.both(where.high, value.high),
                    where.mask, value.mask,
                )  # fmt: skip
                low, high = f.any_of(each.low, starts), f.any_of(each.high, starts)
            case "all":
                each = self._of(
                    c.either(c.opposite(where.high), value.low),
                    c.either(c.opposite(where.low), value.high),
                    where.mask, value.mask,
                )  # fmt: skip
                low, high = f.all_of(each.low, starts), f.all_of(each.high, starts)
            case _:
                each = self._weighed(where, value)
                low, high = f.total(each.low, starts), f.total(each.high, starts)
        return self._of(low, high, self.missing.union(each.mask, starts))

    def _extreme(self, kind: str, where: Range, value: Range, starts: Arg, nobody: Column) -> Range:
        """Of who certainly counts and who may; of nobody too where nobody certainly counts."""
        c, f = self.columns, self.folding
        sure, some = f.any_of(where.low, starts), f.any_of(where.high, starts)
        lowest = f.lowest(where.high, value.low, starts)
        highest = f.highest(where.high, value.high, starts)
        low = c.choose(some, c.least(lowest, nobody), nobody)
        high = c.choose(some, c.most(highest, nobody), nobody)
        if kind == "min":
            low = c.choose(sure, lowest, low)
            high = c.choose(sure, f.lowest(where.low, value.high, starts), high)
        else:
            low = c.choose(sure, f.highest(where.low, value.low, starts), low)
            high = c.choose(sure, highest, high)
        mask = self.missing.keep(self.missing.join(where.mask, value.mask), where.high)
        return self._of(low, high, self.missing.union(mask, starts))

    def _weighed(self, where: Range, value: Range) -> Range:
        """Who may or may not count contributes everything between nothing and all."""
        c = self.columns
        if self._decided(where):
            low = c.choose(where.low, value.low, ZERO)
            high = c.choose(where.low, value.high, ZERO)
        else:
            least, most = c.least(ZERO, value.low), c.most(ZERO, value.high)
            low = c.choose(where.low, value.low, c.choose(where.high, least, ZERO))
            high = c.choose(where.low, value.high, c.choose(where.high, most, ZERO))
        return self._of(low, high, where.mask, value.mask)
