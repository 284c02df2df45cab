"""What can be asked about conversations, always through somebody's eyes."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import QuerySet, Sum

from oogopslag.core.law import Text
from oogopslag.inbox.errors import UnknownThread
from oogopslag.inbox.models import Attachment, Draft, Duty, Message, Promise, Thread

if TYPE_CHECKING:
    from oogopslag.people.models import Organisation, Resident


@dataclass(frozen=True, kw_only=True)
class AttachmentView:
    """A file; `clean` False: still held back."""

    id: UUID
    name: str
    size: int
    clean: bool


@dataclass(frozen=True, kw_only=True)
class MessageView:
    """One message; `own` when the reader wrote it (or their side did)."""

    id: UUID
    kind: str
    by: str
    author: Text
    body: Text
    placed: datetime
    first_opened: datetime | None
    legal_effect: Text | None
    react_before: date | None
    decision: UUID | None
    attachments: tuple[AttachmentView, ...]


@dataclass(frozen=True, kw_only=True)
class DutyRow:
    """Something that must be done, until a day (inclusive)."""

    id: UUID
    thread: UUID
    kind: str
    title: Text
    organisation: Text
    due: date


@dataclass(frozen=True, kw_only=True)
class ThreadRow:
    """A conversation in a list."""

    id: UUID
    title: Text
    organisation: Text
    organisation_slug: str
    changed: datetime
    unread: int
    turn: str
    promised: date | None


@dataclass(frozen=True, kw_only=True)
class ThreadView:
    """A conversation with its messages, oldest first."""

    id: UUID
    title: Text
    organisation: Text
    organisation_slug: str
    phone: str
    service: str
    case: UUID | None
    messages: tuple[MessageView, ...]
    duties: tuple[DutyRow, ...]
    turn: str
    promised: date | None
    answer_within: int | None
    can_reply: bool
    draft: str
    last: UUID | None


def threads_of(
    resident: "Resident", before: datetime | None = None, limit: int = 20
) -> list[ThreadRow]:
    """The resident's conversations, last changed first; four queries."""
    rows = Thread.objects.filter(resident=resident).select_related("organisation")
    if before:
        rows = rows.filter(changed__lt=before)
    threads = list(rows.order_by("-changed")[:limit])
    duties = _open_duties([thread.id for thread in threads])
    promises = _open_promises([thread.id for thread in threads])
    return [_row(thread, duties, promises) for thread in threads]


def _row(thread: Thread, duties: set[UUID], promises: dict[UUID, date]) -> ThreadRow:
    return ThreadRow(
        id=thread.id,
        title=thread.title,
        organisation=thread.organisation.name,
        organisation_slug=thread.organisation.slug,
        changed=thread.changed,
        unread=thread.unread,
        turn=_turn(thread.id in duties, thread.waiting_since is not None),
        promised=promises.get(thread.id),
    )


def _turn(duty: bool, waiting: bool) -> str:
    """Whose turn it is: derived, never typed."""
    return {
        (True, True): "both",
        (True, False): "resident",
        (False, True): "organisation",
        (False, False): "nobody",
    }[duty, waiting]


def _open_duties(threads: list[UUID]) -> set[UUID]:
    rows = Duty.objects.filter(thread_id__in=threads, resolved=None)
    return set(rows.values_list("thread_id", flat=True))


def _open_promises(threads: list[UUID]) -> dict[UUID, date]:
    rows = Promise.objects.filter(thread_id__in=threads, kept=None).order_by("-due")
    return dict(rows.values_list("thread_id", "due"))


def new_of(resident: "Resident", limit: int = 20) -> list[ThreadRow]:
    """Conversations with something unread, newest first."""
    rows = Thread.objects.filter(resident=resident, unread__gt=0).select_related("organisation")
    return [_row(thread, set(), {}) for thread in rows.order_by("-changed")[:limit]]


def unread(resident: "Resident") -> int:
    """The stored counters together: no message is counted."""
    return Thread.objects.filter(resident=resident).aggregate(n=Sum("unread"))["n"] or 0


