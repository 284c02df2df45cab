"""Messages that staff marked as a formal act: the case they make, with the day they came in.

A reply is an objection (Awb 6:4) or an application (Awb 4:1) from the day it was received, not
from the day somebody saw what it was.
"""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from oogopslag.cases import defaulting, letter, made_known, objecting, promising, submitting
from oogopslag.cases.models import Application, Case, Decision
from oogopslag.cases.moving import decide_by, locked, tell, thread_of, write
from oogopslag.catalogue import queries as catalogue
from oogopslag.core.values import Actor
from oogopslag.inbox import actions as inbox
from oogopslag.inbox import queries as conversations
from oogopslag.people import queries as people

if TYPE_CHECKING:
    from oogopslag.journal.models import Line


@transaction.atomic
def follow(line: "Line") -> None:
    """What a mark leads to; a complaint makes no case, its term is a promise of the inbox."""
    body = people.organisation(line.organisation)
    message = conversations.message_of_organisation(body, UUID(line.data["message"]))
    actor = Actor(kind="staff", id=line.actor.partition(":")[2])
    if line.data["kind"] == "objection":
        _objection(message, actor)
    elif line.data["kind"] == "application":
        _application(message, actor)
    elif line.data["kind"] == "default":
        _default(message, actor)


def _default(message: Any, actor: Actor) -> None:
    """A notice of default in the conversation of an open case; its day is that of the message."""
    case = _open_case(message)
    if case is None:
        return
    if defaulting.noticed(case, message.placed, actor=actor) is not None:
        return
    day = {lang: letter.day(case.decide_by, lang) for lang in letter.LANGUAGES}
    tell(
        case,
        actor,
        letter.in_both(
            f"Op de dag van uw bericht liep onze termijn nog: wij beslissen uiterlijk op "
            f"{day['nl']}. Daarom loopt er nog geen dwangsom. Zijn wij daarna te laat, stel ons "
            "dan opnieuw in gebreke; dat kan met een knop bij uw zaak.",
            f"On the day of your message our term still ran: we decide by {day['en']}. So no "
            "penalty runs yet. Are we late after that, hold us in default again; there is a "
            "button for it with your case.",
        ),
    )


def _open_case(message: Any) -> Case | None:
    """The case of this conversation while nothing was decided, held; None without one."""
    found = Case.objects.filter(thread=message.thread_id, closed=None).order_by("id").first()
    return locked(found.id) if found else None


def _early(message: Any, actor: Actor) -> None:
    """Objecting before there is a decision (Awb 6:10): kept, and taken up once there is one."""
    case = _open_case(message)
    if case is None:
        return
    day = {lang: letter.day(timezone.localdate(message.placed), lang) for lang in letter.LANGUAGES}
    tell(
        case,
        actor,
        letter.in_both(
            f"U maakte op {day['nl']} bezwaar, maar wij hebben nog niet beslist. Wij bewaren uw "
            "bezwaar. Zodra wij beslissen, behandelen wij het als bezwaar tegen dat besluit, met "
            f"{day['nl']} als dag van ontvangst (Awb 6:10). U hoeft niets opnieuw te sturen.",
            f"You objected on {day['en']}, but we did not decide yet. We keep your objection. As "
            "soon as we decide, we treat it as an objection to that decision, received on "
            f"{day['en']} (Awb 6:10). You need not send anything again.",
        ),
    )


@transaction.atomic
def take_up(line: "Line") -> None:
    """A case was decided: objections that came before it are against this decision.

    Where all was granted nobody is made to object: the resident is asked whether they still do.
    """
    case = locked(UUID(line.chain.removeprefix("case:")))
    early = conversations.marked_in(case.thread, "objection") if case.thread else []
    decision = Decision.objects.filter(case=case, replaced=None).first()
    if not early or decision is None or case.kind != Case.APPLICATION:
        return
    actor = Actor(kind="staff", id=line.actor.partition(":")[2])
    if line.data["outcome"] != "grant":
        _objection(early[0], actor)
        return
    tell(
        case,
        actor,
        letter.in_both(
            "U maakte eerder bezwaar, voordat wij beslisten. Wij hebben nu toegekend wat u vroeg. "
            "Wilt u toch bezwaar maken tegen dit besluit? Dat kan met de knop bij het besluit.",
            "You objected earlier, before we decided. We have now granted what you asked. Do you "
            "still want to object to this decision? There is a button with the decision.",
        ),
    )


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
        _early(message, actor)
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
            case.in_time = made_known.in_time(notified, day)
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
