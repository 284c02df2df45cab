"""Every file of a resident's conversations."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from oogopslag.core.law import Text
from oogopslag.inbox.models import Attachment, Message

if TYPE_CHECKING:
    from oogopslag.people.models import Resident


@dataclass(frozen=True, kw_only=True)
class FileRow:
    """A clean file in one of a resident's conversations."""

    id: UUID
    name: str
    organisation: Text
    placed: datetime


def files_of(
    resident: "Resident", limit: int = 200, *, thread: UUID | None = None
) -> list[FileRow]:
    """Every clean file of a resident's conversations (or of one), newest first; one query."""
    rows = Attachment.objects.filter(message__thread__resident=resident)
    if thread is not None:
        rows = rows.filter(message__thread=thread)
    rows = (
        rows.exclude(found_clean=None)
        .select_related("message__thread__organisation")
        .order_by("-id")[:limit]
    )
    return [
        FileRow(
            id=row.id,
            name=row.name,
            organisation=row.message.thread.organisation.name,
            placed=row.message.placed,
        )
        for row in rows
    ]


@dataclass(frozen=True, kw_only=True)
class Words:
    """What was said in one message, in Dutch, for another register to keep."""

    thread: UUID
    subject: str
    text: str
    placed: datetime


def words_of(message_id: UUID) -> Words | None:
    """For rooms above that keep a message's id; None when it is gone."""
    found = Message.objects.filter(id=message_id).select_related("thread").first()
    if found is None:
        return None
    return Words(
        thread=found.thread_id,
        subject=found.thread.safe_title["nl"],
        text=found.body["nl"],
        placed=found.placed,
    )
