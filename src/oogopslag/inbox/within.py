"""By when an answer is promised: a day, or a moment when it was promised in working hours."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone

from oogopslag.core import terms
from oogopslag.core.hours import ServiceHours

if TYPE_CHECKING:
    from oogopslag.inbox.models import Message

USUAL_DAYS = 2
# The team is warned when a quarter of the working time is left, and half an hour at the least: of
# four hours the last one. A share, because a fixed time is too late for a week and too soon for
# an hour; a promise in days is signalled on the working day before its last.
SIGNAL_SHARE = 4
SIGNAL_LEAST = timedelta(minutes=30)


@dataclass(frozen=True, kw_only=True)
class By:
    """`due` is the last day, inclusive; with hours also the moment, and when to warn the team."""

    due: date
    due_at: datetime | None = None
    signal_at: datetime | None = None


def service_hours() -> ServiceHours:
    config = settings.CONFIG
    return ServiceHours(opens=config.service_from, closes=config.service_until)


def promised_by(days: int | None, hours: int | None) -> By:
    """From now on; without either the usual two working days."""
    if not hours:
        return By(due=terms.add_working_days(timezone.localdate(), days or USUAL_DAYS))
    open_, now, whole = service_hours(), timezone.now(), timedelta(hours=hours)
    due_at = open_.after(now, whole)
    warned = whole - max(whole / SIGNAL_SHARE, SIGNAL_LEAST)
    return By(due=timezone.localdate(due_at), due_at=due_at, signal_at=open_.after(now, warned))


def of_letter(last: "Message") -> By:
    """By when a reply to this letter is answered, when it came now."""
    return promised_by(last.answer_within, last.answer_within_hours)
