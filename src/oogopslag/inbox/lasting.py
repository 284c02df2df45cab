"""Until when somebody may still react: a day of an outage is never the last."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from oogopslag.core import terms
from oogopslag.inbox.models import Outage


def last_day(day: date, organisation: UUID) -> date:
    """The day itself; else the next working day on which it works again. One query and one more

    for each outage over it.
    """
    while outage := _over(day, organisation):
        day = terms.moved_from_rest(timezone.localdate(outage.until) + timedelta(days=1))
    return day


def is_over(day: date | None, organisation: UUID) -> bool:
    """Whether this last day has passed; asks for outages only when the calendar says so."""
    today = timezone.localdate()
    return day is not None and day < today and last_day(day, organisation) < today


def outages_between(organisation: UUID, first: date, last: date) -> list[tuple[date, date]]:
    """First and last day of each outage that touches these days (inclusive), in order."""
    begins = timezone.make_aware(datetime.combine(first, time()))
    ends = timezone.make_aware(datetime.combine(last + timedelta(days=1), time()))
    rows = Outage.objects.filter(Q(organisation=None) | Q(organisation_id=organisation))
    found = rows.filter(until__gte=begins, since__lt=ends).order_by("since")
    return [
        (timezone.localdate(since), timezone.localdate(until))
        for since, until in found.values_list("since", "until")[:50]
    ]


def _over(day: date, organisation: UUID) -> Outage | None:
    begins = timezone.make_aware(datetime.combine(day, time()))
    ends = timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))
    rows = Outage.objects.filter(Q(organisation=None) | Q(organisation_id=organisation))
    return rows.filter(until__gte=begins, since__lt=ends).order_by("-until").first()
