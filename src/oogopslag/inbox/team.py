"""The civil servants' side: who takes it, what colleagues note, many at once."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from oogopslag.core import texts
from oogopslag.core.law import Text
from oogopslag.core.values import Actor
from oogopslag.inbox.errors import (
    EmptyMessage,
    InboxError,
    MessageTooLong,
    TooMany,
    UnknownThread,
    UnsafeMessage,
)
from oogopslag.inbox.models import Note, Thread
from oogopslag.inbox.replying import answer
from oogopslag.inbox.threads import close
from oogopslag.inbox.writing import locked, write

if TYPE_CHECKING:
    from oogopslag.people.models import Organisation, Staff

MOST = 500
DOINGS = ("assign", "release", "answer", "close")


@dataclass(frozen=True, kw_only=True)
class Result:
    """What came of one conversation in a batch; `problem` is a sentence, empty when it was done.

    A problem names whose conversation it is; of another organisation's nothing is told.
    """

    thread: UUID
    problem: str
    resident: str = ""
    title: Text = field(default_factory=dict)


@transaction.atomic
def assign(thread: Thread, staff: "Staff | None", *, by: "Staff") -> None:
    """Takes a conversation, gives it to a colleague, or (None) back to the team."""
    thread = locked(thread.id)
    if thread.assigned_id == (staff.id if staff else None):
        return
    Thread.objects.filter(id=thread.id).update(assigned=staff)
    actor = Actor(kind="staff", id=str(by.id))
    write("inbox.assigned", thread, actor, staff=staff.id if staff else None)


@transaction.atomic
def note(thread: Thread, *, staff: "Staff", text: str) -> None:
    """A private note for colleagues. Raises EmptyMessage, MessageTooLong, UnsafeMessage."""
    thread = locked(thread.id)
    try:
        plain = texts.body(text, 10_000)
    except texts.TextTooLong as error:
        raise MessageTooLong from error
    except texts.UnsafeText as error:
        raise UnsafeMessage from error
    if not plain:
        raise EmptyMessage
    row = Note.objects.create(thread=thread, staff=staff, text=plain, written=timezone.now())
    write("inbox.noted", thread, Actor(kind="staff", id=str(staff.id)), note=row.id)


def many(
    organisation: "Organisation",
    threads: Iterable[UUID],
    *,
    do: str,
    staff: "Staff",
    key: str,
    text: str = "",
) -> list[Result]:
    """Does one thing to at most 500 conversations; those that can be done are done.

    `do` is one of DOINGS; the same `key` (at most 80 characters) again does nothing twice. A
    result per conversation, in the same order. Raises TooMany before anything is done.
    """
    ids = list(dict.fromkeys(threads))
    if len(ids) > MOST:
        raise TooMany
    return [_one(organisation, one, do, staff, key, text) for one in ids]


def _one(  # noqa: PLR0917 -- one call, just above
    organisation: "Organisation", thread_id: UUID, do: str, staff: "Staff", key: str, text: str
) -> Result:
    try:
        with transaction.atomic():
            thread = locked(thread_id)
            if thread.organisation_id != organisation.id:
                raise UnknownThread
            _do(thread, do, staff, key, text)
    except InboxError as error:
        return _failed(organisation, thread_id, str(error))
    return Result(thread=thread_id, problem="")


def _failed(organisation: "Organisation", thread_id: UUID, problem: str) -> Result:
    rows = Thread.objects.filter(id=thread_id, organisation=organisation)
    row = rows.select_related("resident").first()
    if row is None:
        return Result(thread=thread_id, problem=problem)
    return Result(thread=thread_id, problem=problem, resident=row.resident.name, title=row.title)


def _do(thread: Thread, do: str, staff: "Staff", key: str, text: str) -> None:
    match do:
        case "assign":
            assign(thread, staff, by=staff)
        case "release":
            assign(thread, None, by=staff)
        case "answer":
            answer(thread, staff=staff, text=text, key=key)
        case "close":
            close(thread.id, actor=Actor(kind="staff", id=str(staff.id)))
        case _:
            raise UnknownThread
