"""Reminders of what must be done: at most four, and only while it is still open."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime, time, timedelta
from functools import partial
from uuid import UUID

from django.utils import timezone

from oogopslag.core import ladder
from oogopslag.delivery import actions as delivery
from oogopslag.delivery import wanted
from oogopslag.delivery.errors import ConditionUnknown
from oogopslag.inbox import notices
from oogopslag.inbox.models import Duty, Message, Thread

_MORNING = time(9, 30)


def plan_reminders(thread: Thread, duty: Duty) -> None:
    """A payment every third day of the last 13 and on the last; anything else two days before."""
    today = timezone.localdate()
    left = (duty.due - today).days
    days = (
        ladder.payment_days(left) if duty.kind == Duty.PAYMENT else tuple({2} if left > 2 else ())
    )
    plan = delivery.Plan(service=thread.service, formal=False)
    for step, before in enumerate(days, start=1):
        moment = datetime.combine(duty.due - timedelta(days=before), _MORNING, ladder.HERE)
        delivery.remind(
            thread.resident, thread.organisation.slug, duty.id,
            notices.of_duty(thread, duty, last_day=before == 0),
            moments=[moment], condition="inbox.duty_open", plan=plan, first_step=step,
        )  # fmt: skip


def _unopened(message_id: UUID) -> bool:
    return bool(_unopened_of([message_id]))


def _unopened_of(messages: Collection[UUID]) -> set[UUID]:
    rows = Message.objects.filter(id__in=messages, first_opened=None, retracted=None)
    return set(rows.values_list("id", flat=True))


def _unanswered(message_id: UUID) -> bool:
    """Not retracted, and nothing came from the resident since."""
    message = Message.objects.filter(id=message_id, retracted=None).first()
    if message is None:
        return False
    later = Message.objects.filter(thread_id=message.thread_id, id__gt=message.id)
    return not later.filter(by__in=("resident", "helper")).exists()


def _duty_open(duty_id: UUID) -> bool:
    return Duty.objects.filter(id=duty_id, resolved_at=None).exists()


def _by_url(standing: Callable[[UUID], bool], message_id: UUID) -> bool:
    """What we know ourselves; the sender is only asked together with others, outside."""
    if not standing(message_id):
        return False
    raise ConditionUnknown


def _by_url_of(standing: Callable[[UUID], bool], messages: Collection[UUID]) -> Mapping[UUID, bool]:
    """No for what is no longer wanted by us; for the rest what the sender says now, if anything."""
    rows = Message.objects.filter(id__in=messages).select_related(
        "thread__organisation", "thread__resident"
    )
    found = {row.id: row for row in rows}
    told = {one: False for one in messages if one not in found or not standing(one)}
    asked = [
        wanted.Asked(
            message=row.id,
            organisation=row.thread.organisation.slug,
            sandbox=row.thread.resident.sandbox_id is not None,
            url=row.only_if_url,
        )
        for row in found.values()
        if row.id not in told
    ]
    return {**told, **wanted.wanted(asked)}


for _name, _standing in (("unopened", _unopened), ("unanswered", _unanswered)):
    delivery.register_condition(
        f"inbox.{_name}_by_url",
        partial(_by_url, _standing),
        together=partial(_by_url_of, _standing),
    )
delivery.register_condition("inbox.unopened", _unopened, together=_unopened_of)
delivery.register_condition("inbox.unanswered", _unanswered)
delivery.register_condition("inbox.duty_open", _duty_open)
