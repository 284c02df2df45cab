"""Messages that organisations hand over by machine: once per key, with a clear answer."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import IntegrityError, transaction

from oogopslag.core.law import Text
from oogopslag.core.values import Actor
from oogopslag.delivery import queries as deliveries
from oogopslag.inbox.errors import IdTaken, KeyConflict, RecipientDeceased, UnknownThread
from oogopslag.inbox.models import Message, Thread
from oogopslag.inbox.policy import ReplyPolicy
from oogopslag.inbox.posting import Telling, place
from oogopslag.inbox.threads import open_thread
from oogopslag.inbox.writing import locked

if TYPE_CHECKING:
    from oogopslag.people.models import Organisation, Resident


@dataclass(frozen=True, kw_only=True)
class Incoming:
    """One message an organisation hands over, with or without a case.

    `key` is unique for each organisation and `request_hash` the SHA-256 (hex) of what was asked,
    to tell a repeat from a conflict. `thread` continues a conversation; else a new one is opened,
    with `thread_id` where the sender chose it. Ids are UUIDs of version 7. `react_before`, `due`
    and `expires` are inclusive. `only_if_url` is asked, when a notice would go, whether it must.
    """

    key: str
    request_hash: str
    resident: "Resident"
    title: Text
    safe_title: Text
    body: Text
    policy: ReplyPolicy
    kind: str = "information"
    service: str = ""
    case: UUID | None = None
    event: UUID | None = None
    thread: UUID | None = None
    thread_id: UUID | None = None
    message_id: UUID | None = None
    in_reply_to: UUID | None = None
    corrects: UUID | None = None
    author: Text | None = None
    legal_effect: Text | None = None
    react_before: date | None = None
    due: date | None = None
    visible_from: datetime | None = None
    expires: date | None = None
    labels: tuple[str, ...] = ()
    lane: str = "normal"
    quiet_reason: str = ""
    spread: timedelta = field(default_factory=timedelta)
    read_receipts: bool = False
    silent: bool = False
    only_if_url: str = ""


@dataclass(frozen=True, kw_only=True)
class Accepted:
    """What the sender is told. `created` False: this key was handed over before.

    `delivered_to` starts with "inbox", then the channels that will tell the resident. When the
    resident takes no digital post, `rejected` says so and `fallback` is the letter that goes.
    """

    message: UUID
    thread: UUID
    created: bool
    delivered_to: tuple[str, ...]
    rejected: str = ""
    fallback: str = ""


def accept(organisation: "Organisation", one: Incoming, *, actor: Actor) -> Accepted:
    """Places a message once: a second call with the same key and hash gives the first answer.

    Raises KeyConflict (with the id that exists), IdTaken, RecipientDeceased, UnknownThread,
    EmptyMessage, MessageTooLong, UnsafeMessage.
    """
    if found := _earlier(organisation, one):
        return found
    try:
        with transaction.atomic():
            return _placed(organisation, one, actor)
    except IntegrityError:  # somebody else with this key, or this id, was first
        if found := _earlier(organisation, one):
            return found
        raise IdTaken from None


def _earlier(organisation: "Organisation", one: Incoming) -> Accepted | None:
    rows = Message.objects.filter(sender=organisation, sender_key=one.key)
    row = rows.values("id", "thread_id", "request_hash", "accepted").first()
    if row is None:
        return None
    if row["request_hash"] != one.request_hash:
        raise KeyConflict(row["id"])
    return _answer(row["id"], row["thread_id"], row["accepted"], created=False)


def _answer(message: UUID, thread: UUID, said: Any, *, created: bool) -> Accepted:
    return Accepted(
        message=message,
        thread=thread,
        created=created,
        delivered_to=tuple(said["delivered_to"]),
        rejected=said["rejected"],
        fallback=said["fallback"],
    )


def _placed(organisation: "Organisation", one: Incoming, actor: Actor) -> Accepted:
    if one.resident.deceased_on:
        raise RecipientDeceased
    if one.message_id and Message.objects.filter(id=one.message_id).exists():
        raise IdTaken
    thread = _continued(organisation, one) if one.thread else _opened(organisation, one)
    formal = bool(one.legal_effect)
    reach = deliveries.reach(thread.resident, thread.service, formal=formal)
    said = _said(one, reach)
    message = place(
        thread,
        kind=one.kind,
        body=one.body,
        author=one.author or organisation.name,
        actor=actor,
        policy=one.policy,
        legal_effect=one.legal_effect,
        react_before=one.react_before,
        silent=one.silent,
        message_id=one.message_id,
        in_reply_to=one.in_reply_to,
        corrects=one.corrects,
        telling=Telling(
            lane=one.lane, quiet_reason=one.quiet_reason, spread=one.spread, reach=reach
        ),
        sender=organisation,
        sender_key=one.key,
        request_hash=one.request_hash,
        only_if_url=one.only_if_url,
        opens=one.thread is None,
        accepted=said,
    )
    return _answer(message.id, thread.id, said, created=True)


def _said(one: Incoming, reach: deliveries.Reach) -> dict[str, Any]:
    first = () if one.silent else reach.first
    return {
        "delivered_to": ["inbox", *first],
        "rejected": "" if reach.digital else "no_digital_post",
        "fallback": "" if reach.digital else "letter",
    }


def _continued(organisation: "Organisation", one: Incoming) -> Thread:
    assert one.thread is not None  # noqa: S101 -- for the type checker; the caller looked
    thread = locked(one.thread)
    if thread.organisation_id != organisation.id or thread.resident_id != one.resident.id:
        raise UnknownThread
    return thread


def _opened(organisation: "Organisation", one: Incoming) -> Thread:
    return open_thread(
        one.resident,
        organisation,
        service=one.service,
        title=one.title,
        safe_title=one.safe_title,
        case=one.case,
        thread_id=one.thread_id,
        event=one.event,
        due=one.due,
        visible_from=one.visible_from,
        expires=one.expires,
        labels=one.labels,
        read_receipts=one.read_receipts,
        unread=0 if one.silent else 1,
        team=one.policy.team,
    )
