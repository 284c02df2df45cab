"""Dates in regelrecht: ISO texts, or the reference date as an object with `iso`."""

from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from oogopslag.core.law.regelrecht.errors import RunError
from oogopslag.core.law.regelrecht.values import Value, kind


def as_value(day: date) -> dict[str, Value]:
    """The reference date as laws see it: `$referencedate.year` and the like."""
    return {"iso": day.isoformat(), "year": day.year, "month": day.month, "day": day.day}


def is_date(value: Value) -> bool:
    try:
        parsed(value)
    except RunError:
        return False
    return True


def parsed(value: Value) -> date:
    """The day of a value, in YYYY-MM-DD only. Raises RunError."""
    text = value.get("iso") if isinstance(value, dict) else value
    if not isinstance(text, str):
        raise RunError(f"Type mismatch: expected a date (YYYY-MM-DD), got {kind(value)}.")
    try:
        if len(text) == len("2025-01-01"):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise RunError(f"Failed to parse date '{text}': expected a day that exists, as YYYY-MM-DD.")


def whole(value: Value, place: str) -> int:
    """A whole number; of a broken one, the whole part. Raises RunError."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise RunError(f"Invalid operation: {place} must be a number, got {kind(value)}.")
    return int(value)


def age(born: Value, on: Value) -> int:
    return years_between(parsed(born), parsed(on))


def years_between(first: date, last: date) -> int:
    """Whole years from first to last, negative when last lies before first.

    Who was born on 29 February turns a year older on 28 February of other years, as regelrecht
    counts it.
    """
    if last < first:
        return -years_between(last, first)
    day = min(first.day, monthrange(last.year, first.month)[1])
    return last.year - first.year - ((last.month, last.day) < (first.month, day))


def months_between(first: date, last: date) -> int:
    """Whole months; 31 January to 28 February is one."""
    if last < first:
        return -months_between(last, first)
    day = min(first.day, monthrange(last.year, last.month)[1])
    return (last.year - first.year) * 12 + last.month - first.month - (last.day < day)


def difference(first: Value, last: Value, unit: Value) -> int:
    """How far last lies ahead of first, in whole units. Raises RunError."""
    start, end = parsed(first), parsed(last)
    match unit:
        case "days":
            return (end - start).days
        case "months":
            return months_between(start, end)
        case "years":
            return years_between(start, end)
    raise RunError(f"Invalid operation: DATE_DIFF counts days, months or years, not {unit!r}.")


def part(day: Value, name: Value) -> int:
    """The year, month or day of a date as a number. Raises RunError."""
    found = parsed(day)
    parts = {"year": found.year, "month": found.month, "day": found.day}
    if not isinstance(name, str) or name not in parts:
        raise RunError(f"Invalid operation: DATE_PART reads year, month or day, not {name!r}.")
    return parts[name]


def start(day: Value, unit: Value) -> str:
    """The first day of the year or month in which a date lies. Raises RunError."""
    found = parsed(day)
    match unit:
        case "year":
            return found.replace(month=1, day=1).isoformat()
        case "month":
            return found.replace(day=1).isoformat()
    raise RunError(f"Invalid operation: START_OF knows year and month, not {unit!r}.")


def later(start: Value, more: dict[str, Any]) -> str:
    """A date moved by years, then months, weeks and days; the day is kept within its month."""
    day = parsed(start)
    try:
        months = whole(more.get("years", 0), "DATE_ADD 'years'") * 12
        day = _months_later(day, months)
        day = _months_later(day, whole(more.get("months", 0), "DATE_ADD 'months'"))
        weeks = whole(more.get("weeks", 0), "DATE_ADD 'weeks'")
        days = whole(more.get("days", 0), "DATE_ADD 'days'")
        return (day + timedelta(weeks=weeks, days=days)).isoformat()
    except (OverflowError, ValueError):
        raise RunError("Invalid operation: DATE_ADD goes outside the calendar.") from None


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def made(year: Value, month: Value, day: Value) -> str:
    """A date from its parts. Raises RunError for a day that does not exist."""
    parts = (whole(year, "DATE 'year'"), whole(month, "DATE 'month'"), whole(day, "DATE 'day'"))
    try:
        return date(*parts).isoformat()
    except (ValueError, OverflowError):
        raise RunError(f"Invalid operation: DATE: {parts} is no day that exists.") from None
