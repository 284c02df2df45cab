"""Messages that staff marked as a formal act: the case they make, with the day they came in.

A reply is an objection (Awb 6:4) or an application (Awb 4:1) from the day it was received, not
from the day somebody saw what it was.
"""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from oogopslag.cases import letter, objecting, promising, submitting
from oogopslag.cases.models import Application, Case, Decision
from oogopslag.cases.moving import decide_by, locked, tell, thread_of, write
from oogopslag.catalogue import queries as catalogue
from oogopslag.core import terms
from oogopslag.core.values import Actor
from oogopslag.inbox import actions as inbox
from oogopslag.inbox import queries as conversations
from oogopslag.people import queries as people

if TYPE_CHECKING:
    from oogopslag.journal.models import Line


@transaction.atomic
def follow(line: "Line") -> None:
    """What a mark leads to; a complaint or a notice of default makes no case here."""
    body = people.organisation(line.organisation)
    message = conversations.message_of_organisation(body, UUID(line.data["message"]))
    actor = Actor(kind="staff", id=line.actor.partition(":")[2])
    if line.data["kind"] == "objection":
        _objection(message, actor)
    elif line.data["kind"] == "application":
        _application(message, actor)


def _objection(message: Any, actor: Actor) -> None:
    """An objection to the decision in force in the case of this conversation, if there is one.

    Who objects already gets no second case: the message joins the one there is.
    """
    decision = (
        Decision.objects.select_related("case__organisation", "case__resident")
        .filter(case__thread=message.thread_id, case__kind=Case.APPLICATION, replaced=None)
        .first()
    )
    if decision is None:
        return
    locked(decision.case_id)  # so that nobody objects twice at the same moment
    found = Case.objects.filter(about=decision.id, kind=Case.OBJECTION).order_by("id").first()
    if found is not None:
        _join(locked(found.id), message, actor, notified=decision)
        return
    case = objecting.object_by_message(
        decision, _words(message), message.placed, key=f"marked-{message.id}", actor=actor
    )
    _together(case, message, actor)


def _application(message: Any, actor: Actor) -> None:
    """An application for the service of this conversation; an open one is linked, not doubled."""
    thread = message.thread
    services = {one.slug: one for one in catalogue.services()}
    service = services.get(thread.service)
    if service is None or service.organisation != thread.organisation.slug:
        return
    found = (
        Case.objects.filter(resident=thread.resident, service=service.slug, closed=None)
        .filter(kind=Case.APPLICATION)
        .order_by("id")
        .first()
    )
    if found is not None:
        _join(locked(found.id), message, actor)
        return
    draft = Application.objects.create(
        resident=thread.resident, service=service.slug, submitted=timezone.now()
    )
    origin = submitting.Origin(
        actor=actor, channel="message", received=message.placed, typed_by=UUID(actor.id)
    )
    _together(submitting.make(draft, key=f"marked-{message.id}", by=origin), message, actor)


def _join(case: Case, message: Any, actor: Actor, *, notified: Decision | None = None) -> None:
    """The message belongs to a case that runs; its day of receipt counts when it is the earlier."""
    if message.placed < case.received:
        case.received = message.placed
        if notified is not None:
            day = timezone.localdate(message.placed)
            case.in_time = terms.objection_in_time(day, timezone.localdate(notified.decided))
        case.decide_by = decide_by(case)
        case.save(update_fields=["received", "in_time", "decide_by"])
        write("cases.received_earlier", case, actor, message=message.id, decide_by=case.decide_by)
        promising.follow(case)
    if case.thread == message.thread_id:
        return
    nl, en = (letter.day(timezone.localdate(message.placed), lang) for lang in letter.LANGUAGES)
    tell(
        case,
        actor,
        letter.in_both(
            f"Uw bericht van {nl} hoort bij zaak {case.number}. Wij nemen het mee. U hoeft niets "
            "opnieuw te sturen.",
            f"Your message of {en} belongs to case {case.number}. We take it into account. You "
            "need not send anything again.",
        ),
    )
    _together(case, message, actor)


def _together(case: Case, message: Any, actor: Actor) -> None:
    """Both conversations stand together; files of the message stay where they were sent."""
    if case.thread != message.thread_id:
        inbox.relate([thread_of(case), message.thread_id], case.resident, actor=actor)


def _words(message: Any) -> str:
    """What the resident wrote, in whatever language."""
    return str(message.body.get("nl") or next(iter(message.body.values()), "")).strip()
