"""Answers, both ways."""

from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from oogopslag.core.law import Text
from oogopslag.core.values import Actor, new_id
from oogopslag.inbox import attachments, lasting, promises, within
from oogopslag.inbox.drafts import KEEP_DRAFT
from oogopslag.inbox.duties import resolve
from oogopslag.inbox.errors import EmptyMessage, FilesNotAllowed, KeyConflict, ReplyNotAllowed
from oogopslag.inbox.models import Draft, Duty, Message, Promise, Thread
from oogopslag.inbox.policy import ReplyPolicy
from oogopslag.inbox.posting import HOLD_BACK, Telling, author_of, bodies, post
from oogopslag.inbox.searching import words_of
from oogopslag.inbox.within import USUAL_DAYS
from oogopslag.inbox.writing import locked, text_hash, write

if TYPE_CHECKING:
    from oogopslag.inbox.attachments import Files
    from oogopslag.people.models import Staff

# An answer with or without a file does these; a payment, signature or visit is done elsewhere.
DONE_BY_ANSWER = (Duty.ANSWER, Duty.DOCUMENT, Duty.CORRECTION)


@transaction.atomic
def reply(
    thread: Thread, *, text: str, key: str, actor: Actor, in_reply_to: UUID | None = None,
    files: "Files" = (), message_id: UUID | None = None, author: Text | None = None,
) -> Message:  # fmt: skip
    """The resident's answer; a second one with the same key gives the first back.

    Promises an answer within the policy's working days or hours. Raises EmptyMessage,
    MessageTooLong, UnsafeMessage, FileTooLarge, FileRefused, FilesNotAllowed, ReplyNotAllowed, and
    KeyConflict when the same key comes with other words.
    """
    attachments.check(files)
    thread = locked(thread.id)
    if found := Message.objects.filter(thread=thread, key=key).first():
        return _the_same(found, text)
    last = _taken_by(thread, text, files)
    body, own = bodies({"nl": text}) if text.strip() else {"nl": ""}, thread.resident.name
    message = Message.objects.create(
        id=message_id or new_id(), thread=thread, kind="answer", by=actor.kind,
        author=dict(author or {"nl": own, "en": own}), body=body,
        words=words_of(thread.resident_id, body), in_reply_to=in_reply_to, placed=timezone.now(),
        key=key,
    )  # fmt: skip
    attachments.keep(message, files)
    promised = _promise_answer(thread, message, last, actor)
    _their_turn(thread, message, actor)
    write(
        "inbox.replied", thread, actor,
        message=message.id, promised=promised, text=text_hash(message.body),
    )  # fmt: skip
    return message


def _taken_by(thread: Thread, text: str, files: "Files") -> Message:
    """The letter that takes this as its answer. Raises EmptyMessage, ReplyNotAllowed,
    FilesNotAllowed."""
    if not text.strip() and not files:
        raise EmptyMessage
    last = _open_for_reply(thread)
    if files and not last.attachments_allowed:
        raise FilesNotAllowed
    return last


def _promise_answer(thread: Thread, message: Message, last: Message, actor: Actor) -> date:
    by = within.of_letter(last)
    promises.make(
        thread, kind=Promise.ANSWER, message=message, actor=actor,
        due=by.due, due_at=by.due_at, signal_at=by.signal_at,
    )  # fmt: skip
    return by.due


def _their_turn(thread: Thread, message: Message, actor: Actor) -> None:
    """The organisation's turn from now on; what an answer does of the resident's duties is done."""
    thread.waiting_since = thread.waiting_since or message.placed
    thread.content_changed = message.placed
    thread.save(update_fields=["waiting_since", "content_changed", "updated"])
    Draft.objects.filter(thread=thread, by=KEEP_DRAFT).delete()
    for duty in Duty.objects.filter(thread=thread, resolved_at=None, kind__in=DONE_BY_ANSWER):
        resolve(duty, actor=actor)


def _the_same(found: Message, text: str) -> Message:
    """What the first call made; other words under its key would be lost without a word."""
    if text.strip() and bodies({"nl": text}) != found.body:
        raise KeyConflict(found.id)
    return found


def _open_for_reply(thread: Thread) -> Message:
    """The organisation's last letter, when it can be answered. Raises ReplyNotAllowed."""
    last = last_of(thread)
    if thread.closed or last is None or not last.reply_allowed:
        raise ReplyNotAllowed
    if lasting.is_over(last.reply_until, thread.organisation_id):
        raise ReplyNotAllowed
    return last


def last_of(thread: Thread) -> Message | None:
    """The organisation's last letter that stands."""
    rows = Message.objects.filter(thread=thread, by="organisation", retracted=None)
    return rows.order_by("-id").first()


@transaction.atomic
def answer(
    thread: Thread,
    *,
    staff: "Staff",
    text: str,
    key: str,
    in_reply_to: UUID | None = None,
    files: "Files" = (),
    hold: timedelta = HOLD_BACK,
) -> Message:
    """The organisation's answer: keeps the promise and ends the resident's waiting.

    Mail about it waits `hold`, in which it can be retracted. Raises EmptyMessage, MessageTooLong,
    UnsafeMessage, FileTooLarge, FileRefused.
    """
    attachments.check(files)
    thread = locked(thread.id)
    if found := Message.objects.filter(thread=thread, key=key).first():
        return found
    if not text.strip() and not files:
        raise EmptyMessage
    actor = Actor(kind="staff", id=str(staff.id))
    message = post(
        thread,
        kind="answer",
        body={"nl": text} if text.strip() else {"nl": "Zie de bijlage."},
        author=author_of(staff, thread.organisation),
        actor=actor,
        policy=_as_before(last_of(thread)),
        in_reply_to=in_reply_to,
        telling=Telling(hold=hold),
        key=key,
    )
    attachments.keep(message, files)
    promises.keep(thread, kind=Promise.ANSWER, actor=actor)
    Thread.objects.filter(id=thread.id).update(waiting_since=None)
    Draft.objects.filter(thread=thread, by=str(actor)).delete()
    write("inbox.answered", thread, actor, message=message.id)
    return message


def _as_before(letter: Message | None) -> ReplyPolicy:
    """What the organisation's last letter promised, holds for its answer too."""
    if letter is not None and letter.answer_within_hours:
        return ReplyPolicy(answer_within_hours=letter.answer_within_hours)
    days = letter.answer_within if letter is not None else None
    return ReplyPolicy(answer_within=days or USUAL_DAYS)
