"""Values between the database, forms and the law engine."""

import re
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from oogopslag.core.law import Between, FactKind, Value
from oogopslag.facts.errors import InvalidFact

_DUTCH_MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli",
    "augustus", "september", "oktober", "november", "december",
)  # fmt: skip
_AMOUNT = re.compile(r"(-?)(\d{1,3}(?:[. ]\d{3})+|\d+)(?:,(\d{1,2}))?")
_POINT = re.compile(r"(-?)(\d+)\.(\d{2})")


def encoded(value: Value) -> Any:
    """A value as JSON."""
    match value:
        case Between(low, high):
            return {"low": encoded(low), "high": encoded(high)}
        case date():
            return {"date": value.isoformat()}
        case Fraction():
            return {"number": str(value)}
    return value


def decoded(data: Any) -> Value:
    """A value from JSON."""
    match data:
        case {"low": low, "high": high}:
            bounds = (decoded(low), decoded(high))
            return Between(bounds[0], bounds[1])  # type: ignore[arg-type]  # only dates and ints are stored
        case {"date": text}:
            return date.fromisoformat(text)
        case {"number": text}:
            return Fraction(text)
    return data  # type: ignore[no-any-return]  # bool, int and str are themselves


def typed(kind: FactKind, text: str) -> Value:
    """What somebody typed as a value of this fact.

    Raises InvalidFact with a sentence that says what to do.
    """
    text = text.strip()
    if not text:
        raise InvalidFact(_("Fill this in."))
    match kind.type:
        case "boolean":
            return _yes_no(text)
        case "amount":
            return _in_bounds(kind, _cents(text))
        case "number":
            return _in_bounds(kind, _whole(text))
        case "date":
            return _day(kind, text)
    if kind.options and text not in kind.options:
        raise InvalidFact(_("Choose one of the answers."))
    return _code(kind, text) if kind.names else text


def _code(kind: FactKind, text: str) -> str:
    """The code that was typed, or the code of the name that was typed."""
    known = {name.casefold(): code for code, words in kind.names.items() for name in words.values()}
    code = text if text in kind.names else known.get(text.casefold())
    if code is None:
        raise InvalidFact(_("We do not know this name. Check how it is spelled."))
    return code


def _yes_no(text: str) -> bool:
    if text not in {"ja", "nee"}:
        raise InvalidFact(_("Choose yes or no."))
    return text == "ja"


def _cents(text: str) -> int:
    plain = text.replace("€", "").replace("\u00a0", " ").strip()
    found = _AMOUNT.fullmatch(plain) or _POINT.fullmatch(plain)
    if not found:
        raise InvalidFact(_("Write an amount in euros, for example 24.800 or 24.800,50."))
    sign, whole, rest = found.groups()
    euros = int(re.sub(r"[. ]", "", whole))
    cents = euros * 100 + int((rest or "0").ljust(2, "0"))
    return -cents if sign else cents


def _whole(text: str) -> int:
    if not re.fullmatch(r"-?\d{1,9}", text):
        raise InvalidFact(_("Write a whole number, for example 2."))
    return int(text)


def _in_bounds(kind: FactKind, value: int) -> int:
    low, high = kind.low, kind.high
    if isinstance(low, int) and isinstance(high, int) and not low <= value <= high:
        raise InvalidFact(_("This number cannot be right. Check it for a typing error."))
    return value


def _day(kind: FactKind, text: str) -> date:
    parts = re.fullmatch(r"(\d{1,2})[-/. ](\d{1,2}|[a-z]+)[-/. ](\d{4})", text.lower())
    if not parts:
        raise InvalidFact(_("Write the date as day-month-year, for example 4-3-1991."))
    day, month, year = parts.groups()
    number = _DUTCH_MONTHS.index(month) + 1 if month in _DUTCH_MONTHS else 0
    try:
        found = date(int(year), number or int(month), int(day))
    except ValueError:
        raise InvalidFact(_("This date does not exist. Check the day and the month.")) from None
    low, high = kind.low, kind.high
    if isinstance(low, date) and isinstance(high, date) and not low <= found <= high:
        raise InvalidFact(_("This date cannot be right. Check the year."))
    return found


def as_typed(kind: FactKind, value: Value) -> str:
    """A value as somebody would type it, to show it in a field again."""
    match value:
        case bool():
            return "ja" if value else "nee"
        case date():
            return f"{value.day}-{value.month}-{value.year}"
        case int() if kind.type == "amount":
            euros, cents = divmod(value, 100)
            return f"{euros:,}".replace(",", ".") + (f",{cents:02}" if cents else "")
        case Between():
            return ""
    return str(value)


def all_decoded(data: Mapping[str, Any]) -> dict[str, Value]:
    return {name: decoded(value) for name, value in data.items()}
