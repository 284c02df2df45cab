"""What machines of an organisation may ask about its conversations; keyset pages, no counting.

A test key sees its sandbox and nothing else; a team key what its guests got; a normal key all but
the sandbox.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet

from oogopslag.core.law import Text
from oogopslag.inbox import showing
from oogopslag.inbox.errors import UnknownCursor, UnknownThread
from oogopslag.inbox.models import Message, Thread
from oogopslag.inbox.views import MessageView, turn_of
from oogopslag.inbox.withholding import notices_of, opened_for_sender

if TYPE_CHECKING:
    from oogopslag.people.models import Client

M = TypeVar("M", bound=Model)
__all__ = [
    "OwnThread",
    "may_see_opening",
    "message",
    "messages",
    "notices_of",
    "opened_for_sender",
    "rows_after",
    "seen_by",
    "thread",
    "threads_of",
]


@dataclass(frozen=True, kw_only=True)
class OwnThread:
    """A conversation as its organisation sees it; `due` and `expires` are inclusive."""

    id: UUID
    title: Text
    service: str
    case: UUID | None
    turn: str
    promised: date | None
    promised_at: datetime | None
    due: date | None
    expires: date | None
    labels: list[str]
    revision: int
    content_changed: datetime
    closed: datetime | None


def threads_of(client: "Client", after: UUID | None = None, limit: int = 50) -> list[OwnThread]:
    """In the order in which they began; `after` is the last one already seen.

    Raises UnknownCursor when that is not one of theirs.
    """
    return [_own(row) for row in rows_after(seen_by(client), after).order_by("id")[:limit]]


def rows_after(rows: QuerySet[M], after: UUID | None) -> QuerySet[M]:
    """What comes behind a row of this very list: an id of another list would skip rows silently.

    Raises UnknownCursor.
    """
    if after is None:
        return rows
    if not rows.filter(id=after).exists():
        raise UnknownCursor
    return rows.filter(id__gt=after)


def thread(client: "Client", thread_id: UUID) -> OwnThread:
    """Raises UnknownThread for another's."""
    return _own(showing.one(seen_by(client).filter(id=thread_id)))


def message(client: "Client", message_id: UUID) -> Message:
    """One message with its thread. Raises UnknownThread for another's."""
    threads = seen_by(client)
    rows = Message.objects.filter(id=message_id).select_related(
        "thread__organisation", "thread__resident"
    )
    found = rows.first()
    if found is None or not threads.filter(id=found.thread_id).exists():
        raise UnknownThread
    return found


def messages(
    client: "Client", thread_id: UUID, after: UUID | None = None, limit: int = 50
) -> list[MessageView]:
    """Oldest first. Raises UnknownThread for another's, UnknownCursor."""
    found = seen_by(client).filter(id=thread_id).first()
    if found is None:
        raise UnknownThread
    rows = rows_after(found.messages.all(), after).prefetch_related("attachments")
    return [showing.message(row) for row in rows.order_by("id")[:limit]]


def may_see_opening(found: Message) -> bool:
    """Whether its organisation may know when this was opened: legal effect, or permission."""
    return showing.may_see_opening(found)


def seen_by(client: "Client") -> QuerySet[Thread]:
    """Conversations this key may see."""
    rows = Thread.objects.filter(organisation=client.organisation)
    if client.kind == "team":
        return rows.filter(resident__bsn_hash__in=client.guests)
    return rows.filter(resident__sandbox__isnull=client.kind != "test")


def _own(row: Thread) -> OwnThread:
    return OwnThread(
        id=row.id,
        title=row.title,
        service=row.service,
        case=row.case,
        turn=turn_of(row.duty_due is not None, row.waiting_since is not None),
        promised=row.promised,
        promised_at=row.promised_at,
        due=row.due,
        expires=row.expires,
        labels=list(row.labels),
        revision=row.revision,
        content_changed=row.content_changed,
        closed=row.closed,
    )
