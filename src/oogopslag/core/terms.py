"""Legal terms in days, dates inclusive: decide by, object until, stand still, answer by.

Sources: Algemene wet bestuursrecht (Awb), Algemene termijnenwet (Atw). Pure: dates come in.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

DAY = timedelta(days=1)
OBJECTION_WEEKS = 6
REASONABLE_WEEKS = 8
PAPERS_DAYS = 10
"""Until so many days before a hearing documents can be sent (Awb 7:4.1)."""
LONGEST_WEEKS, LONGEST_DAYS = 12, 90  # longer terms are outside the Atw (article 4)


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
    """The generally recognised holidays of Atw article 3, first and second paragraph.

    New Year's Day, Easter Monday, Ascension Day, Whit Monday, both days of Christmas, King's
    Day (26 April when the 27th is a Sunday) and Liberation Day. Good Friday is treated alike
    (second paragraph).
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
    received: date,
    term: Mapping[str, int],
    pauses: Iterable[Pause],
    today: date,
    *,
    extended_to: date | None = None,
) -> date:
    """The last day to decide on an application (Awb 4:13; begins the day after receipt).

    Every day that stands still is added once, however many pauses lie over it; a pause that still
    runs counts up to and including `today`. What begins later than the day after the last one adds
    nothing: a term that is over cannot stand still (Awb 4:15). `extended_to` is a later last day
    that was told in time; it moves with what stands still after the first one.
    """
    own, told, counted = received + length(term), extended_to, received
    for pause in sorted(pauses, key=lambda one: one.since):
        until = pause.until or today
        days = max(timedelta(), until - max(pause.since, counted + DAY) + DAY)
        if pause.since <= _end(received, term, own) + DAY:
            own += days
        elif told and pause.since <= moved_from_rest(told) + DAY:
            told += days
        else:
            continue
        counted = max(counted, until)
    last = _end(received, term, own)
    return max(last, moved_from_rest(told)) if told else last


def _end(begun: date, term: Mapping[str, int], day: date) -> date:
    """The last day of a term under the Algemene termijnenwet; it begins the day after `begun`.

    One of three days or more holds two working days (Atw 2); one of more than twelve weeks or
    ninety days is not moved at all (Atw 4).
    """
    if term.get("weeks", 0) > LONGEST_WEEKS or term.get("days", 0) > LONGEST_DAYS:
        return day
    if length(term) >= timedelta(days=3):
        day = max(day, add_working_days(begun, 2))
    return moved_from_rest(day)


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


def papers_until(hearing: date) -> date:
    """The last day to send documents before a hearing: ten days before it (Awb 7:4.1).

    That tenth day counts: read in favour of who objects.
    """
    return hearing - timedelta(days=PAPERS_DAYS)


def hearing_from(invited: date, *, by_post: bool = False) -> date:
    """The first day on which a hearing can be: one whole day is left to send documents.

    With that the file also lies open for longer than the week of Awb 7:4.2. A letter on paper is
    a week on its way at the most: our own choice, the law names no term for inviting.
    """
    arrives = invited + timedelta(weeks=1) if by_post else invited
    return arrives + DAY + timedelta(days=PAPERS_DAYS)


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
