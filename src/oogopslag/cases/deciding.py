"""Deciding: reasons, departure, letter, journal and notification, or nothing at all."""

import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from oogopslag.cases import (
    barring,
    closing,
    defaulting,
    handing,
    letter,
    made_known,
    proposing,
    working,
)
from oogopslag.cases.errors import (
    AlreadyDecided,
    DecisionWithoutReasons,
    DepartureWithoutReason,
    MoveNotPossible,
)
from oogopslag.cases.models import Case, Decision, Pause
from oogopslag.cases.moving import last_day, locked, moved, roles_of, thread_of, write
from oogopslag.catalogue import queries as catalogue
from oogopslag.core import casework, terms
from oogopslag.core.casework import Move, Outcome, State
from oogopslag.core.law import Finding, Text
from oogopslag.core.values import Actor
from oogopslag.inbox import actions as inbox

if TYPE_CHECKING:
    from oogopslag.people.models import Staff


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
    minutes: int = 0,
) -> Decision:
    """Decides a case and sends the letter: state, reasons, journal and notification, or nothing.

    `revision` is what the decider had before them; `minutes` of handling go to the team's total.
    Raises AlreadyDecided, DecisionWithoutReasons, DepartureWithoutReason, HearFirst, HearObjector,
    DecidedBefore, NeedsSecond, WrongMinutes, NotYours, MoveNotPossible.
    """
    case = locked(case_id)
    if case.revision != revision or State(case.state) not in casework.OPEN:
        raise AlreadyDecided
    if not motivation.strip() or not letter_text.get("nl", "").strip():
        raise DecisionWithoutReasons
    if outcome not in casework.DECIDES:
        raise MoveNotPossible
    barring.refuse(case, staff, outcome)
    finding = Finding.from_json(case.finding) if case.finding else None
    departs = case.kind == Case.APPLICATION and outcome != letter.proposed(finding)
    if departs and not departure.strip():
        raise DepartureWithoutReason
    proposal = proposing.second(case, staff, outcome)
    moved(case, Move.DECIDE, roles_of(staff, case))
    decision = made(
        case,
        staff,
        outcome=outcome,
        motivation=motivation,
        text=letter_text,
        finding=finding,
    )
    if departs or departure.strip():
        decision.departure = {"reason": departure.strip(), "hardship": hardship}
    timed = minutes > 0 or proposing.sent(proposal, decision)
    decision.save(force_insert=True)
    defaulting.stop(case, timezone.localdate())
    case.review = ""
    working.add_minutes(case, minutes, cases=int(timed))
    case.save()
    send(case, decision, staff, event="cases.decided")
    return decision


def made(
    case: Case,
    staff: "Staff",
    *,
    outcome: Outcome,
    motivation: str,
    text: Text,
    finding: Finding | None,
) -> Decision:
    """A decision that is not stored yet."""
    today, by_post = timezone.localdate(), made_known.by_post(case)
    until = None if by_post else terms.object_until(today)
    granted = outcome in (Outcome.GRANT, Outcome.PARTLY) and finding is not None
    return Decision(
        case=case,
        outcome=outcome,
        amount=finding.amount_high if granted and finding else None,
        period=(finding.period or "") if granted and finding else "",
        motivation=motivation.strip(),
        letter=closing.closed(case, text, until),
        finding=finding.to_json() if finding else None,
        receipt=case.receipt,
        staff=staff,
        decided=timezone.now(),
        by_post=by_post,
        object_until=until,
        late=today > last_day(case),
    )


def closing_of(case: Case) -> dict[str, str]:
    """What is added to a letter that is sent today, for who writes it."""
    until = None if made_known.by_post(case) else terms.object_until(timezone.localdate())
    return closing.closing(case, until)


def send(case: Case, decision: Decision, staff: "Staff", *, event: str) -> None:
    """The letter in the conversation, one journal line, and the register that must hear of it."""
    actor = Actor(kind="staff", id=str(staff.id))
    thread = inbox.thread_of(thread_of(case))
    inbox.resolve_all(thread.id, actor=actor)
    Pause.objects.filter(case=case, until=None).update(until=timezone.localdate())
    handing.promise(case)
    inbox.post(
        thread,
        kind="decision",
        body=decision.letter,
        author=inbox.author_of(staff, case.organisation),
        actor=actor,
        policy=inbox.ReplyPolicy(answer_within=catalogue.service(case.service).answer_within),
        legal_effect=_effect(case),
        react_before=decision.object_until,
        decision=decision.id,
    )
    digest = hashlib.sha256(repr(sorted(decision.letter.items())).encode()).hexdigest()
    write(
        event,
        case,
        actor,
        outcome=decision.outcome,
        departed=decision.departure is not None,
        late=decision.late,
        letter=digest,
    )


def _effect(case: Case) -> dict[str, str]:
    """After a decision on an objection the court is next (Awb 8:1)."""
    if case.kind == Case.OBJECTION:
        return letter.in_both(
            "Dit is een beslissing op bezwaar. U kunt ertegen in beroep gaan bij de rechtbank.",
            "This is a decision on an objection. You can appeal against it to the district court.",
        )
    return letter.in_both(
        "Dit is een besluit. U kunt er bezwaar tegen maken.",
        "This is a decision. You can object to it.",
    )


def draft_letter(
    case: Case, outcome: Outcome, reasons: Text, finding: Finding | None = None
) -> Mapping[str, str]:
    """The letter for an outcome, from the finding (the case's own unless given), to be changed."""
    if finding is None and case.finding:
        finding = Finding.from_json(case.finding)
    return letter.decision(
        service=catalogue.service(case.service),
        name=case.resident.name,
        outcome=outcome,
        finding=finding,
        reasons=reasons,
        objection=case.kind == Case.OBJECTION,
    )
