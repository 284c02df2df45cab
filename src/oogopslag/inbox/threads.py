"""A conversation as a whole: opening, changing what stands about it, showing and hiding."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from oogopslag.core import texts
from oogopslag.core.law import Text
from oogopslag.core.values import SYSTEM, Actor, new_id
from oogopslag.inbox.errors import (
    IdTaken,
    MessageTooLong,
    StaleRevision,
    UnknownThread,
    UnsafeMessage,
)
from oogopslag.inbox.models import Thread
from oogopslag.inbox.writing import add_to_mailbox, locked, write

if TYPE_CHECKING:
    from oogopslag.people.models import Organisation, Resident

CHANGEABLE = ("title", "safe_title", "due", "expires", "labels", "read_receipts", "team")


def open_thread(
    resident: "Resident",
    organisation: "Organisation",
    *,
    service: str = "",
    title: Text,
    safe_title: Text,
    case: UUID | None = None,
    thread_id: UUID | None = None,
    event: UUID | None = None,
    due: date | None = None,
    visible_from: datetime | None = None,
    expires: date | None = None,
    labels: Iterable[str] = (),
    read_receipts: bool = False,
    unread: int = 0,
    team: str = "",
) -> Thread:
    """A new conversation; `safe_title` says nothing sensitive, for lists, mail and letters.

    `thread_id` is the sender's own (a UUID version 7). Raises IdTaken, MessageTooLong,
    UnsafeMessage.
    """
    now = timezone.now()
    if thread_id and Thread.objects.filter(id=thread_id).exists():
        raise IdTaken
    title = lines(title)
    return Thread.objects.create(
        id=thread_id or new_id(),
        resident=resident,
        organisation=organisation,
        service=service,
        title=title,
        safe_title=lines(safe_title),
        search=searchable(title, organisation),
        case=case,
        event=event,
        due=due,
        visible_from=visible_from,
        hidden=bool(visible_from and visible_from > now),
        expires=expires,
        labels=[str(label)[:60] for label in labels][:20],
        read_receipts=read_receipts,
        unread=unread,
        team=team,
        content_changed=max(now, visible_from) if visible_from else now,
    )


def lines(words: Text) -> dict[str, str]:
    """Titles that show what they say. Raises MessageTooLong, UnsafeMessage."""
    try:
        return {language: texts.line(text) for language, text in words.items()}
    except texts.TextTooLong as error:
        raise MessageTooLong from error
    except texts.UnsafeText as error:
        raise UnsafeMessage from error


def searchable(title: Text, organisation: "Organisation") -> str:
    """What a resident's search looks in: titles and the body's name, in small letters."""
    return " ".join((*title.values(), *organisation.name.values())).lower()


@transaction.atomic
def change(
    thread_id: UUID,
    organisation: "Organisation",
    *,
    revision: int,
    values: Mapping[str, object],
    actor: Actor,
    silent: bool = False,
) -> Thread:
    """Changes what stands about a conversation: only `CHANGEABLE`, never a message.

    A silent change moves neither order nor unread state. Raises UnknownThread, StaleRevision,
    MessageTooLong, UnsafeMessage.
    """
    thread = locked(thread_id)
    if thread.organisation_id != organisation.id:
        raise UnknownThread
    if thread.revision != revision:
        raise StaleRevision(thread.revision)
    fields = [name for name in CHANGEABLE if name in values]
    for name in fields:
        value = values[name]
        setattr(thread, name, lines(value) if name.endswith("title") else value)  # type: ignore[arg-type]
    thread.search = searchable(thread.title, thread.organisation)
    thread.revision += 1
    if not silent:
        thread.content_changed = timezone.now()
    thread.save()
    write("inbox.updated", thread, actor, fields=fields, revision=thread.revision, silent=silent)
    return thread


@transaction.atomic
def relate(threads: Iterable[UUID], resident: "Resident", *, actor: Actor) -> UUID:
    """Puts conversations about one life event together. Raises UnknownThread for another's."""
    rows = [locked(key) for key in sorted(threads)]
    if any(row.resident_id != resident.id for row in rows):
        raise UnknownThread
    event = next((row.event for row in rows if row.event), None) or new_id()
    for row in rows:
        Thread.objects.filter(id=row.id).update(event=event)
        write("inbox.related", row, actor, event=event)
    return event


@transaction.atomic
def close(thread_id: UUID, *, actor: Actor) -> None:
    """Takes no more replies."""
    thread = locked(thread_id)
    if thread.closed is None:
        Thread.objects.filter(id=thread.id).update(closed=timezone.now())
        write("inbox.closed", thread, actor)


def reveal(limit: int = 200) -> int:
    """Shows conversations whose moment has come; gives how many."""
    due = Thread.objects.filter(hidden=True, visible_from__lte=timezone.now())
    ids = list(due.order_by("visible_from").values_list("id", flat=True)[:limit])
    return sum(_reveal(key) for key in ids)


@transaction.atomic
def _reveal(thread_id: UUID) -> bool:
    """Holds one conversation and then one mailbox, as whoever places a message does."""
    thread = locked(thread_id)
    shown = Thread.objects.filter(id=thread.id, hidden=True).update(hidden=False)
    if shown:
        add_to_mailbox(thread.resident_id, thread.unread)
        write("inbox.revealed", thread, SYSTEM)
    return bool(shown)


def archive_expired(limit: int = 1_000) -> int:
    """What expired leaves the list and stays in the archive, readable."""
    past = Thread.objects.filter(folder="", expires__lt=timezone.localdate())
    ids = list(past.order_by("expires").values_list("id", flat=True)[:limit])
    return Thread.objects.filter(id__in=ids).update(folder=ARCHIVE)


ARCHIVE = "archief"


def thread_of(thread_id: UUID) -> Thread:
    """For rooms above that keep a thread's id. Raises UnknownThread."""
    found = Thread.objects.filter(id=thread_id).select_related("resident", "organisation").first()
    if found is None:
        raise UnknownThread
    return found
