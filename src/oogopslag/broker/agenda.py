"""What needs the broker today: whatever has a day, from every list, what is latest first."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from oogopslag.broker.contracts import BADGE
from oogopslag.broker.models import (
    AgreedPromise,
    ContractRun,
    EndPoint,
    Escalation,
    Ruling,
    Track,
    Wish,
)  # fmt: skip
from oogopslag.insight import queries as insight

SOON = timedelta(days=7)
"""A badge or a date this near is on the list."""
MOST = 100
"""Of one kind; more than this is no list for today."""


@dataclass(frozen=True, kw_only=True)
class Due:
    """One thing with a day. kind: contest, wish, escalation, promise, track, badge or ruling.

    `what` is its own words, `whose` the organisation it is about, where there is one.
    """

    kind: str
    what: str
    whose: str
    due: date
    late: bool


def agenda(today: date | None = None) -> list[Due]:
    """Everything that is late or comes within a week; wishes and contests until they are answered.

    Queries: seven, whatever the number of organisations.
    """
    today = today or timezone.localdate()
    found = [
        *_contests(), *_wishes(), *_escalations(), *_promises(today), *_tracks(today),
        *_badges(today), *_rulings(today),
    ]  # fmt: skip
    rows = [
        Due(kind=kind, what=what, whose=whose, due=due, late=due < today)
        for kind, what, whose, due in found
    ]
    return sorted(rows, key=lambda one: (one.due, one.kind, one.what))


Found = list[tuple[str, str, str, date]]


def _contests() -> Found:
    return [
        ("contest", one.indicator, one.organisation, one.due) for one in insight.open_contests()
    ]


def _wishes() -> Found:
    rows = Wish.objects.filter(answered=None, bundled=None).order_by("due")[:MOST]
    return [("wish", one.text, "", one.due) for one in rows]


def _escalations() -> Found:
    """From the third step on an escalation is the broker's; harm begins there."""
    rows = Escalation.objects.filter(closed=None, step__gte=3).order_by("due")[:MOST]
    return [("escalation", one.question, one.organisation, one.due) for one in rows]


def _promises(today: date) -> Found:
    rows = AgreedPromise.objects.filter(kept=None, due__lte=today + SOON).order_by("due")[:MOST]
    return [("promise", one.what, one.giver, one.due) for one in rows]


def _tracks(today: date) -> Found:
    """The planned day is near or past: done, or a new date with its reason."""
    rows = Track.objects.filter(done=None).order_by("original")[:MOST]
    planned = [(one, one.recalibrated or one.original) for one in rows]
    return [
        ("track", one.title, one.organisation, day) for one, day in planned if day <= today + SOON
    ]


def _badges(today: date) -> Found:
    """A badge ends thirty days after its newest test."""
    runs = ContractRun.objects.filter(end_point=OuterRef("pk")).order_by("-moment")
    newest = Subquery(runs.values("moment")[:1])
    rows = EndPoint.objects.annotate(newest=newest).exclude(newest=None)
    ends = [(one, timezone.localdate(one.newest + BADGE)) for one in rows]
    return [
        ("badge", one.contract, one.organisation, day) for one, day in ends if day <= today + SOON
    ]


def _rulings(today: date) -> Found:
    rows = Ruling.objects.filter(review__lte=today + SOON).order_by("review")[:MOST]
    return [("ruling", one.question, "", one.review) for one in rows]
