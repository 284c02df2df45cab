"""Two pairs of eyes: one proposes a decision, another sends it, where the service asks for it."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from oogopslag.cases import barring, letter, working
from oogopslag.cases.errors import (
    AlreadyDecided,
    DecisionWithoutReasons,
    DepartureWithoutReason,
    NeedsSecond,
    NothingWritten,
    NotYours,
    UnknownCase,
)
from oogopslag.cases.models import Case, Decision, Proposal
from oogopslag.cases.moving import locked, moved, roles_of, write
from oogopslag.catalogue import queries as catalogue
from oogopslag.core import casework
from oogopslag.core.casework import Move, Outcome, State
from oogopslag.core.law import Finding, Text
from oogopslag.core.values import Actor
from oogopslag.people import queries as people

if TYPE_CHECKING:
    from oogopslag.people.models import Organisation, Staff


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

    Of an open case: a decision, or not to treat it. Of a decided one: a new decision in its place.
    `minutes` of handling go to the team's total at once, never into the proposal, which has a
    name on it. Raises AlreadyDecided, DecisionWithoutReasons, DepartureWithoutReason, AskFirst,
    HearFirst, HearObjector, DecidedBefore, WrongMinutes, MoveNotPossible, NotYours.
    """
    case = locked(case_id)
    if case.revision != revision:
        raise AlreadyDecided
    if not motivation.strip() or not letter_text.get("nl", "").strip():
        raise DecisionWithoutReasons
    if State(case.state) in casework.OPEN:
        barring.refuse(case, staff, outcome)
        if _departs(case, outcome) and not departure.strip():
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
            "organisation": case.organisation,
            "staff": staff,
            "outcome": outcome,
            "texts": texts,
            "revision": case.revision,
            "made": timezone.now(),
            "sent_back": "",
        },
    )
    write("cases.proposed", case, Actor(kind="staff", id=str(staff.id)), outcome=outcome)


def _departs(case: Case, outcome: Outcome) -> bool:
    finding = Finding.from_json(case.finding) if case.finding else None
    judged = case.kind == Case.APPLICATION and outcome in casework.DECIDES
    return judged and outcome != letter.proposed(finding)


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
    here, roles = State(case.state), roles_of(staff, case)
    allowed = any(casework.may(here, move, roles) for move in (Move.DECIDE, Move.REVISE))
    if found.staff_id == staff.id or not allowed:
        raise NotYours
    if not why.strip():
        raise NothingWritten
    found.sent_back = why.strip()
    found.save(update_fields=["sent_back"])
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


def sent(found: Proposal | None, decision: Decision) -> bool:
    """The proposal became this decision: both pairs of eyes are kept with it, the draft is not.

    True when minutes were typed with it. Nothing for None.
    """
    if found is None:
        return False
    decision.proposed_by, decision.approved_by = found.staff_id, decision.staff_id
    found.delete()
    return bool(found.texts.get("timed"))


def _stands(found: Proposal, case: Case) -> bool:
    return found.revision == case.revision and not found.sent_back


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
        sent_back=found.sent_back,
    )


@dataclass(frozen=True, kw_only=True)
class ProposalRow:
    """A proposal on the work list. `back`: sent back to the reader, or the case changed since."""

    case: UUID
    number: str
    name: str
    by: str
    back: bool
    sent_back: str


def waiting_for(organisation: "Organisation", staff: "Staff", limit: int = 20) -> list[ProposalRow]:
    """Proposals of this colleague that came back, and those of others they may send; oldest first.

    Two reads, however many proposals there are.
    """
    rows = Proposal.objects.filter(organisation=organisation).select_related(
        "case__resident", "staff"
    )
    stands = Q(sent_back="", revision=F("case__revision"))
    mine = rows.filter(~stands, staff=staff).order_by("made", "id")[:limit]
    found = [_row(one, back=True) for one in mine]
    if "decide" in people.roles_of(staff, organisation.slug):
        theirs = rows.filter(stands).exclude(staff=staff).order_by("made", "id")[:limit]
        found += [_row(one, back=False) for one in theirs]
    return found


def _row(one: Proposal, *, back: bool) -> ProposalRow:
    return ProposalRow(
        case=one.case_id,
        number=one.case.number,
        name=one.case.resident.name,
        by=one.staff.name,
        back=back,
        sent_back=one.sent_back,
    )
