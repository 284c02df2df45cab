"""How a case moves: locked, checked against the table, written down once."""

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils import timezone

from oogopslag.cases.errors import MoveNotPossible, NotYours, UnknownCase
from oogopslag.cases.models import Case
from oogopslag.catalogue import queries as catalogue
from oogopslag.core import casework, terms
from oogopslag.core.casework import IllegalMove, Move, State
from oogopslag.core.values import Actor
from oogopslag.journal import actions as journal
from oogopslag.people import queries as people

if TYPE_CHECKING:
    from oogopslag.people.models import Staff


def locked(case_id: UUID) -> Case:
    found = (
        Case.objects.select_for_update(of=("self",))
        .select_related("resident", "organisation")
        .filter(id=case_id)
        .first()
    )
    if found is None:
        raise UnknownCase
    return found


def roles_of(staff: "Staff", case: Case) -> frozenset[str]:
    return people.roles_of(staff, case.organisation.slug)


def moved(case: Case, move: Move, roles: frozenset[str]) -> None:
    """Puts the case in its next state. Raises MoveNotPossible, NotYours."""
    try:
        then = casework.advance(State(case.state), move)
    except IllegalMove as error:
        raise MoveNotPossible from error
    if not casework.may(State(case.state), move, roles):
        raise NotYours
    case.state = then
    case.revision += 1
    if then not in casework.OPEN:
        case.closed = timezone.now()


def write(name: str, case: Case, actor: Actor, **data: object) -> None:
    journal.write(
        name,
        actor=actor,
        resident=case.resident_id,
        organisation=case.organisation.slug,
        chain=f"case:{case.id}",
        **data,
    )


def decide_by(case: Case) -> date:
    pauses = [terms.Pause(since=p.since, until=p.until) for p in case.pauses.all()]
    received = timezone.localdate(case.received)
    if case.kind == Case.OBJECTION:
        return case.decide_by
    term = catalogue.service(case.service).decide_within
    return terms.decide_by(received, term, pauses, timezone.localdate())


def thread_of(case: Case) -> UUID:
    if case.thread is None:
        raise UnknownCase
    return case.thread
