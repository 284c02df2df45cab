"""After the decision: paid or handed over, then closed with the day it may be destroyed."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from oogopslag.cases import letter
from oogopslag.cases.errors import MoveNotPossible, NothingWritten
from oogopslag.cases.models import Case, Decision
from oogopslag.cases.moving import locked, moved, roles_of, tell, write
from oogopslag.catalogue import queries as catalogue
from oogopslag.core import terms
from oogopslag.core.casework import Move, Outcome
from oogopslag.core.values import SYSTEM, Actor

if TYPE_CHECKING:
    from oogopslag.people.models import Staff


@transaction.atomic
def deliver(case_id: UUID, staff: "Staff", *, what: str) -> None:
    """What was granted was paid or handed over: `what` says it in words, the resident is told.

    Raises NothingWritten, MoveNotPossible when nothing was granted, NotYours.
    """
    case = locked(case_id)
    decision = Decision.objects.filter(case=case, replaced=None).first()
    if decision is None or decision.outcome not in (Outcome.GRANT, Outcome.PARTLY):
        raise MoveNotPossible
    if not what.strip():
        raise NothingWritten
    closed = case.closed
    moved(case, Move.DELIVER, roles_of(staff, case))
    case.closed, case.delivered, case.delivery_note = closed, timezone.now(), what.strip()[:200]
    case.save()
    actor = Actor(kind="staff", id=str(staff.id))
    tell(
        case,
        actor,
        letter.in_both(
            f"Zaak {case.number}: {case.delivery_note}", f"Case {case.number}: {case.delivery_note}"
        ),
    )
    write("cases.delivered", case, actor)


@transaction.atomic
def archive_due(limit: int = 200) -> int:
    """Closes what is over: decided long enough ago that no objection can come any more.

    Sets the day on which it may be destroyed; that of a register of others stays theirs.
    """
    today = timezone.localdate()
    ends = (
        Case.objects.select_for_update(of=("self",))
        .select_related("organisation")
        .filter(archive_on=None)
        .exclude(closed=None)
        .order_by("id")
    )
    done = 0
    for case in ends[:limit]:
        if _over(case, today):
            years = catalogue.service(case.service).keep_years
            case.archive_on = terms.archive_on(timezone.localdate(case.closed), years)
            case.save(update_fields=["archive_on"])
            write("cases.archived", case, SYSTEM, destroy_after=case.archive_on)
            done += 1
    return done


def _over(case: Case, today: object) -> bool:
    decision = Decision.objects.filter(case=case, replaced=None).first()
    if decision is None:
        return True
    waits = decision.outcome in (Outcome.GRANT, Outcome.PARTLY) and (
        catalogue.service(case.service).delivers and not case.delivered
    )
    objected = Case.objects.filter(about=decision.id, closed=None).exists()
    return not waits and not objected and decision.object_until < today  # type: ignore[operator]
