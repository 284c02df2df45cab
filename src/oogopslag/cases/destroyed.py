"""What can be asked about destruction: the lists of an organisation, one list, its declaration."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from oogopslag.cases.errors import UnknownCase
from oogopslag.cases.models import DestructionLine, DestructionList

if TYPE_CHECKING:
    from oogopslag.people.models import Organisation, Staff


@dataclass(frozen=True, kw_only=True)
class ListRow:
    """A list of what is destroyed; `own`: the reader put it forward."""

    id: UUID
    state: str
    prepared: datetime
    proposed_by: str
    proposed: datetime | None
    approved_by: str
    approved: datetime | None
    sent_back: str
    done: datetime | None
    statement: dict[str, Any] | None
    own: bool


@dataclass(frozen=True, kw_only=True)
class LineRow:
    """One case on a list; days only, nobody's name."""

    id: UUID
    case: UUID
    number: str
    service: str
    outcome: str
    closed: date
    archive_on: date
    ground: str
    left_out: str
    destroyed: datetime | None


def lists_of(organisation: "Organisation", staff: "Staff", limit: int = 50) -> list[ListRow]:
    """The lists of an organisation, newest first."""
    rows = DestructionList.objects.filter(organisation=organisation)
    rows = rows.select_related("proposed_by", "approved_by")
    return [_row(one, staff) for one in rows.order_by("-id")[:limit]]


def list_of(
    organisation: "Organisation", list_id: UUID, staff: "Staff"
) -> tuple[ListRow, list[LineRow]]:
    """One list with its cases by service and number. Raises UnknownCase for another's."""
    rows = DestructionList.objects.filter(organisation=organisation, id=list_id)
    found = rows.select_related("proposed_by", "approved_by").first()
    if found is None:
        raise UnknownCase
    lines = DestructionLine.objects.filter(listing=found).order_by("service", "number", "id")
    return _row(found, staff), [_line(one) for one in lines]


def _row(one: DestructionList, staff: "Staff") -> ListRow:
    return ListRow(
        id=one.id,
        state=one.state,
        prepared=one.prepared,
        proposed_by=one.proposed_by.name if one.proposed_by else "",
        proposed=one.proposed,
        approved_by=one.approved_by.name if one.approved_by else "",
        approved=one.approved,
        sent_back=one.sent_back,
        done=one.done,
        statement=one.statement,
        own=one.proposed_by_id == staff.id,
    )


def _line(one: DestructionLine) -> LineRow:
    return LineRow(
        id=one.id,
        case=one.case,
        number=one.number,
        service=one.service,
        outcome=one.outcome,
        closed=one.closed,
        archive_on=one.archive_on,
        ground=one.ground,
        left_out=one.left_out,
        destroyed=one.destroyed,
    )
