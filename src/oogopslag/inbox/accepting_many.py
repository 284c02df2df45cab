"""Hundreds of messages of one organisation at once: judged one by one, placed together."""

import secrets
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from oogopslag.core import texts
from oogopslag.core.values import Actor, new_id
from oogopslag.delivery import actions as delivery
from oogopslag.delivery import promising_many
from oogopslag.delivery.promising_many import Wanted
from oogopslag.inbox import notices
from oogopslag.inbox.accepting import Accepted, Incoming, accept
from oogopslag.inbox.errors import IdTaken, InboxError, KeyConflict, NotNow, RecipientDeceased
from oogopslag.inbox.models import Mailbox, Message, Thread
from oogopslag.inbox.posting import bodies
from oogopslag.inbox.searching import words_of
from oogopslag.inbox.threads import lines, searchable
from oogopslag.inbox.writing import add_to_mailbox, text_hash
from oogopslag.journal import actions as journal
from oogopslag.rows import copying

if TYPE_CHECKING:
    from oogopslag.people.models import Organisation

Result = Accepted | InboxError
_Made = tuple[Thread, Message, Incoming]


def accept_many(
    organisation: "Organisation", items: Sequence[Incoming], *, actor: Actor
) -> list[Result]:
    """One result per item, in order: as `accept` answers, or the error it would raise.

    What is plain and new goes in together, in a few queries; the rest goes through `accept`.
    """
    results: list[Result | None] = _earlier(organisation, items)
    taken = _taken(items)
    made: dict[int, _Made] = {}
    for number, one in enumerate(items):
        if results[number] is None and not _special(one):
            try:
                made[number] = _built(organisation, one, taken)
            except InboxError as error:
                results[number] = error
    answers = _together(organisation, list(made.values()), actor)
    for number, (_thread, message, _one) in made.items():
        results[number] = answers.get(message.id)
    return [
        found if found is not None else _alone(organisation, items[number], actor)
        for number, found in enumerate(results)
    ]


def accept_plainly(organisation: "Organisation", one: Incoming, *, actor: Actor) -> Accepted:
    """As `accept`, at less cost for what is plain and new. Raises as it does."""
    if _special(one):
        return accept(organisation, one, actor=actor)
    (found,) = accept_many(organisation, [one], actor=actor)
    if isinstance(found, InboxError):
        raise found
    return found


def _alone(organisation: "Organisation", one: Incoming, actor: Actor) -> Result:
    try:
        return accept(organisation, one, actor=actor)
    except InboxError as error:
        return error


def _special(one: Incoming) -> bool:
    """What needs a lock or more rows goes one by one."""
    return bool(one.thread or one.react_before or one.silent or one.only_if_url)


def _earlier(organisation: "Organisation", items: Sequence[Incoming]) -> list[Result | None]:
    """The results of keys that were used before; a key twice in one call is left to `accept`."""
    rows = Message.objects.filter(sender=organisation, sender_key__in=[one.key for one in items])
    known = {
        row["sender_key"]: row
        for row in rows.values("id", "thread_id", "sender_key", "request_hash", "accepted")
    }
    results: list[Result | None] = []
    for one in items:
        row = known.get(one.key)
        if row is None:
            results.append(None)
        elif row["request_hash"] != one.request_hash:
            results.append(KeyConflict(row["id"]))
        else:
            results.append(
                _accepted(row["id"], row["thread_id"], row["accepted"] or {}, created=False)
            )
    return results


def _accepted(
    message: UUID, thread: UUID, said: dict[str, list[str] | str], *, created: bool
) -> Accepted:
    return Accepted(
        message=message,
        thread=thread,
        created=created,
        delivered_to=tuple(said["delivered_to"]),
        rejected=str(said["rejected"]),
        fallback=str(said["fallback"]),
    )


def _taken(items: Sequence[Incoming]) -> set[UUID]:
    """Ids of the sender's own that exist already; two small queries when there are any."""
    messages = [one.message_id for one in items if one.message_id]
    threads = [one.thread_id for one in items if one.thread_id]
    found: set[UUID] = set()
    if messages:
        found |= set(Message.objects.filter(id__in=messages).values_list("id", flat=True))
    if threads:
        found |= set(Thread.objects.filter(id__in=threads).values_list("id", flat=True))
    return found


def _built(organisation: "Organisation", one: Incoming, taken: set[UUID]) -> _Made:
    """The rows of one message, not stored yet. Raises InboxError."""
    if one.resident.deceased_on:
        raise RecipientDeceased
    if {one.message_id, one.thread_id} & taken:
        raise IdTaken
    now = timezone.now()
    thread = _thread(organisation, one, now)
    return thread, _message(thread, one, now), one


