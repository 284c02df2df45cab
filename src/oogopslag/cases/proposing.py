"""Two pairs of eyes: one proposes a decision, another sends it, where the service asks for it."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from oogopslag.cases.errors import (
    AlreadyDecided,
    DecisionWithoutReasons,
    NeedsSecond,
    UnknownCase,
)
from oogopslag.cases.models import Case, Proposal
from oogopslag.cases.moving import locked, moved, roles_of, write
from oogopslag.catalogue import queries as catalogue
from oogopslag.core.casework import Move, Outcome
from oogopslag.core.law import Text
from oogopslag.core.values import Actor

if TYPE_CHECKING:
    from oogopslag.people.models import Staff


@dataclass(frozen=True, kw_only=True)
class ProposalView:
    """What a colleague proposes; `own` when the reader is that colleague."""

    outcome: str
    motivation: str
    letter: Text
    departure: str
    hardship: bool
    by: str
    own: bool
    made: datetime


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
) -> None:
    """Lays a decision before a colleague; a newer proposal takes the place of the one before.

    Raises AlreadyDecided, DecisionWithoutReasons, MoveNotPossible, NotYours.
    """
    case = locked(case_id)
    if case.revision != revision:
        raise AlreadyDecided
    if not motivation.strip() or not letter_text.get("nl", "").strip():
        raise DecisionWithoutReasons
    moved(case, Move.PROPOSE, roles_of(staff, case))
    case.save()
    texts: dict[str, Any] = {
        "motivation": motivation, "letter": dict(letter_text), "departure": departure,
        "hardship": hardship,
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


def second(case: Case, staff: "Staff") -> UUID | None:
    """Who proposed what this colleague now sends; None where one pair of eyes is enough.

    Raises NeedsSecond when nobody, or only this colleague, proposed it.
    """
    if not catalogue.service(case.service).four_eyes:
        return None
    found = Proposal.objects.filter(case=case).exclude(staff=staff).first()
    if found is None:
        raise NeedsSecond
    return UUID(str(found.staff_id))


def proposal(case_id: UUID, staff: "Staff") -> ProposalView:
    """What waits for a second pair of eyes. Raises UnknownCase when nothing does."""
    found = Proposal.objects.filter(case_id=case_id).select_related("staff").first()
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
    )
