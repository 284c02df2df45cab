"""After the decision: paid or handed over."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from oogopslag.cases import letter
from oogopslag.cases.errors import MoveNotPossible, NothingWritten
from oogopslag.cases.models import Decision
from oogopslag.cases.moving import locked, moved, roles_of, tell, write
from oogopslag.core.casework import Move, Outcome
from oogopslag.core.values import Actor

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
