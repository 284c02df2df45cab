"""Everything that changes a case. Each locks its case, writes one line, and says what happened."""

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from oogopslag.cases import applying, letter, submitting
from oogopslag.cases.errors import (
    AlreadyDecided,
    DecisionWithoutReasons,
    DepartureWithoutReason,
    MoveNotPossible,
    NoGrounds,
    NotYours,
    UnknownCase,
)
from oogopslag.cases.models import Case, Decision, Pause
from oogopslag.catalogue import queries as catalogue
from oogopslag.core import casework, terms
from oogopslag.core.casework import IllegalMove, Move, Outcome, State
from oogopslag.core.law import Finding, Text
from oogopslag.core.values import SYSTEM, Actor
from oogopslag.facts import queries as facts
from oogopslag.inbox import actions as inbox
from oogopslag.journal import actions as journal
from oogopslag.people import queries as people

if TYPE_CHECKING:
    from oogopslag.inbox.attachments import Files
    from oogopslag.people.models import Organisation, Resident, Staff

start = applying.start
answer = applying.answer
forget = applying.forget
submit = submitting.submit

SUPPLEMENT_WEEKS = 2


def _locked(case_id: UUID) -> Case:
    found = (
        Case.objects.select_for_update(of=("self",))
        .select_related("resident", "organisation")
        .filter(id=case_id)
        .first()
    )
    if found is None:
        raise UnknownCase
    return found


def _roles(staff: "Staff", case: Case) -> frozenset[str]:
    return people.roles_of(staff, case.organisation.slug)


def _moved(case: Case, move: Move, roles: frozenset[str]) -> None:
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


def _write(name: str, case: Case, actor: Actor, **data: object) -> None:
    journal.write(
        name,
        actor=actor,
        resident=case.resident_id,
        organisation=case.organisation.slug,
        chain=f"case:{case.id}",
        **data,
    )


def _decide_by(case: Case) -> date:
    pauses = [terms.Pause(since=p.since, until=p.until) for p in case.pauses.all()]
    received = timezone.localdate(case.received)
    if case.kind == Case.OBJECTION:
        return case.decide_by
    term = catalogue.service(case.service).decide_within
    return terms.decide_by(received, term, pauses, timezone.localdate())


@transaction.atomic
def ask_supplement(case_id: UUID, staff: "Staff", *, text: str, due: date) -> None:
    """Asks the resident for something (Awb 4:5); from tomorrow the term stands still (4:15).

    `due` is inclusive. Raises MoveNotPossible, NotYours.
    """
    case = _locked(case_id)
    _moved(case, Move.ASK, _roles(staff, case))
    thread = inbox.thread_of(_thread(case))
    actor = Actor(kind="staff", id=str(staff.id))
    message = inbox.post(
        thread,
        kind="request",
        body={"nl": text},
        author=inbox.author_of(staff, case.organisation),
        actor=actor,
        policy=inbox.ReplyPolicy(answer_within=catalogue.service(case.service).answer_within),
        legal_effect=letter.in_both(
            "De beslistermijn staat stil vanaf morgen, tot u antwoordt (Awb 4:15).",
            "The term to decide stands still from tomorrow until you answer (Awb 4:15).",
        ),
        react_before=due,
    )
    duty = inbox.ask(
        thread,
        message,
        kind="answer",
        title=letter.in_both("Antwoord op onze vraag", "Answer our question"),
        due=due,
        actor=actor,
        pauses_term=True,
    )
    since = terms.pause_after(timezone.localdate())
    Pause.objects.create(case=case, since=since, lapses=due, duty=duty.id)
    case.save()
    _write("cases.asked", case, actor, due=due, decide_by=case.decide_by)


def _thread(case: Case) -> UUID:
    if case.thread is None:
        raise UnknownCase
    return case.thread


@transaction.atomic
def supplemented(duty: UUID, *, actor: Actor) -> None:
    """The duty that paused a term is done: the term runs again from tomorrow."""
    pause = Pause.objects.filter(duty=duty, until=None).first()
    if pause is None:
        return
    _resume(pause, Move.SUPPLEMENT, frozenset({"resident"}), "cases.supplemented", actor)


def _resume(pause: Pause, move: Move, roles: frozenset[str], event: str, actor: Actor) -> None:
    case = _locked(pause.case_id)
    pause.until = min(timezone.localdate(), pause.lapses)
    pause.save(update_fields=["until"])
    if State(case.state) == State.WAITING:
        _moved(case, move, roles)
    case.decide_by = _decide_by(case)
    case.save()
    _write(event, case, actor, decide_by=case.decide_by)


@transaction.atomic
def lapse_pauses(limit: int = 100) -> int:
    """Terms whose supplement did not come run again from the day after (Awb 4:15.1)."""
    late = Pause.objects.filter(until=None, lapses__lt=timezone.localdate())[:limit]
    pauses = list(late)
    for pause in pauses:
        _resume(pause, Move.LAPSE, frozenset({"system"}), "cases.lapsed", SYSTEM)
    return len(pauses)


