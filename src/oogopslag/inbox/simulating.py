"""What the simulators of a sandbox do: open, answer, contradict; and its clock.

Moving the clock forward makes everything in the sandbox so much older, in the rows themselves: then
every rule that asks how long ago something was holds without knowing of a sandbox.
"""

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from oogopslag.core.values import Actor
from oogopslag.delivery import sandbox as delivery
from oogopslag.inbox.errors import InboxError
from oogopslag.inbox.models import Duty, Message, Promise, Thread
from oogopslag.inbox.reading import opened
from oogopslag.inbox.replying import reply
from oogopslag.people import actions as people
from oogopslag.people import queries as who

if TYPE_CHECKING:
    from collections.abc import Sequence

    from oogopslag.people.models import Organisation

OPENS = ("delivered", "bounces-once", "replies", "contradicts")
ANSWERS = {
    "replies": "Dank u wel, dit is duidelijk. Wanneer hoor ik meer?",
    "contradicts": "In uw brief staat een gegeven dat niet klopt. Wilt u dit nakijken?",
}
PATIENCE = timedelta(minutes=1)
BATCH = 50


def ahead(organisation: "Organisation") -> int:
    """How far the clock of this sandbox was moved, in seconds."""
    return who.sandbox_ahead(organisation)


@transaction.atomic
def forward(organisation: "Organisation", seconds: int) -> None:
    """Moves the clock of a sandbox forward; nothing outside the sandbox changes."""
    by = timedelta(seconds=seconds)
    residents = who.simulated_of(organisation)
    threads = Thread.objects.filter(resident_id__in=residents)
    threads.update(content_changed=F("content_changed") - by)
    threads.exclude(visible_from=None).update(visible_from=F("visible_from") - by)
    messages = Message.objects.filter(thread__resident_id__in=residents)
    Message.objects.filter(id__in=messages.values("id")).update(placed=F("placed") - by)
    days = timedelta(days=by.days)
    if days:
        Duty.objects.filter(resident_id__in=residents).update(due=F("due") - days)
        owed = Promise.objects.filter(thread__resident_id__in=residents)
        Promise.objects.filter(id__in=owed.values("id"), due_at=None).update(due=F("due") - days)
    _older_promises(residents, by)
    delivery.grow_older(residents, by)
    people.move_sandbox(organisation, seconds)


def _older_promises(residents: "Sequence[UUID]", by: timedelta) -> None:
    """Those in working hours have a moment, and a day that follows from it."""
    owed = Promise.objects.filter(thread__resident_id__in=residents).exclude(due_at=None)
    for promise in owed:
        assert promise.due_at and promise.signal_at  # noqa: S101 -- for the type checker; see above
        promise.due_at, promise.signal_at = promise.due_at - by, promise.signal_at - by
        promise.due = timezone.localdate(promise.due_at)
        promise.save(update_fields=["due", "due_at", "signal_at"])


def act() -> int:
    """Simulators open what arrived and answer what is a minute old; gives how many acted."""
    residents = who.simulated()
    if not residents:
        return 0
    return sum(_open(key) for key, name in residents.items() if name in OPENS) + sum(
        _answer(key, ANSWERS[name]) for key, name in residents.items() if name in ANSWERS
    )


def _open(resident: UUID) -> int:
    """What was handed over is opened."""
    rows = Thread.objects.filter(resident_id=resident, unread__gt=0, hidden=False)
    done = 0
    for thread in rows.select_related("resident", "organisation")[:BATCH]:
        last = thread.messages.filter(by="organisation").order_by("-id").first()
        if last and delivery.handed_over(last.id):
            opened(thread, level="substantial")
            done += 1
    return done


def _answer(resident: UUID, text: str) -> int:
    """What is a minute old and has no answer gets one."""
    rows = Thread.objects.filter(
        resident_id=resident, waiting_since=None, hidden=False, closed=None
    )
    done = 0
    for thread in rows.order_by("-content_changed")[:BATCH]:
        last = thread.messages.order_by("-id").first()
        if last is None or last.by != "organisation" or not last.reply_allowed:
            continue
        if last.placed > timezone.now() - PATIENCE:
            continue
        actor = Actor(kind="resident", id=str(resident))
        try:
            reply(thread, text=text, key=f"sim:{last.id}", actor=actor, in_reply_to=last.id)
        except InboxError:
            continue
        done += 1
    return done
