"""Asking for more, the term that stands still meanwhile, and taking an application back."""

import logging
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from oogopslag.cases import barring, deciding, defaulting, handing, letter, proposing
from oogopslag.cases.errors import (
    AlreadyDecided,
    DecisionWithoutReasons,
    UnknownCase,
)
from oogopslag.cases.models import Decision, Pause, Proposal
from oogopslag.cases.moving import decide_by, locked, moved, roles_of, thread_of, write
from oogopslag.catalogue import queries as catalogue
from oogopslag.core import terms
from oogopslag.core.casework import Move, Outcome, State
from oogopslag.core.law import Finding, Text
from oogopslag.core.values import SYSTEM, Actor
from oogopslag.inbox import actions as inbox

if TYPE_CHECKING:
    from oogopslag.people.models import Resident, Staff


log = logging.getLogger(__name__)


@transaction.atomic
def ask_supplement(case_id: UUID, staff: "Staff", *, text: str, due: date) -> None:
    """Asks the resident for something (Awb 4:5); from tomorrow the term stands still (4:15).

    `due` is inclusive. Raises MoveNotPossible, NotYours.
    """
    case = locked(case_id)
    moved(case, Move.ASK, roles_of(staff, case))
    thread = inbox.thread_of(thread_of(case))
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
    write("cases.asked", case, actor, due=due, decide_by=case.decide_by)


@transaction.atomic
def supplemented(duty: UUID, *, actor: Actor) -> None:
    """The duty that paused a term is done: the term runs again from tomorrow."""
    pause = Pause.objects.filter(duty=duty, until=None).first()
    if pause is None:
        return
    _resume(pause, Move.SUPPLEMENT, frozenset({"resident"}), "cases.supplemented", actor)


def _resume(pause: Pause, move: Move, roles: frozenset[str], event: str, actor: Actor) -> bool:
    """Ends a pause that still runs once its case is held; False when somebody else did so first."""
    case = locked(pause.case_id)
    if not Pause.objects.filter(id=pause.id, until=None).exists():
        return False
    today = timezone.localdate()
    pause.until = min(today, pause.lapses) if pause.lapses else today
    pause.lapsed = move == Move.LAPSE
    pause.save(update_fields=["until", "lapsed"])
    if State(case.state) == State.WAITING:
        moved(case, move, roles)
    case.decide_by = decide_by(case)
    case.save()
    write(event, case, actor, decide_by=case.decide_by)
    return True


def lapse_pauses(limit: int = 100) -> int:
    """Terms whose supplement did not come run again from the day after (Awb 4:15.1).

    Each in a transaction of its own: one that fails is logged and tried again next time.
    """
    late = Pause.objects.filter(until=None, lapses__lt=timezone.localdate())
    return sum(_lapsed(pause) for pause in list(late.order_by("lapses", "id")[:limit]))


def _lapsed(pause: Pause) -> bool:
    try:
        with transaction.atomic():
            return _resume(pause, Move.LAPSE, frozenset({"system"}), "cases.lapsed", SYSTEM)
    except Exception:
        log.exception("A pause did not lapse.")
        return False


@transaction.atomic
def leave_untreated(
    case_id: UUID, staff: "Staff", *, motivation: str, letter_text: Text, revision: int
) -> Decision:
    """Not treating an incomplete application (Awb 4:5): only after a request that lapsed.

    It is a decision, with a letter that can be objected to. Raises AskFirst, TooLateToLeave,
    AlreadyDecided, DecisionWithoutReasons, NeedsSecond, MoveNotPossible, NotYours.
    """
    case = locked(case_id)
    if case.revision != revision:
        raise AlreadyDecided
    barring.refuse(case, staff, Outcome.NOT_TREATED)
    if not motivation.strip() or not letter_text.get("nl", "").strip():
        raise DecisionWithoutReasons
    proposal = proposing.second(case, staff, Outcome.NOT_TREATED)
    moved(case, Move.LEAVE, roles_of(staff, case))
    decision = deciding.made(
        case,
        staff,
        outcome=Outcome.NOT_TREATED,
        motivation=motivation,
        text=letter_text,
        finding=Finding.from_json(case.finding) if case.finding else None,
    )
    decision.late = False  # within its own four weeks (Awb 4:5.4), or it was refused above
    proposing.sent(proposal, decision)
    decision.save(force_insert=True)
    defaulting.stop(case, timezone.localdate())
    case.save()
    deciding.send(case, decision, staff, event="cases.decided")
    return decision


@transaction.atomic
def withdraw(case_id: UUID, resident: "Resident") -> None:
    """The resident takes the application back. Raises UnknownCase, MoveNotPossible."""
    case = locked(case_id)
    if case.resident_id != resident.id:
        raise UnknownCase
    moved(case, Move.WITHDRAW, frozenset({"resident"}))
    case.save()
    actor = Actor(kind="resident", id=str(resident.id))
    thread = inbox.thread_of(thread_of(case))
    # First, so that what was still asked does not count as answered.
    Pause.objects.filter(case=case, until=None).update(until=timezone.localdate())
    Proposal.objects.filter(case=case).delete()
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
    defaulting.stop(case, timezone.localdate())
    handing.promise(case)
    write("cases.withdrawn", case, actor)
