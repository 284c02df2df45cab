"""Legal terms in days, dates inclusive: decide by, object until, stand still, answer by.

Sources: Algemene wet bestuursrecht (Awb), Algemene termijnenwet (Atw). Pure: dates come in.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

DAY = timedelta(days=1)
OBJECTION_WEEKS = 6
REASONABLE_WEEKS = 8


@dataclass(frozen=True, kw_only=True)
class Pause:
    """Days on which a term stands still, both inclusive; `until` None: it still does."""

    since: date
    until: date | None


def easter(year: int) -> date:
    """Easter Sunday by the Gregorian computus (Meeus/Jones/Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    n = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 19 * n) // 433
    month = (h + n - 7 * m + 90) // 25
    day = (h + n - 7 * m + 33 * month + 19) % 32
    return date(year, month, day)


def holidays(year: int) -> frozenset[date]:
    """The generally recognised holidays of Atw article 3, first paragraph.

    New Year's Day, Easter Monday, Ascension Day, Whit Monday, both days of Christmas, King's
    Day (26 April when the 27th is a Sunday) and Liberation Day. Good Friday is treated alike
    (same paragraph).
    """
    sunday = easter(year)
    king = date(year, 4, 27)
    if king.weekday() == 6:
        king -= DAY
    moving = (sunday - 2 * DAY, sunday + DAY, sunday + 39 * DAY, sunday + 50 * DAY)
    fixed = (date(year, 1, 1), king, date(year, 5, 5), date(year, 12, 25), date(year, 12, 26))
    return frozenset((*moving, *fixed))


def is_working_day(day: date) -> bool:
    return day.weekday() < 5 and day not in holidays(day.year)


def moved_from_rest(day: date) -> date:
    """A term that ends on a Saturday, Sunday or holiday ends on the next working day (Atw 1.1)."""
    while not is_working_day(day):
        day += DAY
    return day


def add_working_days(start: date, days: int) -> date:
    """The day that many working days after `start`, which itself does not count."""
    day = start
    while days > 0:
        day += DAY
        days -= is_working_day(day)
    return day


def length(term: Mapping[str, int]) -> timedelta:
    """`{"weeks": 8}` or `{"days": 5}` as a span of days. Raises ValueError for anything else."""
    if len(term) != 1 or not set(term) <= {"weeks", "days"}:
        raise ValueError("A term is a number of weeks or of days.")
    return timedelta(weeks=term.get("weeks", 0), days=term.get("days", 0))


def decide_by(
    received: date, term: Mapping[str, int], pauses: Iterable[Pause], today: date
) -> date:
    """The last day to decide on an application (Awb 4:13; begins the day after receipt).

    Every day of a pause is added; a pause that still runs counts up to and including `today`.
    """
    still = sum((_days(pause, today) for pause in pauses), start=timedelta())
    return moved_from_rest(received + length(term) + still)


def _days(pause: Pause, today: date) -> timedelta:
    last = pause.until or today
    return max(timedelta(), last - pause.since + DAY)


def pause_after(asked: date) -> date:
    """The first day that stands still: the day after the request (Awb 4:15, first paragraph)."""
    return asked + DAY


def object_until(notified: date) -> date:
    """The last day to object: six weeks from the day after notification (Awb 6:7, 6:8)."""
    return moved_from_rest(notified + timedelta(weeks=OBJECTION_WEEKS))


def objection_in_time(received: date, notified: date) -> bool:
    return received <= object_until(notified)


def decide_objection_by(notified: date, *, committee: bool, extended: bool) -> date:
    """The last day to decide on an objection (Awb 7:10).

    Six weeks, or twelve with a committee, from the day after the objection period ended; six
    more when extended.
    """
    weeks = (12 if committee else 6) + (6 if extended else 0)
    return moved_from_rest(object_until(notified) + timedelta(weeks=weeks))


def penalty_from(notice_received: date) -> date:
    """The first day a penalty runs: two weeks after the notice of default (Awb 4:17.3)."""
    return notice_received + timedelta(weeks=2) + DAY


def penalty(days: int, rates: Iterable[tuple[int, int]]) -> int:
    """The penalty in cents after that many days late, at most 42 (Awb 4:17.1–2).

    `rates` are (number of days, cents a day) in order: dated parameters, not constants.
    """
    left, total = max(0, min(days, 42)), 0
    for count, cents in rates:
        counted = min(left, count)
        total += counted * cents
        left -= counted
    return total


def leave_by(lapsed: date) -> date:
    """The last day to decide not to treat an incomplete application (Awb 4:5.4).

    Four weeks after the set term for the supplement passed without it.
    """
    return moved_from_rest(lapsed + timedelta(weeks=4))


def default_possible(last_day: date, today: date) -> bool:
    """Whether a notice of default can be given: only once the term to decide is over (Awb 4:17)."""
    return today > last_day


def penalty_days(
    runs_from: date, today: date, ended: date | None, pauses: Iterable[Pause] = ()
) -> int:
    """Days over which a penalty is due so far, at most 42 (Awb 4:17.1).

    From and including `runs_from` up to and not including the day of the decision; days on which
    the term stood still do not count. The Algemene termijnenwet does not move these days.
    """
    stop = ended or today + DAY
    still = [pause for pause in pauses if pause.until is None or pause.until >= runs_from]
    days = 0
    day = runs_from
    while day < stop and days < 42:
        days += not any(p.since <= day and (p.until is None or day <= p.until) for p in still)
        day += DAY
    return days


def archive_on(closed: date, years: int) -> date:
    """The day a closed case may be destroyed: so many whole years later (selectielijst)."""
    try:
        return closed.replace(year=closed.year + years)
    except ValueError:
        return closed.replace(year=closed.year + years, month=3, day=1)
