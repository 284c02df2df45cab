"""How a case moves: locked, checked against the table, written down once."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils import timezone

from oogopslag.cases.errors import MoveNotPossible, NotYours, UnknownCase
from oogopslag.cases.models import Case, Decision
from oogopslag.catalogue import queries as catalogue
from oogopslag.core import casework, terms
from oogopslag.core.casework import IllegalMove, Move, State
from oogopslag.core.values import Actor
from oogopslag.inbox import actions as inbox
from oogopslag.journal import actions as journal
from oogopslag.people import queries as people

if TYPE_CHECKING:
    from oogopslag.core.law import Text
    from oogopslag.people.models import Staff


def locked(case_id: UUID) -> Case:
    """The case, held until the transaction ends. Raises UnknownCase.

    Its conversation is held first: an answer of the resident holds that and then the case.
    """
    inbox.hold(Case.objects.filter(id=case_id, thread__isnull=False).values("thread"))
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
    if then not in casework.OPEN and case.closed is None:
        case.closed = timezone.now()


def write(name: str, case: Case, actor: Actor, **data: object) -> None:
    journal.write(
        name,
        actor=actor,
        resident=case.resident_id,
        organisation=case.organisation.slug,
        chain=f"case:{case.id}",
        begins=False,
        **data,
    )


def decide_by(case: Case) -> date:
    """The last day to decide, with every stand-still, committee and extension there is."""
    pauses = [terms.Pause(since=p.since, until=p.until) for p in case.pauses.all()]
    today = timezone.localdate()
    if case.kind == Case.OBJECTION:
        about = Decision.objects.filter(id=case.about or case.id).first()
        notified = counted_from(about) if about else today
        begun = terms.decide_objection_by(notified, committee=case.committee, extended=False)
        term: Mapping[str, int] = {"days": 0}
    else:
        begun = timezone.localdate(case.received)
        term = catalogue.service(case.service).decide_within
    return terms.decide_by(begun, term, pauses, today, extended_to=case.extended_to)


def known_on(decision: Decision) -> date | None:
    """The day a decision was made known (made_known.py); None while its letter was not posted."""
    if decision.by_post:
        return decision.posted_on
    return timezone.localdate(decision.decided)


def counted_from(decision: Decision) -> date:
    """From where terms count: a letter that still has to be posted goes today at the earliest."""
    return known_on(decision) or timezone.localdate()


def last_day(case: Case) -> date:
    """What stands on the case; while the term stands still, as far as it has moved by today."""
    still = case.pauses.filter(until=None).exists()
    return decide_by(case) if still else case.decide_by


def tell(
    case: Case,
    actor: Actor,
    body: "Text",
    *,
    legal_effect: "Text | None" = None,
    kind: str = "information",
) -> None:
    """A message to the resident in the conversation of the case."""
    inbox.post(
        inbox.thread_of(thread_of(case)),
        kind=kind,
        body=body,
        author=case.organisation.name,
        actor=actor,
        policy=inbox.ReplyPolicy(answer_within=catalogue.service(case.service).answer_within),
        legal_effect=legal_effect,
    )


def thread_of(case: Case) -> UUID:
    if case.thread is None:
        raise UnknownCase
    return case.thread