@transaction.atomic
def withdraw(case_id: UUID, resident: "Resident") -> None:
    """The resident takes the application back. Raises UnknownCase, MoveNotPossible."""
    case = _locked(case_id)
    if case.resident_id != resident.id:
        raise UnknownCase
    _moved(case, Move.WITHDRAW, frozenset({"resident"}))
    case.save()
    actor = Actor(kind="resident", id=str(resident.id))
    thread = inbox.thread_of(_thread(case))
    inbox.resolve_all(thread.id, actor=actor)
    inbox.post(
        thread,
        kind="information",
        body=letter.in_both(
            f"U heeft zaak {case.number} ingetrokken. Wij doen er niets meer mee.",
            f"You have withdrawn case {case.number}. We do nothing more with it.",
        ),
        author=case.organisation.name,
        actor=Actor(kind="organisation", id=case.organisation.slug),
        policy=inbox.ReplyPolicy(answer_within=2),
        silent=True,
    )
    _write("cases.withdrawn", case, actor)


@transaction.atomic
def decide(
    case_id: UUID,
    staff: "Staff",
    *,
    outcome: Outcome,
    motivation: str,
    letter_text: Text,
    departure: str,
    hardship: bool,
    revision: int,
) -> Decision:
    """Decides a case and sends the letter: state, reasons, journal and notification, or nothing.

    `revision` is what the decider had before them. Raises AlreadyDecided, DecisionWithoutReasons,
    DepartureWithoutReason, NotYours, MoveNotPossible.
    """
    case = _locked(case_id)
    if case.revision != revision or State(case.state) not in casework.OPEN:
        raise AlreadyDecided
    if not motivation.strip() or not letter_text.get("nl", "").strip():
        raise DecisionWithoutReasons
    finding = Finding.from_json(case.finding) if case.finding else None
    departs = case.kind == Case.APPLICATION and outcome != letter.proposed(finding)
    if departs and not departure.strip():
        raise DepartureWithoutReason
    _moved(case, Move.DECIDE, _roles(staff, case))
    decision = _decision(
        case,
        staff,
        outcome=outcome,
        motivation=motivation,
        text=letter_text,
        finding=finding,
    )
    if departs or departure.strip():
        decision.departure = {"reason": departure.strip(), "hardship": hardship}
    decision.save(force_insert=True)
    case.save()
    _send(case, decision, staff)
    return decision


def _decision(
    case: Case,
    staff: "Staff",
    *,
    outcome: Outcome,
    motivation: str,
    text: Text,
    finding: Finding | None,
) -> Decision:
    today = timezone.localdate()
    granted = outcome != Outcome.REFUSE and finding is not None
    return Decision(
        case=case,
        outcome=outcome,
        amount=finding.amount_high if granted and finding else None,
        period=(finding.period or "") if granted and finding else "",
        motivation=motivation.strip(),
        letter=dict(text),
        finding=case.finding,
        staff=staff,
        decided=timezone.now(),
        object_until=terms.object_until(today),
        late=today > case.decide_by,
    )


def _send(case: Case, decision: Decision, staff: "Staff") -> None:
    actor = Actor(kind="staff", id=str(staff.id))
    thread = inbox.thread_of(_thread(case))
    inbox.resolve_all(thread.id, actor=actor)
    Pause.objects.filter(case=case, until=None).update(until=timezone.localdate())
    inbox.post(
        thread,
        kind="decision",
        body=decision.letter,
        author=inbox.author_of(staff, case.organisation),
        actor=actor,
        policy=inbox.ReplyPolicy(answer_within=catalogue.service(case.service).answer_within),
        legal_effect=letter.in_both(
            "Dit is een besluit. U kunt er bezwaar tegen maken.",
            "This is a decision. You can object to it.",
        ),
        react_before=decision.object_until,
        decision=decision.id,
    )
    digest = hashlib.sha256(repr(sorted(decision.letter.items())).encode()).hexdigest()
    _write(
        "cases.decided",
        case,
        actor,
        outcome=decision.outcome,
        departed=decision.departure is not None,
        late=decision.late,
        letter=digest,
    )


@transaction.atomic
def object_to(
    decision_id: UUID,
    resident: "Resident",
    *,
    grounds: str,
    key: str,
    files: "Files" = (),
) -> Case:
    """An objection (bezwaar): a case of its own with its own term; a late one is taken and marked.

    Idempotent on key. Raises UnknownCase, NoGrounds, and the inbox's errors about files.
    """
    decision = (
        Decision.objects.select_related("case__organisation", "case__resident")
        .filter(id=decision_id, case__resident=resident)
        .first()
    )
    if decision is None:
        raise UnknownCase
    if found := Case.objects.filter(resident=resident, key=key).first():
        return found
    if not grounds.strip():
        raise NoGrounds
    case = _objection(decision, grounds, key)
    _confirm_objection(case, decision, grounds, files)
    return case


