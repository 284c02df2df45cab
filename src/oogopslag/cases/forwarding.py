"""Forwarding an application to the body it was meant for (Awb 2:3), with its first receipt."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from oogopslag.cases import letter, submitting
from oogopslag.cases.errors import UnknownCase
from oogopslag.cases.models import Case
from oogopslag.cases.moving import locked, moved, roles_of, tell, write
from oogopslag.catalogue import queries as catalogue
from oogopslag.catalogue.queries import Service
from oogopslag.core import terms
from oogopslag.core.casework import Move, State
from oogopslag.core.values import Actor
from oogopslag.inbox import actions as inbox
from oogopslag.people import queries as people

if TYPE_CHECKING:
    from oogopslag.people.models import Staff


@transaction.atomic
def forward(case_id: UUID, staff: "Staff", *, service: str) -> Case:
    """The case goes on at the body that gives `service`; the resident is told by both.

    The new case keeps the moment of first receipt; its own term begins when the right body got it
    (Awb 4:13). Raises UnknownCase when the service is of the same body, UnknownService,
    MoveNotPossible, NotYours.
    """
    case = locked(case_id)
    to = catalogue.service(service)
    if to.organisation == case.organisation.slug:
        raise UnknownCase
    moved(case, Move.FORWARD, roles_of(staff, case))
    actor = Actor(kind="staff", id=str(staff.id))
    made = _made(case, to)
    case.forwarded = made.id
    case.save()
    target = made.organisation.name
    tell(
        case,
        actor,
        letter.in_both(
            f"Uw aanvraag hoort bij {target['nl']}. Wij stuurden hem vandaag door. De dag waarop u "
            f"hem indiende, {letter.day(timezone.localdate(case.received), 'nl')}, gaat mee. "
            f"Uw nieuwe zaaknummer is {made.number}. U hoeft niets te doen.",
            f"Your application belongs with {target['en']}. We forwarded it today. The day on "
            f"which you sent it, {letter.day(timezone.localdate(case.received), 'en')}, goes "
            f"along. Your new case number is {made.number}. You need not do anything.",
        ),
        legal_effect=letter.in_both(
            "Wij sturen uw aanvraag door (Awb 2:3).", "We forward your application (Awb 2:3)."
        ),
    )
    if case.thread:
        inbox.resolve_all(case.thread, actor=actor)
    write("cases.forwarded", case, actor, target=made.id, to=to.organisation)
    write("cases.taken_over", made, actor, origin=case.id, decide_by=made.decide_by)
    return made


def _made(case: Case, to: Service) -> Case:
    today = timezone.localdate()
    made = Case(
        number=submitting.new_number(),
        resident=case.resident,
        organisation=people.organisation(to.organisation),
        service=to.slug,
        state=State.RECEIVED,
        received=timezone.now(),
        first_received=case.first_received or case.received,
        decide_by=terms.decide_by(today, to.decide_within, (), today),
        answers=case.answers,
        finding=case.finding if to.slug == case.service else None,
        key=f"forwarded-{case.id}",
        channel=case.channel,
        team=to.team,
        name_key=case.name_key,
    )
    made.save(force_insert=True)
    submitting.post_receipt(made, to)
    return made
