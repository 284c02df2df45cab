"""Changing a decision afterwards: a fact changed, an objection was right, or it is revoked.

The old decision stays as it was, with its receipt; the new one names it and the difference.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from oogopslag.cases import deciding, letter, proposing
from oogopslag.cases.errors import (
    AlreadyDecided,
    DecisionWithoutReasons,
    MoveNotPossible,
    UnknownCase,
)
from oogopslag.cases.finding import finding_for, receipt_for
from oogopslag.cases.models import Case, Decision
from oogopslag.cases.moving import locked, moved, roles_of
from oogopslag.core import casework
from oogopslag.core.casework import Move, Outcome
from oogopslag.core.law import Finding, Text
from oogopslag.facts import queries as facts

if TYPE_CHECKING:
    from oogopslag.people.models import Resident, Staff

LOOK, DIFFERS = "look", "differs"


@dataclass(frozen=True, kw_only=True)
class Reconsideration:
    """The decision in force beside what the law says now; amounts in cents, None without one."""

    decision: UUID
    outcome: str
    amount: int | None
    now: Finding
    proposed: Outcome
    new_amount: int | None
    difference: int | None


def reconsider(case: Case) -> Reconsideration:
    """What the law gives today with what is known today. Raises UnknownCase without a decision."""
    decision = Decision.objects.filter(case=case, replaced=None).first()
    if decision is None:
        raise UnknownCase
    now = _finding(case)[0]
    proposed = letter.proposed(now)
    if proposed == Outcome.REFUSE and decision.outcome in (Outcome.GRANT, Outcome.PARTLY):
        proposed = Outcome.REVOKE
    amount = now.amount_high if proposed == Outcome.GRANT else None
    return Reconsideration(
        decision=decision.id,
        outcome=decision.outcome,
        amount=decision.amount,
        now=now,
        proposed=proposed,
        new_amount=amount,
        difference=(amount or 0) - (decision.amount or 0),
    )


def _finding(case: Case) -> tuple[Finding, str]:
    """The finding of today with the engine's receipt of it.

    The applicant's own answers of then go along, but a register that changed since goes first: an
    answer stands as long as the register says what it said then.
    """
    knowledge = facts.known(case.resident)
    answers = {}
    for row in case.answers:
        known = knowledge.values.get(row["fact"])
        own = row["source"] == "resident" and row["value"] is not None
        if own and (known is None or known.word or not _moved_on(row, known.value)):
            answers[row["fact"]] = {"typed": "", "value": row["value"]}
    finding = finding_for(knowledge, case.service, answers, facts.today())
    return finding, receipt_for(knowledge, case.service, answers, finding)


def _moved_on(row: Mapping[str, object], registered: object) -> bool:
    before = row.get("contradicts")
    return before is None or facts.decoded(before) != registered


@transaction.atomic
def revise(
    case_id: UUID,
    staff: "Staff",
    *,
    outcome: Outcome,
    motivation: str,
    letter_text: Text,
    revision: int,
) -> Decision:
    """A new decision in the place of the one in force, with the difference.

    Raises AlreadyDecided when somebody was first, DecisionWithoutReasons, NeedsSecond,
    MoveNotPossible, NotYours.
    """
    case = locked(case_id)
    if case.revision != revision:
        raise AlreadyDecided
    if outcome not in casework.REVISES:
        raise MoveNotPossible
    if not motivation.strip() or not letter_text.get("nl", "").strip():
        raise DecisionWithoutReasons
    found = reconsider(case)
    proposal = proposing.second(case, staff, outcome)
    moved(case, Move.REVISE, roles_of(staff, case))
    now = timezone.now()
    Decision.objects.filter(id=found.decision, replaced=None).update(replaced=now)
    decision = deciding.made(
        case, staff, outcome=outcome, motivation=motivation, text=letter_text, finding=found.now
    )
    decision.replaces, decision.receipt = found.decision, _finding(case)[1]
    decision.difference = (decision.amount or 0) - (found.amount or 0)
    decision.late = False  # the term was for the first one
    proposing.sent(proposal, decision)
    decision.save(force_insert=True)
    case.review, case.delivered = "", None
    case.archive_on, case.destruction_told = None, None
    case.save()
    deciding.send(case, decision, staff, event="cases.revised")
    return decision


def mark_for_review(resident: UUID) -> None:
    """A fact changed: what was granted to this resident is looked at again by the worker."""
    granted = Decision.objects.filter(
        replaced=None, outcome__in=(Outcome.GRANT, Outcome.PARTLY)
    ).values("case_id")
    Case.objects.filter(
        resident_id=resident, kind=Case.APPLICATION, id__in=granted, archive_on=None
    ).update(review=LOOK)


def review_due(limit: int = 50) -> int:
    """Compares what was granted with what the law gives now; a difference goes on the work list."""
    cases = Case.objects.filter(review=LOOK).select_related("resident", "organisation")
    done = 0
    for case in cases.order_by("id")[:limit]:
        found = reconsider(case)
        differs = found.now.verdict in ("entitled", "not") and bool(found.difference)
        Case.objects.filter(id=case.id, review=LOOK).update(review=DIFFERS if differs else "")
        done += 1
    return done


def chain(resident: "Resident", case_id: UUID) -> list[Decision]:
    """Every decision of a case, oldest first: what was, what it became."""
    rows = Decision.objects.filter(case_id=case_id, case__resident=resident)
    return list(rows.order_by("decided"))
