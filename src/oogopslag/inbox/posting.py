"""A message of an organisation: placed and promised in one transaction."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from oogopslag.core import texts
from oogopslag.core.law import Text
from oogopslag.core.values import Actor, new_id
from oogopslag.delivery import actions as delivery
from oogopslag.inbox import notices
from oogopslag.inbox.errors import EmptyMessage, MessageTooLong, UnsafeMessage
from oogopslag.inbox.models import Message, Thread
from oogopslag.inbox.policy import ReplyPolicy
from oogopslag.inbox.searching import words_of
from oogopslag.inbox.writing import add_to_mailbox, text_hash, write

if TYPE_CHECKING:
    from oogopslag.people.models import Organisation, Staff

KINDS = (
    "information", "request", "alert", "decision", "acceptance", "rejection", "submission",
    "correction", "answer",
)  # fmt: skip
HOLD_BACK = timedelta(minutes=5)
REMIND_AFTER = timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class Telling:
    """How the resident is told of a message.

    `hold` keeps the notification back, so that the message can be retracted; `spread` sends it
    somewhere within that time (bulk). `reach` is how they are told, when the caller looked already.
    """

    lane: str = "normal"
    hold: timedelta = timedelta()
    quiet_reason: str = ""
    spread: timedelta = timedelta()
    reach: delivery.Reach | None = None

    def plan(self, thread: Thread, message: Message) -> delivery.Plan:
        return delivery.Plan(
            service=thread.service,
            lane=self.lane,
            formal=message.legal_effect is not None,
            not_before=max(message.placed + self.hold, thread.visible_from or message.placed),
            spread=self.spread,
            quiet_reason=self.quiet_reason,
        )


AT_ONCE = Telling()


def place(
    thread: Thread, *, kind: str, body: Text, author: Text, actor: Actor, policy: ReplyPolicy,
    legal_effect: Text | None = None, react_before: date | None = None,
    decision: UUID | None = None, silent: bool = False, message_id: UUID | None = None,
    in_reply_to: UUID | None = None, corrects: UUID | None = None, by: str = "organisation",
    telling: Telling = AT_ONCE, opens: bool = False, **stored: object,
) -> Message:  # fmt: skip
    """A message of the organisation; Dutch is always there (Awb 2:6). Promises a notification.

    In the caller's transaction; `post` makes one of its own. `react_before` is inclusive. A silent
    message moves neither counter nor notification. `opens`: the conversation was opened for this
    message, its counter and team are set (accepting.py). `stored` is kept with the message as it is
    (the same). Raises EmptyMessage, MessageTooLong, UnsafeMessage.
    """
    now, plain = timezone.now(), bodies(body)
    message = Message(
        id=message_id or new_id(), thread=thread, kind=kind, by=by, author=dict(author),
        body=plain, words=words_of(thread.resident_id, plain), in_reply_to=in_reply_to,
        corrects=corrects, react_before=react_before, decision=decision, placed=now,
        legal_effect=dict(legal_effect) if legal_effect else None,
        retractable_until=now + telling.hold if telling.hold else None,
        code=texts.code_of(secrets.randbits(60)), **stored,
    )  # fmt: skip
    take_reply_policy(message, policy)
    message.save(force_insert=True)
    if not opens:
        _move(thread, policy, None if silent else max(now, thread.visible_from or now))
    if not silent:
        _notify(thread, message, telling)
    write(
        "inbox.placed", thread, actor,
        begins=opens, message=message.id, kind=kind, text=text_hash(message.body),
    )  # fmt: skip
    # Last: until the transaction ends, others who write to the same resident wait for this row.
    if not silent and not thread.hidden:
        add_to_mailbox(thread.resident_id, 1)
    return message


post = transaction.atomic(place)


def take_reply_policy(message: Message, policy: ReplyPolicy) -> None:
    """Whether and until when this message can be answered, and by when that is answered."""
    message.reply_allowed, message.reply_refused = not policy.refused, policy.refused
    message.answer_within = policy.answer_within
    message.answer_within_hours = policy.answer_within_hours
    message.reply_until, message.attachments_allowed = policy.until, policy.attachments


def _move(thread: Thread, policy: ReplyPolicy, changed: datetime | None) -> None:
    """The counter and the place in the list, in one update; silent (None) moves neither."""
    moved: dict[str, Any] = {"team": policy.team} if policy.team else {}
    if changed:
        moved.update(unread=F("unread") + 1, content_changed=changed)
        thread.unread, thread.content_changed = thread.unread + 1, changed
    if moved:
        Thread.objects.filter(id=thread.id).update(**moved)


def bodies(words: Text) -> dict[str, str]:
    """Bodies that can be stored, Dutch among them.

    Raises EmptyMessage, MessageTooLong, UnsafeMessage.
    """
    try:
        plain = {language: texts.body(text) for language, text in words.items()}
    except texts.TextTooLong as error:
        raise MessageTooLong from error
    except texts.UnsafeText as error:
        raise UnsafeMessage from error
    if not plain.get("nl"):
        raise EmptyMessage
    return plain


def _notify(thread: Thread, message: Message, telling: Telling) -> None:
    by_url = "_by_url" if message.only_if_url else ""
    plan = telling.plan(thread, message)
    delivery.promise(
        thread.resident, thread.organisation.slug, message.id, notices.placed(thread, message),
        condition=f"inbox.unopened{by_url}", plan=plan, reach=telling.reach,
    )  # fmt: skip
    starts = plan.not_before or message.placed
    if message.react_before and message.react_before > timezone.localdate(starts + REMIND_AFTER):
        delivery.remind(
            thread.resident, thread.organisation.slug, message.id,
            notices.reminder(thread, message),
            moments=[starts + REMIND_AFTER], condition=f"inbox.unanswered{by_url}", plan=plan,
        )  # fmt: skip


def author_of(staff: "Staff", organisation: "Organisation") -> dict[str, str]:
    """The name under a message of a civil servant: theirs and their organisation's."""
    return {lang: f"{staff.name}, {name}" for lang, name in organisation.name.items()}
