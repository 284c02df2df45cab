"""Every file of a resident's conversations."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
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
    """Every clean file of a resident's conversations (or of one), newest first; one query.

    Not of a message that was taken back, or of a conversation that is not shown yet.
    """
    rows = Attachment.objects.filter(
        message__thread__resident=resident, message__thread__hidden=False, message__retracted=None
    )
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
class SentFile:
    """A clean file that a resident sent; `read(start, length)` gives a piece of it."""

    id: UUID
    name: str
    type: str
    size: int
    placed: datetime
    read: Callable[[int, int], bytes]


def files_sent_by_resident(thread: UUID) -> list[SentFile]:
    """What the resident sent in one conversation, oldest first: for another register to keep."""
    rows = Attachment.objects.filter(message__thread=thread, message__by="resident", state="clean")
    return [
        SentFile(
            id=row.id,
            name=row.name,
            type=row.type,
            size=row.size,
            placed=row.message.placed,
            read=_reader(row),
        )
        for row in rows.select_related("message").order_by("id")[:200]
    ]


def _reader(row: Attachment) -> Callable[[int, int], bytes]:
    def read(start: int, length: int) -> bytes:
        with row.file.open() as stored:
            stored.seek(start)
            content: bytes = stored.read(length)
        return content

    return read


@dataclass(frozen=True, kw_only=True)
class Words:
    """What was said in one message, in Dutch, for another register to keep."""

    thread: UUID
    subject: str
    text: str
    placed: datetime


@dataclass(frozen=True, kw_only=True)
class LetterWords:
    """A letter of an organisation, in Dutch; `react_before` is inclusive.

    `published` is when the resident could see it; until `retractable_until` it can be taken back.
    """

    thread: UUID
    case: UUID | None
    title: str
    text: str
    code: str
    published: datetime
    react_before: date | None
    retractable_until: datetime | None


def letter_of(message_id: UUID) -> LetterWords | None:
    """For rooms above that keep a message's id; None when it is no letter that stands."""
    rows = Message.objects.filter(id=message_id, by="organisation", retracted=None)
    found = rows.select_related("thread").first()
    if found is None:
        return None
    thread = found.thread
    return LetterWords(
        thread=thread.id,
        case=thread.case,
        title=thread.title["nl"],
        text=found.body["nl"],
        code=found.code,
        published=max(found.placed, thread.visible_from or found.placed),
        react_before=found.react_before,
        retractable_until=found.retractable_until,
    )


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