def duties_of(resident: "Resident", limit: int = 10) -> list[DutyRow]:
    """What the resident must do, soonest first."""
    rows = Duty.objects.filter(resident=resident, resolved=None).select_related(
        "thread__organisation"
    )
    return [_duty(row) for row in rows.order_by("due", "id")[:limit]]


def _duty(row: Duty) -> DutyRow:
    return DutyRow(
        id=row.id,
        thread=row.thread_id,
        kind=row.kind,
        title=row.title,
        organisation=row.thread.organisation.name,
        due=row.due,
    )


def thread(resident: "Resident", thread_id: UUID, limit: int = 100) -> ThreadView:
    """One conversation of this resident. Raises UnknownThread for anybody else's."""
    rows = Thread.objects.filter(resident=resident, id=thread_id)
    return _view(rows, by="resident", limit=limit)


def thread_for_staff(
    organisation: "Organisation", thread_id: UUID, staff_key: str = "", limit: int = 100
) -> ThreadView:
    """One conversation of this organisation. Raises UnknownThread for another's."""
    rows = Thread.objects.filter(organisation=organisation, id=thread_id)
    return _view(rows, by=staff_key, limit=limit)


def row_of_resident(resident: "Resident", thread_id: UUID) -> Thread:
    """The thread itself, for actions. Raises UnknownThread."""
    return _one(Thread.objects.filter(resident=resident, id=thread_id))


def row_of_organisation(organisation: "Organisation", thread_id: UUID) -> Thread:
    """The thread itself, for actions. Raises UnknownThread."""
    return _one(Thread.objects.filter(organisation=organisation, id=thread_id))


def _one(rows: QuerySet[Thread]) -> Thread:
    found = rows.select_related("resident", "organisation").first()
    if found is None:
        raise UnknownThread
    return found


def _view(rows: QuerySet[Thread], *, by: str, limit: int) -> ThreadView:
    found = _one(rows)
    newest = list(found.messages.prefetch_related("attachments").order_by("-id")[:limit])
    duties = Duty.objects.filter(thread=found, resolved=None).select_related("thread__organisation")
    open_duties = tuple(_duty(row) for row in duties.order_by("due"))
    promise = Promise.objects.filter(thread=found, kept=None).order_by("due").first()
    draft = Draft.objects.filter(thread=found, by=by).first()
    last = next((m for m in newest if m.by == "organisation"), None)
    return ThreadView(
        id=found.id,
        title=found.title,
        organisation=found.organisation.name,
        organisation_slug=found.organisation.slug,
        phone=found.organisation.phone,
        service=found.service,
        case=found.case,
        messages=tuple(_message(message) for message in reversed(newest)),
        duties=open_duties,
        turn=_turn(bool(open_duties), found.waiting_since is not None),
        promised=promise.due if promise else None,
        answer_within=last.answer_within if last else None,
        can_reply=bool(last and last.reply_allowed and not found.closed),
        draft=draft.text if draft else "",
        last=last.id if last else None,
    )


def _message(message: Message) -> MessageView:
    return MessageView(
        id=message.id,
        kind=message.kind,
        by=message.by,
        author=message.author,
        body=message.body,
        placed=message.placed,
        first_opened=message.first_opened,
        legal_effect=message.legal_effect,
        react_before=message.react_before,
        decision=message.decision,
        attachments=tuple(
            AttachmentView(id=a.id, name=a.name, size=a.size, clean=a.found_clean is not None)
            for a in message.attachments.all()
        ),
    )


def attachment_of_resident(resident: "Resident", attachment_id: UUID) -> Attachment:
    """A clean file in one of this resident's conversations. Raises UnknownThread."""
    return _file(Attachment.objects.filter(message__thread__resident=resident, id=attachment_id))


def attachment_of_organisation(organisation: "Organisation", attachment_id: UUID) -> Attachment:
    """A clean file in one of this organisation's conversations. Raises UnknownThread."""
    return _file(
        Attachment.objects.filter(message__thread__organisation=organisation, id=attachment_id)
    )


def _file(rows: QuerySet[Attachment]) -> Attachment:
    found = rows.exclude(found_clean=None).first()
    if found is None:
        raise UnknownThread
    return found
