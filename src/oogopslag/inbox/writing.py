"""The journal lines and stored counters that every change of a conversation moves."""

import hashlib
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import F

from oogopslag.core.values import Actor
from oogopslag.inbox.errors import UnknownThread
from oogopslag.inbox.models import Duty, Mailbox, Promise, Thread
from oogopslag.journal import actions as journal

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from oogopslag.journal.models import Line


def write(
    name: str, thread: Thread, actor: Actor, *, begins: bool = False, **data: object
) -> "Line":
    """One line in the chain of this conversation; `begins`: it has none yet."""
    return journal.write(
        name,
        actor=actor,
        resident=thread.resident_id,
        organisation=thread.organisation.slug,
        chain=f"thread:{thread.id}",
        begins=begins,
        **data,
    )


def locked(thread_id: UUID) -> Thread:
    """The conversation, held until the transaction ends. Raises UnknownThread."""
    found = (
        Thread.objects.select_for_update(of=("self",))
        .select_related("resident__account", "organisation")
        .filter(id=thread_id)
        .first()
    )
    if found is None:
        raise UnknownThread
    return found


def hold(which: "QuerySet[Any, Any]") -> None:
    """Holds the conversations whose ids these rows give, until the transaction ends."""
    list(
        Thread.objects.select_for_update(of=("self",))
        .filter(id__in=which)
        .order_by("id")
        .values_list("id")
    )


def add_unread(thread: Thread, number: int) -> None:
    """Moves the counter of a conversation and, when it can be seen, that of the resident."""
    if number:
        rows = Thread.objects.filter(id=thread.id)
        rows.update(unread=F("unread") + number)
        thread.unread += number
        if not thread.hidden:
            add_to_mailbox(thread.resident_id, number)


def add_to_mailbox(resident: UUID, number: int) -> None:
    """Moves the badge of a resident, never below zero."""
    rows = Mailbox.objects.filter(resident_id=resident)
    if number < 0:
        rows.filter(unread__gte=-number).update(unread=F("unread") + number)
    elif not rows.update(unread=F("unread") + number):
        box, made = Mailbox.objects.get_or_create(resident_id=resident, defaults={"unread": number})
        if not made:
            Mailbox.objects.filter(pk=box.pk).update(unread=F("unread") + number)


def follow_duties(thread: Thread) -> None:
    """The soonest open duty stands on the conversation, for lists and filters."""
    first = Duty.objects.filter(thread=thread, resolved_at=None).order_by("due").first()
    thread.duty_due = first.due if first else None
    Thread.objects.filter(id=thread.id).update(duty_due=thread.duty_due)


def follow_promises(thread: Thread) -> None:
    """The soonest open promise of an answer or a call stands on the conversation; the day of a
    decision stands in its case."""
    rows = Promise.objects.filter(thread=thread, kept=None).exclude(kind=Promise.DECISION)
    first = rows.order_by("due", F("due_at").asc(nulls_last=True)).first()
    thread.promised = first.due if first else None
    thread.promised_at = first.due_at if first else None
    thread.signal_at = first.signal_at if first else None
    Thread.objects.filter(id=thread.id).update(
        promised=thread.promised, promised_at=thread.promised_at, signal_at=thread.signal_at
    )


def text_hash(texts: Mapping[str, str]) -> str:
    """What the journal keeps of a text: enough to prove it, nothing to read."""
    return hashlib.sha256(json.dumps(dict(texts), sort_keys=True).encode()).hexdigest()
