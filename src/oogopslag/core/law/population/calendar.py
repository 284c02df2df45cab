"""Dates in columns: day numbers since 1 January 1970, and look-ups of what a calendar does."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import numpy as np

from oogopslag.core.law.operations import months_between, years_between
from oogopslag.core.law.population.column import Column, Columns, constant

_FIRST = date(1970, 1, 1)
Days = np.ndarray[Any, Any]


def number_of(day: date) -> int:
    return (day - _FIRST).days


def day_of(number: int | Fraction) -> date:
    return _FIRST + timedelta(days=int(number))


def _month(days: Days) -> Days:
    found: Days = days.astype("datetime64[M]").astype(np.int64)  # months since January 1970
    return found


def _year(days: Days) -> Days:
    found: Days = days.astype("datetime64[Y]").astype(np.int64) + 1970
    return found


def _day_of_month(days: Days) -> Days:
    found: Days = (days - days.astype("datetime64[M]")).astype(np.int64)
    return found


def _month_and_day(days: Days) -> Days:
    found: Days = (_month(days) % 12) * 100 + _day_of_month(days)
    return found


def _start(months: Callable[[Days], Days]) -> Callable[[Days], Days]:
    """The first day of the month that `months` gives for a day."""
    return lambda days: (
        months(days).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    )


TABLES: dict[str, Callable[[Days], Days]] = {
    "month": _month,
    "jaar": _year,
    "day": _day_of_month,
    "month and day": _month_and_day,
    "begin_maand": _start(_month),
    "begin_jaar": _start(lambda days: _month(days) // 12 * 12),
    "begin_kwartaal": _start(lambda days: _month(days) // 3 * 3),
}


class Calendar:
    """What laws ask of dates, emitted as look-ups over the days a column can hold."""

    def __init__(self, columns: Columns) -> None:
        self.columns = columns
        self.builder = columns.builder

    def look_up(self, what: str, days: Column) -> Column:
        """One of TABLES, for each day of a column."""
        first, last = int(days.low), int(days.high)
        values = TABLES[what](np.arange(first, last + 1).astype("datetime64[D]"))
        low, high = int(values.min()), int(values.max())
        if low == high:
            return constant(low)
        table = self.builder.table((what, first, last), values.astype(np.int32))
        return Column(self.builder.emit("take", days.raw, table, first), low, high)

    def day_before(self, days: Column) -> Column:
        return self.columns.subtract(days, constant(1))

    def days(self, first: Column, last: Column) -> Column:
        return self.columns.subtract(last, first)

    def months(self, first: Column, last: Column) -> Column:
        """Whole months from first to last, negative when last lies before first."""
        low = months_between(day_of(first.high), day_of(last.low))
        high = months_between(day_of(first.low), day_of(last.high))
        found = self._passed(first, last, "month", "day")
        return replace(found, low=max(found.low, low), high=min(found.high, high))

    def age(self, born: Column, on: Column) -> Column:
        """Whole years; who was born on 29 February turns a year older on 1 March."""
        low = years_between(day_of(born.high), day_of(on.low))
        high = years_between(day_of(born.low), day_of(on.high))
        if low == high:
            return constant(low)
        found = self._passed(born, on, "jaar", "month and day")
        found = replace(found, low=max(found.low, low), high=min(found.high, high))
        if on.fixed:
            return replace(found, age=lambda years: self._at_least(born, on, years))
        return found

    def _passed(self, first: Column, last: Column, whole: str, part: str) -> Column:
        """Difference in years or months, less one when the last is not complete."""
        count = self.columns.subtract(self.look_up(whole, last), self.look_up(whole, first))
        early = self.columns.less(self.look_up(part, last), self.look_up(part, first))
        if early.fixed:
            return self.columns.subtract(count, constant(early.low))
        less = Column(self.builder.emit("whole", early.raw), 0, 1)
        return self.columns.subtract(count, less)

    def _at_least(self, born: Column, on: Column, years: int) -> Column:
        """Who is `years` old or older was born on or before a day, found by halving."""
        day, first, last = day_of(on.low), int(born.low) - 1, int(born.high)
        while first < last:
            middle = (first + last + 1) // 2
            if years_between(day_of(middle), day) >= years:
                first = middle
            else:
                last = middle - 1
        return self.columns.at_most(born, constant(first))
