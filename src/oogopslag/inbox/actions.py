"""Everything that changes a conversation."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from oogopslag.core import terms
from oogopslag.core.law import Text
from oogopslag.core.values import Actor
from oogopslag.delivery import actions as delivery
from oogopslag.inbox import attachments, notices
from oogopslag.inbox.errors import EmptyMessage, NoReplyPolicy, ReplyNotAllowed, UnknownThread
from oogopslag.inbox.models import Draft, Duty, Message, Promise, Thread
from oogopslag.journal import actions as journal

if TYPE_CHECKING:
    from oogopslag.inbox.attachments import Files
    from oogopslag.people.models import Organisation, Resident, Staff

KEEP_DRAFT = "resident"


@dataclass(frozen=True, kw_only=True)
class ReplyPolicy:
    """Whether a message can be answered: within working days, or a public reason why not."""

    answer_within: int | None = None
    refused: str = ""

    def __post_init__(self) -> None:
        if (self.answer_within is None) == (not self.refused):
            raise NoReplyPolicy


def open_thread(
    resident: "Resident",
    organisation: "Organisation",
    *,
    service: str,
    title: Text,
    safe_title: Text,
    case: UUID | None = None,
) -> Thread:
    """A new conversation; `safe_title` says nothing sensitive, for lists, mail and letters."""
    return Thread.objects.create(
        resident=resident,
        organisation=organisation,
        service=service,
        title=dict(title),
        safe_title=dict(safe_title),
        case=case,
        changed=timezone.now(),
    )


@transaction.atomic
def post(
    thread: Thread,
    *,
    kind: str,
    body: Text,
    author: Text,
    actor: Actor,
    policy: ReplyPolicy,
    legal_effect: Text | None = None,
    react_before: date | None = None,
    decision: UUID | None = None,
    silent: bool = False,
) -> Message:
    """A message of the organisation; Dutch is always there (Awb 2:6). Promises a notification.

    `react_before` is inclusive. A silent message moves neither counter nor notification.
    """
    if not body.get("nl"):
        raise EmptyMessage
    message = Message.objects.create(
        thread=thread,
        kind=kind,
        by="organisation",
        author=dict(author),
        body=dict(body),
        reply_allowed=not policy.refused,
        reply_refused=policy.refused,
        answer_within=policy.answer_within,
        legal_effect=dict(legal_effect) if legal_effect else None,
        react_before=react_before,
        decision=decision,
        placed=timezone.now(),
    )
    if not silent:
        Thread.objects.filter(id=thread.id).update(unread=F("unread") + 1, changed=message.placed)
        delivery.promise(
            thread.resident,
            thread.organisation.slug,
            message.id,
            notices.placed(thread, message),
            condition="inbox.unopened",
        )
    _write("inbox.placed", thread, actor, message=message.id, kind=kind)
    return message


@transaction.atomic
def reply(
    thread: Thread,
    *,
    text: str,
    key: str,
    actor: Actor,
    in_reply_to: UUID | None = None,
    files: "Files" = (),
) -> Message:
    """The resident's answer; a second one with the same key gives the first back.

    Promises an answer within the policy's working days. Raises EmptyMessage, FileTooLarge,
    FileRefused, ReplyNotAllowed.
    """
    attachments.check(files)
    thread = Thread.objects.select_for_update(of=("self",)).get(id=thread.id)
    if found := Message.objects.filter(thread=thread, key=key).first():
        return found
    if not text.strip() and not files:
        raise EmptyMessage
    within = _answer_within(thread)
    message = Message.objects.create(
        thread=thread,
        kind="answer",
        by=actor.kind,
        author={"nl": thread.resident.name, "en": thread.resident.name},
        body={"nl": text.strip()},
        in_reply_to=in_reply_to,
        placed=timezone.now(),
        key=key,
    )
    attachments.keep(message, files)
    due = terms.add_working_days(timezone.localdate(), within)
    Promise.objects.create(thread=thread, message=message, due=due)
    thread.waiting_since = thread.waiting_since or message.placed
    thread.changed = message.placed
    thread.save(update_fields=["waiting_since", "changed"])
    Draft.objects.filter(thread=thread, by=KEEP_DRAFT).delete()
    for duty in Duty.objects.filter(thread=thread, resolved=None, kind__in=("answer", "document")):
        resolve(duty, actor=actor)
    _write("inbox.replied", thread, actor, message=message.id, promised=due)
    return message


def _answer_within(thread: Thread) -> int:
    """The policy of the last letter. Raises ReplyNotAllowed."""
    last = Message.objects.filter(thread=thread, by="organisation").order_by("-id").first()
    if thread.closed or last is None or not last.reply_allowed:
        raise ReplyNotAllowed
    return last.answer_within or 2


@transaction.atomic
def answer(
    thread: Thread,
    *,
    staff: "Staff",
    text: str,
    key: str,
    in_reply_to: UUID | None = None,
    files: "Files" = (),
) -> Message:
    """The organisation's answer: keeps the promise and ends the resident's waiting.

    Raises EmptyMessage, FileTooLarge, FileRefused.
    """
    attachments.check(files)
    thread = Thread.objects.select_for_update(of=("self",)).get(id=thread.id)
    if found := Message.objects.filter(thread=thread, key=key).first():
        return found
    if not text.strip() and not files:
        raise EmptyMessage
    actor = Actor(kind="staff", id=str(staff.id))
    message = post(
        thread,
        kind="answer",
        body={"nl": text.strip()},
        author=author_of(staff, thread.organisation),
        actor=actor,
        policy=ReplyPolicy(answer_within=_usual(thread)),
    )
    message.key, message.in_reply_to = key, in_reply_to
    message.save(update_fields=["key", "in_reply_to"])
    attachments.keep(message, files)
    Promise.objects.filter(thread=thread, kept=None).update(kept=timezone.now())
    Thread.objects.filter(id=thread.id).update(waiting_since=None)
    Draft.objects.filter(thread=thread, by=str(actor)).delete()
    _write("inbox.answered", thread, actor, message=message.id)
    return message


def _usual(thread: Thread) -> int:
    last = Message.objects.filter(thread=thread, by="organisation").order_by("-id").first()
    return (last.answer_within if last else None) or 2


def author_of(staff: "Staff", organisation: "Organisation") -> dict[str, str]:
    return {lang: f"{staff.name}, {name}" for lang, name in organisation.name.items()}


@transaction.atomic
def ask(
    thread: Thread,
    message: Message,
    *,
    kind: str,
    title: Text,
    due: date,
    actor: Actor,
    pauses_term: bool = False,
) -> Duty:
    """Something the resident must do, by a day (inclusive)."""
    duty = Duty.objects.create(
        resident=thread.resident,
        thread=thread,
        message=message,
        kind=kind,
        title=dict(title),
        due=due,
        pauses_term=pauses_term,
    )
    _write("inbox.asked", thread, actor, duty=duty.id, due=due, pauses=pauses_term)
    return duty


@transaction.atomic
def resolve(duty: Duty, *, actor: Actor) -> None:
    """The duty is done, by whoever did it; a second time changes nothing."""
    if Duty.objects.filter(id=duty.id, resolved=None).update(resolved=timezone.now()):
        _write("inbox.resolved", duty.thread, actor, duty=duty.id)


@transaction.atomic
def resolve_all(thread_id: UUID, *, actor: Actor) -> None:
    """Every open duty of a conversation is done: its case was decided or withdrawn."""
    for duty in Duty.objects.filter(thread_id=thread_id, resolved=None):
        resolve(duty, actor=actor)


@transaction.atomic
def opened(thread: Thread) -> None:
    """The resident has this conversation before them: proof of opening, counter cleared."""
    fresh = Message.objects.filter(thread=thread, by="organisation", first_opened=None)
    actor = Actor(kind="resident", id=str(thread.resident_id))
    for message in fresh:
        message.first_opened = timezone.now()
        message.save(update_fields=["first_opened"])
        _write("inbox.opened", thread, actor, message=message.id)
    if thread.unread:
        Thread.objects.filter(id=thread.id).update(unread=0)


def save_draft(thread: Thread, by: str, text: str) -> None:
    """Keeps what somebody is typing; empty text removes it."""
    if text.strip():
        Draft.objects.update_or_create(
            thread=thread, by=by, defaults={"text": text, "saved": timezone.now()}
        )
    else:
        Draft.objects.filter(thread=thread, by=by).delete()


def thread_of(thread_id: UUID) -> Thread:
    """For rooms above that keep a thread's id. Raises UnknownThread."""
    found = Thread.objects.filter(id=thread_id).select_related("resident", "organisation").first()
    if found is None:
        raise UnknownThread
    return found


def _write(name: str, thread: Thread, actor: Actor, **data: object) -> None:
    journal.write(
        name,
        actor=actor,
        resident=thread.resident_id,
        organisation=thread.organisation.slug,
        chain=f"thread:{thread.id}",
        **data,
    )


def _unopened(message_id: UUID) -> bool:
    return Message.objects.filter(id=message_id, first_opened=None).exists()


delivery.register_condition("inbox.unopened", _unopened)
