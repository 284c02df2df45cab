"""Tasks that residents make for themselves, from letters that came on paper."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from oogopslag.core.values import Actor
from oogopslag.inbox import own_reminders
from oogopslag.inbox.errors import EmptyTask, UnknownTask
from oogopslag.inbox.models import OwnTask
from oogopslag.journal import actions as journal

if TYPE_CHECKING:
    from oogopslag.people.models import Resident

KEPT = timedelta(days=90)
"""How long a task that is done can still be seen; then it is deleted. Our own choice."""


@dataclass(frozen=True, kw_only=True)
class OwnTaskView:
    """One task; due is inclusive. `gone`: the day on which a task that is done is deleted."""

    id: UUID
    title: str
    sender: str
    reference: str
    due: date
    remind: bool
    made: date
    done: date | None
    gone: date | None


@transaction.atomic
def make_own_task(
    resident: "Resident",
    *,
    title: str,
    due: date | None,
    key: str,
    sender: str = "",
    reference: str = "",
    remind: bool = False,
) -> UUID:
    """Keeps a task for this resident alone, once per key. Raises EmptyTask without title or day."""
    if not title.strip() or due is None:
        raise EmptyTask
    made, new = OwnTask.objects.get_or_create(
        id=uuid5(resident.id, f"own-task:{key}"),
        defaults={
            "resident": resident,
            "title": title.strip()[:160],
            "sender": sender.strip()[:120],
            "reference": reference.strip()[:80],
            "due": due,
            "remind": remind,
        },
    )
    if new:
        _write("inbox.own_task_made", resident, task=made.id, due=due)
        if remind:
            own_reminders.plan(resident, made)
    return made.id


@transaction.atomic
def finish_own_task(resident: "Resident", task_id: UUID) -> None:
    """Done; a second time changes nothing. Raises UnknownTask for anybody else's."""
    rows = OwnTask.objects.select_for_update().filter(resident=resident, id=task_id)
    task = rows.first()
    if task is None:
        raise UnknownTask
    if task.done is None:
        task.done = timezone.now()
        task.save(update_fields=["done"])
        _write("inbox.own_task_done", resident, task=task.id)


def own_tasks_of(resident: "Resident", limit: int = 50) -> list[OwnTaskView]:
    """What is not done yet, soonest first; one query."""
    rows = OwnTask.objects.filter(resident=resident, done=None).order_by("due", "id")
    return [_view(row) for row in rows[:limit]]


def own_tasks_done(resident: "Resident", limit: int = 50) -> list[OwnTaskView]:
    """What was done and is not deleted yet, newest first; one query."""
    rows = OwnTask.objects.filter(resident=resident, done__isnull=False).order_by("-done", "id")
    return [_view(row) for row in rows[:limit]]


def _view(row: OwnTask) -> OwnTaskView:
    return OwnTaskView(
        id=row.id,
        title=row.title,
        sender=row.sender,
        reference=row.reference,
        due=row.due,
        remind=row.remind,
        made=timezone.localdate(row.made),
        done=timezone.localdate(row.done) if row.done else None,
        gone=timezone.localdate(row.done + KEPT) if row.done else None,
    )


def forget_own_tasks(limit: int = 500) -> int:
    """Deletes tasks that were done long enough ago; gives how many. By the worker."""
    due = OwnTask.objects.filter(done__lte=timezone.now() - KEPT).order_by("done")
    with transaction.atomic():
        rows = list(due.values_list("id", flat=True)[:limit])
        if rows:
            OwnTask.objects.filter(id__in=rows).delete()
            system = Actor(kind="system")
            journal.write("inbox.own_tasks_forgotten", actor=system, tasks=len(rows))
    return len(rows)


def _write(name: str, resident: "Resident", **data: object) -> None:
    actor = Actor(kind="resident", id=str(resident.id))
    journal.write(name, actor=actor, resident=resident.id, **data)  # type: ignore[arg-type]  # the vocabulary checks each
