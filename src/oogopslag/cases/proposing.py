"""Two pairs of eyes: one proposes a decision, another sends it, where the service asks for it."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from oogopslag.cases import letter, working
from oogopslag.cases.errors import (
    AlreadyDecided,
    DecisionWithoutReasons,
    DepartureWithoutReason,
    NeedsSecond,
    NothingWritten,
    NotYours,
    UnknownCase,
)
from oogopslag.cases.models import Case, Proposal
from oogopslag.cases.moving import locked, moved, roles_of, write
from oogopslag.catalogue import queries as catalogue
from oogopslag.core import casework
from oogopslag.core.casework import Move, Outcome, State
from oogopslag.core.law import Finding, Text
from oogopslag.core.values import Actor

if TYPE_CHECKING:
    from oogopslag.people.models import Staff


@dataclass(frozen=True, kw_only=True)
class ProposalView:
    """What a colleague proposes; `own` when the reader is that colleague.

    `stands`: it can be sent as it is. It cannot once it was sent back, or the case changed.
    """

    outcome: str
    motivation: str
    letter: Text
    departure: str
    hardship: bool
    by: str
    own: bool
    made: datetime
    stands: bool
    sent_back: str


@transaction.atomic
def propose(
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
) -> None:
    """Lays a decision before a colleague; a newer proposal takes the place of the one before.

    `minutes` of handling go to the team's total at once, never into the proposal, which has a
    name on it. Raises AlreadyDecided, DecisionWithoutReasons, DepartureWithoutReason,
    WrongMinutes, MoveNotPossible, NotYours.
    """
    case = locked(case_id)
    if case.revision != revision or State(case.state) not in casework.OPEN:
        raise AlreadyDecided
    if not motivation.strip() or not letter_text.get("nl", "").strip():
        raise DecisionWithoutReasons
    finding = Finding.from_json(case.finding) if case.finding else None
    departs = case.kind == Case.APPLICATION and outcome != letter.proposed(finding)
    if departs and not departure.strip():
        raise DepartureWithoutReason
    moved(case, Move.PROPOSE, roles_of(staff, case))
    case.save()
    # The case counts when it is decided; here only the time.
    working.add_minutes(case, minutes, cases=0)
    texts: dict[str, Any] = {
        "motivation": motivation, "letter": dict(letter_text), "departure": departure,
        "hardship": hardship, "timed": minutes > 0,
    }  # fmt: skip
    Proposal.objects.update_or_create(
        case=case,
        defaults={
            "staff": staff,
            "outcome": outcome,
            "texts": texts,
            "revision": case.revision,
            "made": timezone.now(),
        },
    )
    write("cases.proposed", case, Actor(kind="staff", id=str(staff.id)), outcome=outcome)


@transaction.atomic
def send_back(case_id: UUID, staff: "Staff", *, why: str) -> None:
    """A second pair of eyes does not agree: whoever proposed it reads why and proposes anew.

    Raises UnknownCase when nothing stands, NotYours for the proposer and without the role to
    decide, NothingWritten.
    """
    case = locked(case_id)
    found = Proposal.objects.filter(case=case).first()
    if found is None or not _stands(found, case):
        raise UnknownCase
    allowed = casework.may(State(case.state), Move.DECIDE, roles_of(staff, case))
    if found.staff_id == staff.id or not allowed:
        raise NotYours
    if not why.strip():
        raise NothingWritten
    found.texts = {**found.texts, "sent_back": why.strip()}
    found.save(update_fields=["texts"])
    case.revision += 1  # who was reading it to send it must look again
    case.save(update_fields=["revision"])
    write("cases.sent_back", case, Actor(kind="staff", id=str(staff.id)), outcome=found.outcome)


def second(case: Case, staff: "Staff", outcome: Outcome) -> Proposal | None:
    """The proposal that this colleague now sends; None where one pair of eyes is enough.

    Raises NeedsSecond when nobody, or only this colleague, proposed this outcome for the case as
    it stands now: a different outcome would again be the decision of one.
    """
    if not catalogue.service(case.service).four_eyes:
        return None
    found = Proposal.objects.filter(case=case).exclude(staff=staff).first()
    if found is None or not _stands(found, case) or found.outcome != outcome:
        raise NeedsSecond
    return found


def _stands(found: Proposal, case: Case) -> bool:
    return found.revision == case.revision and "sent_back" not in found.texts


def proposal(case_id: UUID, staff: "Staff") -> ProposalView:
    """What waits for a second pair of eyes. Raises UnknownCase when nothing does."""
    rows = Proposal.objects.filter(case_id=case_id).select_related("staff", "case")
    found = rows.first()
    if found is None:
        raise UnknownCase
    return ProposalView(
        outcome=found.outcome,
        motivation=found.texts["motivation"],
        letter=found.texts["letter"],
        departure=found.texts["departure"],
        hardship=found.texts["hardship"],
        by=found.staff.name,
        own=found.staff_id == staff.id,
        made=found.made,
        stands=_stands(found, found.case),
        sent_back=found.texts.get("sent_back", ""),
    )
