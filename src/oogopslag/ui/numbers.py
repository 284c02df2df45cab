"""Figures as people read them, with their interval: never a bare number."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from babel.dates import format_date
from babel.numbers import format_decimal
from django.utils.translation import gettext as _

from oogopslag.ui.format import active

MINUTES_A_DAY = 1440


def number(value: float, digits: int = 0) -> str:
    """1.204 or 0,8, as the page's language writes it."""
    pattern = "#,##0" if digits == 0 else "#,##0." + "0" * digits
    return str(format_decimal(round(value, digits), pattern, locale=active()))


def percent(share: float) -> str:
    """A share as whole percent; one decimal where rounding would say all or nothing."""
    whole = round(share * 100)
    exact = share in {0.0, 1.0}
    digits = 1 if not exact and whole in {0, 100} else 0
    return f"{number(share * 100, digits)}%"


def duration(minutes: float) -> str:
    """Minutes as minutes, hours or days."""
    if minutes < 1:
        return _("%(n)s seconds") % {"n": number(minutes * 60)}
    if minutes < 90:
        return _("%(n)s min.") % {"n": number(minutes)}
    if minutes < MINUTES_A_DAY:
        return _("%(n)s hours") % {"n": number(minutes / 60)}
    return _("%(n)s days") % {"n": number(minutes / MINUTES_A_DAY, 1)}


def amount(value: float, unit: str = "", *, is_number: bool = False) -> str:
    """A figure in its unit: share, minutes, points of a hundred, or a plain number."""
    if unit == "minutes":
        return duration(value)
    if unit == "points":
        return _("%(n)s points") % {"n": number(value * 100)}
    if is_number:
        return number(value, 0 if isinstance(value, int) else 1)
    return percent(value)


def between(row: Mapping[str, Any], unit: str = "", *, is_number: bool = False) -> str:
    """The interval in words; empty where there is none."""
    low, high = row.get("low"), row.get("high")
    if low is None or high is None or low == high:
        return ""
    if unit in {"", "points"} and not is_number:
        return _("surely %(low)s to %(high)s") % {
            "low": number(low * 100),
            "high": number(high * 100),
        }
    return _("from %(low)s to %(high)s") % {
        "low": amount(low, unit, is_number=is_number),
        "high": amount(high, unit, is_number=is_number),
    }


def month(name: str) -> str:
    """2026-10 as oktober 2026."""
    return str(format_date(date.fromisoformat(f"{name}-01"), "MMMM y", locale=active()))


def short_month(name: str) -> str:
    """2026-10 as okt 2026, for under a picture."""
    return str(format_date(date.fromisoformat(f"{name}-01"), "MMM y", locale=active()))
