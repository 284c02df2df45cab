"""What a resident must do, until a day; done by whoever does it."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from oogopslag.core.law import Text
from oogopslag.core.values import Actor
from oogopslag.inbox.models import Duty, Message, Thread
from oogopslag.inbox.reminding import plan_reminders
from oogopslag.inbox.writing import follow_duties, write


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
    clock: str = "",
    reason: str = "",
) -> Duty:
    """Something the resident must do, by a day (inclusive).

    `kind` is one of Duty.KINDS, `reason` of Duty.REASONS or empty, `clock` what it does to the
    legal term: continues, pauses, resets (`pauses_term` stands for the second).
    """
    clock = clock or (Duty.PAUSES if pauses_term else Duty.CONTINUES)
    if (
        kind not in Duty.KINDS
        or clock not in Duty.CLOCKS
        or (reason and reason not in Duty.REASONS)
    ):
        raise ValueError("not a kind, clock or reason of a duty")
    duty = Duty.objects.create(
        resident=thread.resident,
        thread=thread,
        message=message,
        kind=kind,
        reason=reason,
        title=dict(title),
        due=due,
        clock=clock,
    )
    follow_duties(thread)
    plan_reminders(thread, duty)
    write(
        "inbox.asked", thread, actor,
        duty=duty.id, kind=kind, due=due, pauses=clock == Duty.PAUSES, clock=clock,
    )  # fmt: skip
    return duty


@transaction.atomic
def resolve(duty: Duty, *, actor: Actor) -> None:
    """The duty is done, by whoever did it; a second time changes nothing."""
    rows = Duty.objects.filter(id=duty.id, resolved_at=None)
    if rows.update(resolved_at=timezone.now(), resolved_by=str(actor)):
        follow_duties(duty.thread)
        write("inbox.resolved", duty.thread, actor, duty=duty.id)


@transaction.atomic
def resolve_all(thread_id: UUID, *, actor: Actor) -> None:
    """Every open duty of a conversation is done: its case was decided or withdrawn."""
    for duty in Duty.objects.filter(thread_id=thread_id, resolved_at=None):
        resolve(duty, actor=actor)
