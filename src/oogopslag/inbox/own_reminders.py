"""Reminders of what residents wrote down for themselves: only by channels they agreed to.

A notice says no more than that a day comes near; what must be done stands behind the login.
"""

from collections.abc import Collection
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from babel.dates import format_date
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from oogopslag.core import ladder
from oogopslag.delivery import actions as delivery
from oogopslag.delivery import queries as delivered
from oogopslag.inbox.models import OwnTask
from oogopslag.inbox.notices import LANGUAGES

if TYPE_CHECKING:
    from oogopslag.people.models import Resident

DAYS_BEFORE = (2, 0)
_MORNING = time(9, 30)
_CONDITION = "inbox.own_task_open"
_PLAN = delivery.Plan(formal=False)


def can_remind(resident: "Resident") -> bool:
    """Whether there is a way but paper: about people's own notes no letter is sent."""
    return bool(set(delivered.reach(resident, formal=False).ladder) - {"letter"})


def plan(resident: "Resident", task: OwnTask) -> int:
    """Two days before and on the last day, in the morning, while it is open; gives how many."""
    if not can_remind(resident):
        return 0
    planned = 0
    for step, before in enumerate(DAYS_BEFORE, start=1):
        moment = datetime.combine(task.due - timedelta(days=before), _MORNING, ladder.HERE)
        planned += delivery.remind(
            resident, "", task.id, _notice(task, last_day=before == 0),
            moments=[moment], condition=_CONDITION, plan=_PLAN, first_step=step,
        )  # fmt: skip
    return planned


def _notice(task: OwnTask, *, last_day: bool) -> delivery.Notice:
    made: dict[str, dict[str, str]] = {"title": {}, "body": {}, "short": {}}
    for language in LANGUAGES:
        with translation.override(language):
            day = {"day": format_date(task.due, "d MMMM y", locale=language)}
            said = (
                _("Today, %(day)s, is the last day.")
                if last_day
                else _("You have until and including %(day)s.")
            )
            title = _("A task that you made yourself")
            about = _("You asked us to remind you of a task that you made yourself.")
            made["title"][language] = title
            made["body"][language] = f"{about} {said % day}"
            made["short"][language] = f"{title}. {said % day}"
    return delivery.Notice(**made, opens=reverse("r_own_tasks"))


def _open(task_id: UUID) -> bool:
    return OwnTask.objects.filter(id=task_id, done=None).exists()


def _open_of(tasks: Collection[UUID]) -> set[UUID]:
    return set(OwnTask.objects.filter(id__in=tasks, done=None).values_list("id", flat=True))


delivery.register_condition(_CONDITION, _open, together=_open_of)
