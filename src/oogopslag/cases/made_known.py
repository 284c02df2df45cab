"""The day a decision was made known: from the day after it the term to object runs.

Awb 3:40 and 3:41: by sending it to whom it is about; 6:8: the term begins the day after. In an
inbox that is the day it was placed, for who agreed to be reached so (2:8); on paper the day on
which the letter was handed to the post, however long it lay here before.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from oogopslag.cases import handing, promising
from oogopslag.cases.models import Case, Decision
from oogopslag.cases.moving import decide_by, known_on, locked, write
from oogopslag.core import casework, terms
from oogopslag.core.casework import State
from oogopslag.core.values import SYSTEM
from oogopslag.delivery import queries as delivery
from oogopslag.inbox import actions as inbox
from oogopslag.inbox import queries as conversations


def by_post(case: Case) -> bool:
    """Whether this resident hears of a decision by letter first: no channel was agreed to."""
    return delivery.reach(case.resident, case.service, formal=True).first == ("letter",)


def in_time(decision: Decision, received: date) -> bool:
    """Whether an objection that came in on this day is in time; before the term too (Awb 6:10)."""
    known = known_on(decision)
    return known is None or terms.objection_in_time(received, known)


@transaction.atomic
def posted(days: Mapping[UUID, date]) -> None:
    """Letters about these messages were posted on these days: terms of their decisions begin.

    A later word of the printer moves a day later, never earlier.
    """
    known = conversations.decisions_of(days)
    rows = Decision.objects.filter(id__in=known, by_post=True).order_by("case_id")
    for decision in rows:
        message = known[decision.id]
        if decision.posted_on is None or decision.posted_on < days[message]:
            _begins(decision, message, days[message])


def _begins(decision: Decision, message: UUID, day: date) -> None:
    case = locked(decision.case_id)
    decision.posted_on, decision.object_until = day, terms.object_until(day)
    decision.save(update_fields=["posted_on", "object_until"])
    inbox.react_until(message, decision.object_until)
    write("cases.made_known", case, SYSTEM, on=day, object_until=decision.object_until)
    handing.promise(case)
    _follow(decision, Case.objects.filter(about=decision.id, kind=Case.OBJECTION))


def _follow(decision: Decision, objections: Iterable[Case]) -> None:
    """Objections that came before the letter was posted get their own term now (Awb 7:10)."""
    for one in objections:
        case = locked(one.id)
        case.in_time = in_time(decision, timezone.localdate(case.received))
        if State(case.state) in casework.OPEN:
            case.decide_by = decide_by(case)
        case.save(update_fields=["in_time", "decide_by"])
        promising.follow(case)
