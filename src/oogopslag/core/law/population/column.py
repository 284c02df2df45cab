"""Exact numbers in columns: whole numbers over a scale that is known before anything runs.

value = raw / (scale × divisor). A division by a column keeps its divisor as a column until the law
rounds. Each column knows the least and most it can be, so that overflow of 64 bits is ruled out
when a law is compiled; where it cannot be, the column becomes exact fractions ("boxed").
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor, gcd, lcm
from typing import Any

from oogopslag.core.law.checking import LARGEST
from oogopslag.core.law.population.kernels import ROUNDINGS
from oogopslag.core.law.population.program import Arg, Builder, Reg

Number = int | Fraction


@dataclass(frozen=True, slots=True)
class Column:
    """Numbers, flags (0 or 1), days since 1970 or codes of texts; bounds are inclusive.

    `most` is the largest divisor. `age`, of ages on one day, says which are at least a given
    number of years by comparing birth dates.
    """

    raw: Arg
    low: Number
    high: Number
    scale: int = 1
    divisor: Arg = None
    most: int = 1
    boxed: bool = False
    age: "Callable[[int], Column] | None" = None

    @property
    def fixed(self) -> bool:
        return self.low == self.high

    def same_as(self, other: "Column") -> bool:
        mine, theirs = (self.raw, self.scale, self.divisor), (other.raw, other.scale, other.divisor)
        return mine == theirs and type(self.raw) is type(other.raw)


def constant(value: Number | bool) -> Column:
    if isinstance(value, bool):
        return Column(value, int(value), int(value))
    exact = Fraction(value)
    return Column(exact.numerator, exact, exact, exact.denominator)


TRUE, FALSE = constant(True), constant(False)


def size(low: Number, high: Number) -> Number:
    return max(abs(Fraction(low)), abs(Fraction(high)))


def fits(low: Number, high: Number, scale: int, most: int = 1) -> bool:
    return size(low, high) * scale * most <= LARGEST


class Columns:
    """Arithmetic that emits instructions."""

    def __init__(self, builder: Builder) -> None:
        self.emit = builder.emit
        self.builder = builder

    def boxed(self, a: Column) -> Column:
        if a.boxed:
            return a
        if a.fixed:
            return replace(a, raw=Fraction(a.low), scale=1, boxed=True)
        raw = self.emit("box", a.raw, a.scale, a.divisor)
        return Column(raw, a.low, a.high, boxed=True)

    def _times(self, raw: Arg, factor: Arg) -> Arg:
        if factor == 1:
            return raw
        if isinstance(raw, int) and isinstance(factor, int):
            return raw * factor
        return self.emit("mul", raw, factor)

    def _common(self, a: Column, b: Column, room: Number = 0) -> tuple[Column, Column]:
        """Both over the same scale and divisor, with room for a result as large as `room`."""
        room = max(room, size(a.low, a.high), size(b.low, b.high))
        scale = lcm(a.scale, b.scale)
        most = a.most if a.divisor == b.divisor else a.most * b.most
        if a.boxed or b.boxed or room * scale * most > LARGEST:
            return self.boxed(a), self.boxed(b)
        x, y = self._times(a.raw, scale // a.scale), self._times(b.raw, scale // b.scale)
        divisor = a.divisor or b.divisor
        if a.divisor != b.divisor:
            x = self._times(x, b.divisor or 1)
            y = self._times(y, a.divisor or 1)
            if a.divisor and b.divisor:
                divisor = self.emit("mul", a.divisor, b.divisor)
        return (
            replace(a, raw=x, scale=scale, divisor=divisor, most=most, age=None),
            replace(b, raw=y, scale=scale, divisor=divisor, most=most, age=None),
        )

    def add(self, a: Column, b: Column) -> Column:
        if a.fixed and a.low == 0:
            return b
        if b.fixed and b.low == 0:
            return a
        return self._sum("add", a, b, a.low + b.low, a.high + b.high)

    def subtract(self, a: Column, b: Column) -> Column:
        if b.fixed and b.low == 0:
            return a
        return self._sum("sub", a, b, a.low - b.high, a.high - b.low)

    def _sum(self, kernel: str, a: Column, b: Column, low: Number, high: Number) -> Column:
        if low == high:
            return constant(low)
        x, y = self._common(a, b, size(low, high))
        return replace(x, raw=self.emit(kernel, x.raw, y.raw), low=low, high=high)

    def negative(self, a: Column) -> Column:
        return self.multiply(a, constant(-1))

    def multiply(self, a: Column, b: Column) -> Column:
        corners = [x * y for x in (a.low, a.high) for y in (b.low, b.high)]
        low, high = min(corners), max(corners)
        if low == high:
            return constant(low)
        if a.fixed:
            a, b = b, a
        if b.fixed and not a.boxed:
            factor = Fraction(b.low)
            shared = gcd(factor.numerator, a.scale)
            scale = a.scale // shared * factor.denominator
            if fits(low, high, scale, a.most):
                raw = self._times(a.raw, factor.numerator // shared)
                return replace(a, raw=raw, low=low, high=high, scale=scale, age=None)
        scale, most = a.scale * b.scale, a.most * b.most
        if a.boxed or b.boxed or not fits(low, high, scale, most):
            raw = self.emit("mul", self.boxed(a).raw, self.boxed(b).raw)
            return Column(raw, low, high, boxed=True)
        divisor = a.divisor or b.divisor
        if a.divisor and b.divisor:
            divisor = self.emit("mul", a.divisor, b.divisor)
        return Column(self.emit("mul", a.raw, b.raw), low, high, scale, divisor, most)

    def divide(self, a: Column, b: Column) -> Column:
        """Raises ZeroDivisionError when the divisor can be zero."""
        if b.low <= 0 <= b.high:
            raise ZeroDivisionError
        if b.fixed:
            return self.multiply(a, constant(1 / Fraction(b.low)))
        corners = [Fraction(x) / Fraction(y) for x in (a.low, a.high) for y in (b.low, b.high)]
        low, high = min(corners), max(corners)
        if low == high:
            return constant(low)
        over = size(a.low, a.high) * a.scale * a.most * b.scale * b.most
        most = floor(size(b.low, b.high) * b.scale * b.most) * a.most
        if a.boxed or b.boxed or max(over, most) > LARGEST:
            raw = self.emit("over", self.boxed(a).raw, self.boxed(b).raw)
            return Column(raw, low, high, boxed=True)
        above = self._times(self._times(a.raw, b.scale), b.divisor or 1)
        below = b.raw if b.low > 0 else self._times(b.raw, -1)
        if b.low < 0:
            above = self._times(above, -1)
        if isinstance(below, int):  # what varies in b is its own divisor only
            return Column(above, low, high, a.scale * below, a.divisor, a.most)
        divisor = self._times(below, a.divisor or 1)
        if isinstance(above, int):  # a value for each person, or two such would make but one flag
            above = self.emit("spread", above, divisor)
        return Column(above, low, high, a.scale, divisor, most)

    def least(self, a: Column, b: Column) -> Column:
        return self._pick("min", a, b)

    def most(self, a: Column, b: Column) -> Column:
        return self._pick("max", a, b)

    def _pick(self, kernel: str, a: Column, b: Column) -> Column:
        first, last = (a, b) if kernel == "min" else (b, a)
        if first.high <= last.low:
            return a
        if last.high <= first.low:
            return b
        pick = min if kernel == "min" else max
        low, high = pick(a.low, b.low), pick(a.high, b.high)
        x, y = self._common(a, b)
        return replace(x, raw=self.emit(kernel, x.raw, y.raw), low=low, high=high)

    def rounded(self, a: Column, how: str, unit: int) -> Column:
        """To whole units of `unit`: floor, ceil, trunc, or half away from zero."""
        rounding = ROUNDINGS[how]
        low, high = (rounding(Fraction(end) / unit) * unit for end in (a.low, a.high))
        if low == high:
            return constant(low)
        if a.boxed or (2 * size(a.low, a.high) + unit) * a.scale * a.most > LARGEST:
            return self._rounded_box(a, how, unit, low, high)
        under = self._times(a.divisor, a.scale * unit) if a.divisor else a.scale * unit
        if under == 1:
            return a
        kernel = "half_up" if how == "half" and a.low >= 0 else how
        kernel = "floor" if kernel == "trunc" and a.low >= 0 else kernel
        return Column(self._times(self.emit(kernel, a.raw, under), unit), low, high)

    def _rounded_box(self, a: Column, how: str, unit: int, low: int, high: int) -> Column:
        units = self.multiply(self.boxed(a), constant(Fraction(1, unit)))
        raw = self.emit("rounded", units.raw, how)
        if fits(low, high, 1):
            return Column(self._times(self.emit("unbox", raw), unit), low, high)
        whole = Column(raw, low // unit, high // unit, boxed=True)
        return self.multiply(whole, constant(unit))

    def less(self, a: Column, b: Column) -> Column:
        if a.high < b.low:
            return TRUE
        if a.low >= b.high:
            return FALSE
        if b.fixed and a.age is not None:
            return self.opposite(a.age(ceil(b.low)))
        if a.fixed and b.age is not None:
            return b.age(floor(a.low) + 1)
        return self._flag(self._compared("lt", a, b, ceil, floor))

    def at_most(self, a: Column, b: Column) -> Column:
        if a.high <= b.low:
            return TRUE
        if a.low > b.high:
            return FALSE
        if a.fixed and b.age is not None:
            return b.age(ceil(a.low))
        if b.fixed and a.age is not None:
            return self.opposite(a.age(floor(b.low) + 1))
        return self._flag(self._compared("le", a, b, floor, ceil))

    def _compared(self, kernel: str, a: Column, b: Column, right: Any, left: Any) -> Reg:
        """With a constant, the constant is scaled once instead of every row."""
        if b.fixed and not a.divisor and not a.boxed and fits(b.low, b.low, a.scale):
            return self.emit(kernel, a.raw, right(b.low * a.scale))
        if a.fixed and not b.divisor and not b.boxed and fits(a.low, a.low, b.scale):
            return self.emit(kernel, left(a.low * b.scale), b.raw)
        x, y = self._common(a, b)
        return self.emit(kernel, x.raw, y.raw)

    def equal(self, a: Column, b: Column) -> Column:
        # A column is not taken to equal itself: an unknown fact stands for two unknown values.
        if a.high < b.low or b.high < a.low:
            return FALSE
        if a.fixed and b.fixed:
            return constant(a.low == b.low)
        x, y = self._common(a, b)
        return self._flag(self.emit("eq", x.raw, y.raw))

    def _flag(self, raw: Arg) -> Column:
        return Column(raw, 0, 1)

    def both(self, a: Column, b: Column) -> Column:
        if a.high == 0 or b.high == 0:
            return FALSE
        if a.low == 1 or a.same_as(b):
            return b
        return a if b.low == 1 else self._flag(self.emit("and", a.raw, b.raw))

    def either(self, a: Column, b: Column) -> Column:
        if a.low == 1 or b.low == 1:
            return TRUE
        if a.high == 0 or a.same_as(b):
            return b
        return a if b.high == 0 else self._flag(self.emit("or", a.raw, b.raw))

    def opposite(self, a: Column) -> Column:
        if a.fixed:
            return FALSE if a.low else TRUE
        return self._flag(self.emit("not", a.raw))

    def choose(self, condition: Column, then: Column, otherwise: Column) -> Column:
        if condition.fixed:
            return then if condition.low else otherwise
        if then.same_as(otherwise):
            return then
        low, high = min(then.low, otherwise.low), max(then.high, otherwise.high)
        if isinstance(then.raw, bool) or isinstance(otherwise.raw, bool):
            return self._chosen_flag(condition, then, otherwise)
        x, y = self._common(then, otherwise)
        return replace(x, raw=self.emit("where", condition.raw, x.raw, y.raw), low=low, high=high)

    def _chosen_flag(self, condition: Column, then: Column, otherwise: Column) -> Column:
        """Of which one is certain: "and" and "or" are quicker than choosing."""
        if otherwise.fixed:  # the same the other way round
            condition, then, otherwise = self.opposite(condition), otherwise, then
        if then.low:
            return self.either(condition, otherwise)
        return self.both(self.opposite(condition), otherwise)
