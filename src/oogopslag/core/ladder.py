"""Which channel tells a resident, and which one when that goes unread. Pure Python.

The order is push, e-mail, SMS, letter. How long a rung may stay unread is our own choice: no law
names it. Awb 2:8 (Wmebv): a channel counts only where the resident agreed to it, and paper
always stays possible.
"""

from collections.abc import Collection
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

HERE = ZoneInfo("Europe/Amsterdam")
RUNGS = ("push", "email", "sms", "letter")
PATIENCE = {
    "push": timedelta(hours=12),
    "email": timedelta(days=3),
    "sms": timedelta(days=2),
}
MOST_REMINDERS = 4
DISTURBING = frozenset({"push", "email", "sms"})


def rungs(agreed: Collection[str], *, formal: bool) -> tuple[str, ...]:
    """The ladder of one resident, first rung first.

    `formal`: the message has legal effect, so that the ladder goes down to the letter. Without
    any agreed channel there is only the letter.
    """
    digital = tuple(rung for rung in RUNGS[:-1] if rung in agreed)
    return (*digital, "letter") if formal or not digital else digital


def following(rung: str, ladder: Collection[str]) -> str:
    """The rung after this one that this ladder has; empty at its end."""
    order = RUNGS[RUNGS.index(rung) + 1 :] if rung in RUNGS else ()
    return next((one for one in order if one in ladder), "")


def is_quiet(moment: datetime, *, opens: int = 8, closes: int = 20) -> bool:
    """Whether people should be left alone: from `closes` to `opens` o'clock in Amsterdam.

    Equal hours: never.
    """
    hour = moment.astimezone(HERE).hour
    return opens != closes and not opens <= hour < closes


def opens_after(moment: datetime, *, opens: int = 8) -> datetime:
    """The next time the day opens in Amsterdam, also in the nights when the clock changes."""
    here = moment.astimezone(HERE)
    day = here.date() + timedelta(days=here.hour >= opens)
    return datetime.combine(day, time(opens), HERE).astimezone(UTC)


def payment_days(days_left: int) -> tuple[int, ...]:
    """On which days before the last one a payment is reminded of: every third in the last 13.

    The last day itself (0) is always one; at most four.
    """
    every_third = [day for day in (12, 9, 6, 3) if day < days_left]
    return (*every_third[-(MOST_REMINDERS - 1) :], 0) if days_left > 0 else ()
