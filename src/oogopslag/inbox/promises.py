"""Promises: made, kept, missed. The register and its figures are moved by these events only."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from oogopslag.core.values import SYSTEM, Actor
from oogopslag.inbox.models import Message, Promise, PromiseTally, Thread
from oogopslag.inbox.writing import follow_promises, locked, write


@transaction.atomic
def make(
    thread: Thread,
    *,
    kind: str,
    due: date,
    actor: Actor,
    message: Message | None = None,
    due_at: datetime | None = None,
    signal_at: datetime | None = None,
) -> Promise:
    """The organisation promises an answer, a call or a decision by a day (inclusive).

    In working hours also by a moment on it, with when to warn the team (within.py).
    """
    promise = Promise.objects.create(
        thread=thread,
        message=message,
        organisation=thread.organisation,
        kind=kind,
        due=due,
        due_at=due_at,
        signal_at=signal_at,
        made=timezone.now(),
    )
    follow_promises(thread)
    _tally(promise, "made", timezone.localdate())
    data: dict[str, Any] = {"promise": promise.id, "kind": kind, "due": due}
    if due_at:
        data["due_at"] = int(due_at.timestamp())
    write("inbox.promised", thread, actor, **data)
    return promise


@transaction.atomic
def keep(thread: Thread, *, kind: str, actor: Actor) -> None:
    """Every open promise of this kind is met now; one whose end is past was missed all the same."""
    now, today = timezone.now(), timezone.localdate()
    for promise in Promise.objects.filter(thread=thread, kind=kind, kept=None).order_by("id"):
        late = promise.is_over(now, today)
        if late and promise.missed is None:
            _miss(promise, thread)
        promise.kept = now
        promise.save(update_fields=["kept"])
        if not late:
            _tally(promise, "kept", today)
        write(
            "inbox.promise_kept", thread, actor,
            promise=promise.id, kind=kind, due=promise.due, late=late,
        )  # fmt: skip
    follow_promises(thread)


@transaction.atomic
def set_day(thread: Thread, *, kind: str, due: date | None, actor: Actor) -> None:
    """One open promise of this kind, on this day; None: for now there is no day.

    A day that has passed cannot be moved: then it was missed, and stays so.
    """
    rows = list(Promise.objects.filter(thread=thread, kind=kind, kept=None).order_by("id"))
    today = timezone.localdate()
    for promise in rows:
        if promise.missed is None and promise.due < today:
            _miss(promise, thread)
    if any(promise.missed for promise in rows) or [p.due for p in rows] == [due]:
        return
    for promise in rows:
        _drop(promise, thread, actor)
    if due is not None:
        make(thread, kind=kind, due=due, actor=actor)


@transaction.atomic
def drop(thread: Thread, *, actor: Actor) -> None:
    """Open promises go with the conversation to the right body; they count for nobody here."""
    for promise in Promise.objects.filter(thread=thread, kept=None, missed=None).order_by("id"):
        _drop(promise, thread, actor)
    follow_promises(thread)


def _drop(promise: Promise, thread: Thread, actor: Actor) -> None:
    write(
        "inbox.promise_dropped", thread, actor,
        promise=promise.id, kind=promise.kind, due=promise.due,
    )  # fmt: skip
    _tally(promise, "made", timezone.localdate(promise.made), -1)
    promise.delete()


def lapse(limit: int = 200) -> int:
    """Promises whose day, or moment, is over and that nobody kept are missed from now on."""
    now, today = timezone.now(), timezone.localdate()
    past = Promise.objects.filter(kept=None, missed=None, due__lte=today)
    past = past.filter(Q(due_at=None, due__lt=today) | Q(due_at__lt=now))
    ids = list(past.order_by("due", "id").values_list("id", "thread_id")[:limit])
    return sum(_lapse(promise, thread) for promise, thread in ids)


@transaction.atomic
def _lapse(promise_id: UUID, thread_id: UUID) -> bool:
    thread = locked(thread_id)
    promise = Promise.objects.filter(id=promise_id, kept=None, missed=None).first()
    if promise is not None:
        _miss(promise, thread)
    return promise is not None


def _miss(promise: Promise, thread: Thread) -> None:
    promise.missed = timezone.now()
    promise.save(update_fields=["missed"])
    _tally(promise, "missed", promise.due)
    write(
        "inbox.promise_missed", thread, SYSTEM,
        promise=promise.id, kind=promise.kind, due=promise.due,
    )  # fmt: skip


def _tally(promise: Promise, figure: str, day: date, by: int = 1) -> None:
    """Moves one stored figure: promises are never counted on a page."""
    month: dict[str, Any] = {"month": day.replace(day=1), "kind": promise.kind}
    rows = PromiseTally.objects.filter(organisation_id=promise.organisation_id, **month)
    if not rows.update(**{figure: F(figure) + by}):
        PromiseTally.objects.get_or_create(organisation_id=promise.organisation_id, **month)
        rows.update(**{figure: F(figure) + by})