def _thread(organisation: "Organisation", one: Incoming, now: datetime) -> Thread:
    title = lines(one.title)
    return Thread(
        id=one.thread_id or new_id(),
        resident=one.resident,
        organisation=organisation,
        service=one.service,
        title=title,
        safe_title=lines(one.safe_title),
        search=searchable(title, organisation),
        case=one.case,
        event=one.event,
        due=one.due,
        visible_from=one.visible_from,
        hidden=bool(one.visible_from and one.visible_from > now),
        expires=one.expires,
        labels=[str(label)[:60] for label in one.labels][:20],
        read_receipts=one.read_receipts,
        team=one.policy.team,
        unread=1,
        content_changed=max(now, one.visible_from or now),
    )


def _message(thread: Thread, one: Incoming, now: datetime) -> Message:
    body = bodies(one.body)
    return Message(
        id=one.message_id or new_id(),
        thread=thread,
        kind=one.kind,
        by="organisation",
        author=dict(one.author or thread.organisation.name),
        body=body,
        words=words_of(one.resident.id, body),
        in_reply_to=one.in_reply_to,
        corrects=one.corrects,
        reply_allowed=not one.policy.refused,
        reply_refused=one.policy.refused,
        answer_within=one.policy.answer_within,
        answer_within_hours=one.policy.answer_within_hours,
        reply_until=one.policy.until,
        attachments_allowed=one.policy.attachments,
        legal_effect=dict(one.legal_effect) if one.legal_effect else None,
        code=texts.code_of(secrets.randbits(60)),
        placed=now,
        sender=thread.organisation,
        sender_key=one.key,
        request_hash=one.request_hash,
    )


def _together(
    organisation: "Organisation", made: Sequence[_Made], actor: Actor
) -> dict[UUID, Accepted]:
    """Stores all in one transaction; empty when something stood in the way of one of them."""
    if not made:
        return {}
    reach = promising_many.reaches([one.resident for _thread, _message, one in made])
    answers: dict[UUID, Accepted] = {}
    for thread, message, one in made:
        found = reach(one.resident, one.service, one.legal_effect is not None)
        message.accepted = {
            "delivered_to": ["inbox", *found.first],
            "rejected": "" if found.digital else "no_digital_post",
            "fallback": "" if found.digital else "letter",
        }
        answers[message.id] = _accepted(message.id, thread.id, message.accepted, created=True)
    try:
        with transaction.atomic():
            _store(organisation, made, actor, reach)
    except (IntegrityError, NotNow):  # a key that came twice, or a refusal: one by one then
        return {}
    return answers


def _store(
    organisation: "Organisation", made: Sequence[_Made], actor: Actor, reach: promising_many.Known
) -> None:
    copying.insert([thread for thread, _m, _o in made])
    copying.insert([message for _t, message, _o in made])
    promising_many.promise_many(
        organisation.slug,
        [
            Wanted(
                resident=one.resident,
                subject=message.id,
                notice=notices.placed(thread, message),
                plan=_plan(thread, message, one),
            )
            for thread, message, one in made
        ],
        condition="inbox.unopened",
        reach=reach,
    )
    journal.write_all(
        "inbox.placed",
        [
            journal.Entry(
                actor=actor,
                resident=thread.resident_id,
                organisation=organisation.slug,
                chain=f"thread:{thread.id}",
                data={
                    "message": message.id,
                    "kind": message.kind,
                    "text": text_hash(message.body),
                },
            )
            for thread, message, _one in made
        ],
        begins=True,
    )
    # Last, as with one message: others who write to these residents wait until we are done.
    _move_badges(Counter(t.resident_id for t, _m, _o in made if not t.hidden))


def _plan(thread: Thread, message: Message, one: Incoming) -> delivery.Plan:
    return delivery.Plan(
        service=one.service,
        lane=one.lane,
        formal=one.legal_effect is not None,
        not_before=max(message.placed, thread.visible_from or message.placed),
        spread=one.spread or timedelta(),
        quiet_reason=one.quiet_reason,
    )


def _move_badges(numbers: Counter[UUID]) -> None:
    """One update for all who get equally many, whatever their number.

    Rows are made and held in the order of the ids, so that two of these never wait for each other.
    """
    if len(numbers) == 1:
        ((resident, number),) = numbers.items()
        add_to_mailbox(resident, number)
        return
    boxes = Mailbox.objects.filter(resident_id__in=numbers)
    there = set(boxes.values_list("resident_id", flat=True))
    missing = [Mailbox(resident_id=one, unread=0) for one in sorted(numbers.keys() - there)]
    Mailbox.objects.bulk_create(missing, ignore_conflicts=True)
    list(boxes.select_for_update().order_by("resident_id").values_list("pk"))
    for more in set(numbers.values()):
        same = [one for one, number in numbers.items() if number == more]
        boxes.filter(resident_id__in=same).update(unread=F("unread") + more)
