"""Conversations as MijnGesprekken has them: contributions, who took part, who read what."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from oogopslag.core.values import Actor
from oogopslag.inbox import attachments, participants, showing
from oogopslag.inbox.accepting import Accepted
from oogopslag.inbox.errors import UnknownThread
from oogopslag.inbox.models import Mark, Message, Origin, Thread
from oogopslag.inbox.outward import seen_by
from oogopslag.inbox.reading import mark as mark_thread
from oogopslag.inbox.replying import reply
from oogopslag.inbox.taking import continue_thread
from oogopslag.inbox.threads import open_thread
from oogopslag.inbox.writing import write

if TYPE_CHECKING:
    from oogopslag.inbox.attachments import Files
    from oogopslag.people.models import Client, Resident

CONTRACT = "mijn-gesprekken"


def of(client: "Client", resident: "Resident | None", thread_id: UUID) -> Thread:
    """A conversation through somebody's eyes: a resident's when given, else the organisation's.

    Raises UnknownThread.
    """
    if resident is not None:
        rows = Thread.objects.filter(resident=resident, id=thread_id, hidden=False)
    else:
        rows = seen_by(client).filter(id=thread_id)
    return showing.one(rows)


def list_of(
    client: "Client",
    resident: "Resident | None",
    *,
    case: UUID | None,
    after: UUID | None,
    limit: int,
) -> list[Thread]:
    """In the order in which they began."""
    if resident is not None:
        rows = Thread.objects.filter(resident=resident, hidden=False)
    else:
        rows = seen_by(client)
    if case:
        rows = rows.filter(case=case)
    if after:
        rows = rows.filter(id__gt=after)
    return list(rows.select_related("organisation").order_by("id")[:limit])


@transaction.atomic
def begin(
    client: "Client", resident: "Resident", *, subject: str, case: UUID | None, actor: Actor
) -> Thread:
    """A conversation without a message yet. Raises MessageTooLong, UnsafeMessage."""
    name = client.organisation.name
    thread = open_thread(
        resident,
        client.organisation,
        title={"nl": subject},
        safe_title={"nl": f"Gesprek met {name['nl']}", "en": f"Conversation with {name['en']}"},
        case=case,
    )
    write("inbox.begun", thread, actor)
    return thread


@transaction.atomic
def say(
    client: "Client",
    thread: Thread,
    files: "Files",
    *,
    key: str,
    request_hash: str,
    actor: Actor,
    participant: UUID | None = None,
    **content: Any,
) -> Accepted:
    """What the organisation says, with its files, all or nothing.

    Raises what `continue_thread`, `attachments.check` and `participants.author_of` do.
    """
    attachments.check(files)
    if participant:
        content["author"] = participants.author_of(thread, participant, by_resident=False)
    found = continue_thread(
        client, thread.id, key=key, request_hash=request_hash, actor=actor, **content
    )
    if found.created:
        if files:
            attachments.keep(Message.objects.get(id=found.message), files)
        _by(found.message, participant)
    return found


@transaction.atomic
def answer(
    thread: Thread, files: "Files", *, text: str, key: str, actor: Actor,
    participant: UUID | None = None, in_reply_to: UUID | None = None,
) -> Message:  # fmt: skip
    """What the resident says, or who helps them. Raises what `reply` and `author_of` do."""
    author = None
    if participant:
        author = participants.author_of(thread, participant, by_resident=True)
        helper = participants.one(thread, participant).helper_id
        actor = Actor(kind="helper", id=str(helper))
    made = reply(
        thread, text=text, key=key, actor=actor, in_reply_to=in_reply_to, files=files,
        author=author,
    )  # fmt: skip
    _by(made.id, participant)
    return made


def _by(message: UUID, participant: UUID | None) -> None:
    """Which participant said it, for who asks by this contract."""
    if participant:
        Origin.objects.get_or_create(
            message_id=message,
            defaults={"contract": CONTRACT, "fields": {"deelnemer": str(participant)}},
        )


def contributions(thread: Thread, after: UUID | None, limit: int) -> list[Message]:
    """What was said, oldest first."""
    rows = thread.messages.filter(retracted=None).select_related("mark", "origin")
    if after:
        rows = rows.filter(id__gt=after)
    return list(rows.prefetch_related("attachments").order_by("id")[:limit])


def contribution(thread: Thread, message_id: UUID) -> Message:
    """Raises UnknownThread."""
    rows = thread.messages.filter(id=message_id, retracted=None)
    found = rows.select_related("mark", "origin").first()
    if found is None:
        raise UnknownThread
    return found


@transaction.atomic
def read(message: Message, *, by_resident: bool) -> Mark:
    """The read mark of the other side; an author has none. Raises UnknownThread for an author's.

    It is a mark, never proof of opening.
    """
    own = message.by != "organisation"
    if own == by_resident:
        raise UnknownThread
    row, made = Mark.objects.get_or_create(
        message=message, defaults={"changed": timezone.now(), "read": True}
    )
    if not made and not row.read:
        row.read, row.changed = True, timezone.now()
        row.save(update_fields=["read", "changed"])
    if by_resident:
        mark_thread(message.thread, unread=False)
    return row
