"""Values as people of the page's language read them."""

from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from oogopslag.core.law.citing import cited
from oogopslag.core.law.words import money as money_in

HERE = ZoneInfo("Europe/Amsterdam")


def active() -> str:
    return (translation.get_language() or "nl").split("-")[0]


def money(cents: int) -> str:
    """Whole cents as euros, with a space that does not break: € 1.234,56."""
    return money_in(cents, active())


def article(cited_in_dutch: str) -> str:
    """An article of a law in the page's language."""
    return cited(cited_in_dutch, active())


def text(words: Mapping[str, str] | str | None) -> str:
    """A content text in the page's language; Dutch when that language is not there."""
    if isinstance(words, str):
        return words
    if not words:
        return ""
    return words.get(active()) or words.get("nl", "")


def day(value: date | datetime) -> str:
    """21 november 2026."""
    return format_date(_local(value), "d MMMM y", locale=active())


def day_month(value: date) -> tuple[str, str]:
    """The two lines of a calendar leaf: 1, dec."""
    return str(value.day), format_date(value, "MMM", locale=active()).rstrip(".")


def moment(value: datetime) -> str:
    """vandaag 9.12, or 21 november 9.12."""
    here = value.astimezone(HERE)
    clock = format_datetime(here, "H.mm" if active() == "nl" else "HH:mm", locale=active())
    if here.date() == timezone.now().astimezone(HERE).date():
        return _("today %(clock)s") % {"clock": clock}
    return f"{format_date(here.date(), 'd MMMM', locale=active())} {clock}"


def clock(value: datetime) -> str:
    """9.12, in Dutch time."""
    return format_datetime(
        value.astimezone(HERE), "H.mm" if active() == "nl" else "HH:mm", locale=active()
    )


def _local(value: date | datetime) -> date:
    return value.astimezone(HERE).date() if isinstance(value, datetime) else value


def days_until(value: date, today: date) -> str:
    """How far away a day is, as people say it."""
    days = (value - today).days
    if days < 0:
        return ngettext("%(days)d day late", "%(days)d days late", -days) % {"days": -days}
    if days == 0:
        return _("today")
    return ngettext("%(days)d day left", "%(days)d days left", days) % {"days": days}


def period(name: str | None) -> str:
    """What an amount is for: no amount stands without it."""
    return {
        "month": _("per month"),
        "quarter": _("per quarter"),
        "year": _("per year"),
        "once": _("once"),
    }.get(name or "", "")


def paragraphs(words: str) -> list[str]:
    """A text people typed, in paragraphs; escaping is the template's."""
    return [part.strip() for part in words.replace("\r\n", "\n").split("\n\n") if part.strip()]


def initials(name: str) -> str:
    """Two letters that stand for an organisation; the name itself is always beside it."""
    words = [word for word in name.split() if word[0].isalpha()]
    return "".join(
        word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)
    ).upper()
