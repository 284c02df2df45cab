"""Values as people of the page's language read them."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from oogopslag.core import texts
from oogopslag.core.law import Reason
from oogopslag.core.law.citing import cited, places
from oogopslag.core.law.words import money as money_in

HERE = ZoneInfo("Europe/Amsterdam")
BULLET = "• "


def active() -> str:
    return (translation.get_language() or "nl").split("-")[0]


def money(cents: int) -> str:
    """Whole cents as euros, with a space that does not break: € 1.234,56."""
    return money_in(cents, active())


def article(cited_in_dutch: str) -> str:
    """An article of a law in the page's language."""
    return cited(cited_in_dutch, active())


def place(cited_in_dutch: str, law: str) -> str:
    """Wet op de zorgtoeslag, artikel 2, eerste lid: where a rule stands."""
    return "; ".join(
        _("%(law)s, article %(article)s") % {"law": act, "article": where}
        for act, where in places(law, cited_in_dutch, active())
    )


def law_name(short: str, reasons: Iterable[Reason]) -> str:
    """The law of a sum by its name, when one of the reasons stands in it too."""
    titles = (one.law_title for one in reasons if one.law == short)
    return text(next(titles, short))


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


def weekday(value: date) -> str:
    """Woensdag 25 november: the day at the head of a page."""
    name = format_date(value, "EEEE d MMMM", locale=active())
    return name[:1].upper() + name[1:]


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


def by_when(value: date, at: datetime | None) -> str:
    """By when something was promised: a day, or today at 14.30 for a moment on it."""
    if at is None:
        return day(value)
    words = {"day": day(at), "clock": clock(at)}
    if _local(at) == _local(timezone.now()):
        return _("today at %(clock)s") % words
    return _("%(day)s at %(clock)s") % words


def is_late(value: date | None, at: datetime | None, today: date) -> bool:
    """Whether that is past; a day only when it is over."""
    return at < timezone.now() if at else value is not None and value < today


def time_left(value: date, at: datetime | None, today: date) -> str:
    """How far away that is; on the last day of a moment by the clock."""
    if at is None or value != today:
        return days_until(value, today)
    words = {"clock": clock(at)}
    return (_("late since %(clock)s") if at < timezone.now() else _("until %(clock)s")) % words


def period(name: str | None) -> str:
    """What an amount is for: no amount stands without it."""
    return {
        "month": _("per month"),
        "quarter": _("per quarter"),
        "year": _("per year"),
        "once": _("once"),
    }.get(name or "", "")


paragraphs = texts.paragraphs
"""A text people typed, in paragraphs; escaping is the template's."""


def prose(words: str) -> list[tuple[str, list[str]]]:
    """A letter in its parts: ("heading" | "text" | "list", lines); escaping is the template's.

    Lines that begin with a bullet are a list. A short first line above more lines is a heading
    when it asks something or a list stands under it, and it does not end as a sentence does.
    """
    found: list[tuple[str, list[str]]] = []
    for part in paragraphs(words):
        lines = part.split("\n")
        if _heads(lines):
            found.append(("heading", [lines.pop(0)]))
        for number, line in enumerate(lines):
            kind = "list" if line.startswith(BULLET) else "text"
            if number and found[-1][0] == kind:
                found[-1][1].append(line.removeprefix(BULLET))
            else:
                found.append((kind, [line.removeprefix(BULLET)]))
    return found


def _heads(lines: list[str]) -> bool:
    """Whether the first line stands above the others as a heading."""
    if len(lines) < 2 or len(lines[0]) > 60 or lines[0].startswith(BULLET):
        return False
    return lines[0].endswith("?") or (lines[1].startswith(BULLET) and lines[0][-1].isalnum())


def initials(name: str) -> str:
    """Two letters that stand for an organisation; the name itself is always beside it."""
    words = [word for word in name.split() if word[0].isalpha()]
    return "".join(
        word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)
    ).upper()
