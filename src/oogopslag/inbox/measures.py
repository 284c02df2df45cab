"""What may be counted of conversations: no text, no person; for insight."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from oogopslag.inbox.models import Message, Promise, Thread


@dataclass(frozen=True, kw_only=True)
class MessageFacts:
    """One message as counts need it; `promised` is the last promise of its thread by then."""

    id: UUID
    thread: UUID
    organisation: str
    service: str
    kind: str
    reply_allowed: bool
    placed: datetime


@dataclass(frozen=True, kw_only=True)
class PromiseFacts:
    """A promise to answer: when it was made, by when, and whether it was kept."""

    thread: UUID
    made: datetime
    due: date
    due_at: datetime | None
    kept: datetime | None


def messages(ids: Iterable[UUID]) -> dict[UUID, MessageFacts]:
    """The messages with these ids."""
    rows = Message.objects.filter(id__in=list(ids)).values_list(
        "id", "thread_id", "thread__organisation__slug", "thread__service", "kind",
        "reply_allowed", "placed",
    )  # fmt: skip
    return {
        row[0]: MessageFacts(
            id=row[0], thread=row[1], organisation=row[2], service=row[3], kind=row[4],
            reply_allowed=row[5], placed=row[6],
        )
        for row in rows
    }  # fmt: skip


def promises(threads: Iterable[UUID]) -> dict[UUID, list[PromiseFacts]]:
    """The promises to answer a message in these conversations, oldest first; a decision's day
    is another figure."""
    found: dict[UUID, list[PromiseFacts]] = {}
    rows = Promise.objects.filter(thread_id__in=list(threads), kind=Promise.ANSWER).order_by("id")
    fields = ("thread_id", "message__placed", "due", "due_at", "kept")
    for thread, made, due, due_at, kept in rows.values_list(*fields):
        found.setdefault(thread, []).append(
            PromiseFacts(thread=thread, made=made, due=due, due_at=due_at, kept=kept)
        )
    return found


def services(threads: Iterable[UUID]) -> dict[UUID, str]:
    """Which service these conversations are about; empty for none."""
    return dict(Thread.objects.filter(id__in=list(threads)).values_list("id", "service"))