def _objection(decision: Decision, grounds: str, key: str) -> Case:
    origin, today = decision.case, timezone.localdate()
    notified = timezone.localdate(decision.decided)
    case = Case.objects.create(
        number=submitting.new_number(),
        resident=origin.resident,
        organisation=origin.organisation,
        service=origin.service,
        kind=Case.OBJECTION,
        about=decision.id,
        state=State.RECEIVED,
        received=timezone.now(),
        decide_by=terms.decide_objection_by(notified, committee=False, extended=False),
        in_time=terms.objection_in_time(today, notified),
        answers=origin.answers,
        finding=origin.finding,
        grounds=grounds.strip(),
        key=key,
    )
    _write(
        "cases.objected",
        case,
        Actor(kind="resident", id=str(origin.resident_id)),
        decision=decision.id,
        in_time=case.in_time,
        decide_by=case.decide_by,
    )
    return case


def _confirm_objection(case: Case, decision: Decision, grounds: str, files: "Files") -> None:
    service = catalogue.service(case.service)
    thread = inbox.open_thread(
        case.resident,
        case.organisation,
        service=case.service,
        title={lang: f"{_OBJECTION[lang]} {title}" for lang, title in service.title.items()},
        safe_title=letter.in_both("uw bezwaar", "your objection"),
        case=case.id,
    )
    inbox.post(
        thread,
        kind="acceptance",
        body=_objection_receipt(case, decision),
        author=case.organisation.name,
        actor=Actor(kind="organisation", id=case.organisation.slug),
        policy=inbox.ReplyPolicy(answer_within=service.answer_within),
        legal_effect=letter.in_both(
            "Dit is een ontvangstbevestiging (Awb 6:14).",
            "This confirms that we received it (Awb 6:14).",
        ),
    )
    inbox.reply(
        thread,
        text=grounds,
        key=f"grounds-{case.id}",
        actor=Actor(kind="resident", id=str(case.resident_id)),
        files=files,
    )
    case.thread = thread.id
    case.save(update_fields=["thread"])


_OBJECTION = {"nl": "Bezwaar", "en": "Objection:"}


def _objection_receipt(case: Case, decision: Decision) -> dict[str, str]:
    by = {lang: letter.day(case.decide_by, lang) for lang in letter.LANGUAGES}
    late = {
        "nl": ""
        if case.in_time
        else " Het kwam na de termijn van zes weken. Vertel ons waarom: "
        "soms telt het dan toch mee (Awb 6:11).",
        "en": ""
        if case.in_time
        else " It came after the term of six weeks. Tell us why: "
        "sometimes it counts all the same (Awb 6:11).",
    }
    return letter.in_both(
        f"Wij hebben uw bezwaar ontvangen, zaaknummer {case.number}.{late['nl']} Een collega die "
        f"het besluit niet nam, bekijkt het opnieuw. U krijgt onze beslissing uiterlijk op "
        f"{by['nl']} (Awb 7:10). U kunt uw bezwaar hier aanvullen en toelichten.",
        f"We received your objection, case number {case.number}.{late['en']} A colleague who did "
        f"not take the decision looks at it anew. You get our answer no later than {by['en']} "
        f"(Awb 7:10). You can add to your objection and explain it here.",
    )


@transaction.atomic
def report_change(
    resident: "Resident", organisation: "Organisation", service: str, text: str, *, key: str
) -> UUID:
    """A change of circumstances (wijziging) about a service, as a conversation with its body."""
    data = catalogue.service(service)
    thread = inbox.open_thread(
        resident,
        organisation,
        service=service,
        title={
            "nl": f"Wijziging: {data.title['nl']}",
            "en": f"Change: {data.title['en']}",
        },
        safe_title=letter.in_both("uw wijziging", "your change"),
    )
    inbox.post(
        thread,
        kind="acceptance",
        body=letter.in_both(
            "Wij hebben uw wijziging ontvangen. Wij laten u weten wat dit betekent voor uw bedrag.",
            "We received your change. We will let you know what it means for your amount.",
        ),
        author=organisation.name,
        actor=Actor(kind="organisation", id=organisation.slug),
        policy=inbox.ReplyPolicy(answer_within=data.answer_within),
        silent=True,
    )
    actor = Actor(kind="resident", id=str(resident.id))
    inbox.reply(thread, text=text, key=key, actor=actor)
    journal.write(
        "cases.change_reported",
        actor=actor,
        resident=resident.id,
        organisation=organisation.slug,
        chain=f"thread:{thread.id}",
        service=service,
    )
    return thread.id


def draft_letter(case: Case, outcome: Outcome, reasons: Text) -> Mapping[str, str]:
    """The letter for an outcome, written from the finding."""
    finding = Finding.from_json(case.finding) if case.finding else None
    return letter.decision(
        service=catalogue.service(case.service),
        organisation=case.organisation.name,
        phone=case.organisation.phone,
        name=case.resident.name,
        number=case.number,
        outcome=outcome,
        finding=finding,
        reasons=reasons,
        object_until=terms.object_until(facts.today()),
        objection=case.kind == Case.OBJECTION,
    )
