"""The resident's list: one over all bodies, by folder, by whose turn, by words; keyset pages."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Self
from uuid import UUID

from django.db.models import Q, QuerySet

from oogopslag.inbox import searching, showing
from oogopslag.inbox.models import Duty, Folder, Mailbox, Thread
from oogopslag.inbox.views import DutyRow, ThreadRow

if TYPE_CHECKING:
    from oogopslag.people.models import Resident

EVERYWHERE = "*"
FILTERS = ("", "unread", "mine", "theirs")


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a page of the list ended: after this conversation come older ones."""

    changed: datetime
    id: UUID

    @classmethod
    def read(cls, text: str) -> Self | None:
        """From an address; None when it is no place."""
        moment, _, key = text.partition("_")
        try:
            return cls(changed=datetime.fromisoformat(moment), id=UUID(key))
        except ValueError:
            return None

    @classmethod
    def after(cls, row: ThreadRow) -> Self:
        return cls(changed=row.changed, id=row.id)

    def __str__(self) -> str:
        return f"{self.changed.isoformat()}_{self.id}"


def threads_of(
    resident: "Resident",
    after: Place | None = None,
    limit: int = 20,
    *,
    folder: str = "",
    only: str = "",
    words: str = "",
) -> list[ThreadRow]:
    """The resident's conversations, last changed first; one query, one more with words.

    `folder` is empty for the inbox itself, a name, or EVERYWHERE; `only` one of FILTERS. Words are
    looked for in titles, the names of bodies and the texts of messages, everywhere.
    """
    rows = Thread.objects.filter(resident=resident, hidden=False)
    if words.strip():
        rows = searching.having(rows, resident, words)
    elif folder != EVERYWHERE:
        rows = rows.filter(folder=folder)
    rows = _only(rows, only)
    if after:
        older = Q(content_changed=after.changed, id__lt=after.id)
        rows = rows.filter(content_changed__lte=after.changed).filter(
            Q(content_changed__lt=after.changed) | older
        )
    found = rows.select_related("organisation").order_by("-content_changed", "-id")
    return [showing.row(one) for one in found[:limit]]


def _only(rows: QuerySet[Thread], only: str) -> QuerySet[Thread]:
    match only:
        case "unread":
            return rows.filter(unread__gt=0)
        case "mine":
            return rows.filter(duty_due__isnull=False)
        case "theirs":
            return rows.filter(waiting_since__isnull=False)
    return rows


def new_of(resident: "Resident", limit: int = 20) -> list[ThreadRow]:
    """Conversations with something unread, newest first."""
    return threads_of(resident, limit=limit, folder=EVERYWHERE, only="unread")


def unread(resident: "Resident") -> int:
    """The stored counter: nothing is counted."""
    box = Mailbox.objects.filter(resident=resident).first()
    return box.unread if box else 0


def duties_of(resident: "Resident", limit: int = 10) -> list[DutyRow]:
    """What the resident must do, soonest first."""
    rows = Duty.objects.filter(resident=resident, resolved_at=None)
    found = rows.select_related("thread__organisation").order_by("due", "id")
    return [showing.duty(row, row.thread.organisation.name) for row in found[:limit]]


def folders_of(resident: "Resident") -> list[str]:
    """The resident's own folders, by name; at most fifty."""
    rows = Folder.objects.filter(resident=resident).order_by("name")
    return list(rows.values_list("name", flat=True)[:50])
