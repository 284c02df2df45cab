"""Writes the rows that will notify, inside the transaction of what they are about."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from oogopslag.core import ladder
from oogopslag.core.values import Actor
from oogopslag.delivery import conditions, timing
from oogopslag.delivery import reach as reaching
from oogopslag.delivery.models import OutboxRow
from oogopslag.delivery.plan import Notice, Plan
from oogopslag.delivery.reach import Reach
from oogopslag.journal import actions as journal

if TYPE_CHECKING:
    from oogopslag.people.models import Resident

USUAL = Plan()


def promise(
    resident: "Resident",
    organisation: str,
    subject: UUID,
    notice: Notice,
    *,
    condition: str = "",
    plan: Plan = USUAL,
    reach: Reach | None = None,
) -> tuple[str, ...]:
    """Writes the first rung of the ladder; gives the channels of its rows.

    `reach` is that of this resident, service and formality, when the caller asked for it already.

    The next rung follows when this one goes unread, fails, or has no address (climbing.py).
    Raises UnknownCondition.
    """
    conditions.known(condition)
    now = timezone.now()
    found = reach or reaching.of(resident, plan.service, formal=plan.formal)
    if not found.ladder:
        return ()
    row = _row(
        resident, organisation, subject,
        notice=notice, channel=found.ladder[0], plan=plan, condition=condition,
    )  # fmt: skip
    starts = max(now, plan.not_before or now)
    row.not_before = starts + timing.spread_over(plan.spread)
    timing.put_at(row, row.not_before, now)
    row.save(force_insert=True)
    return (row.channel,)


def remind(
    resident: "Resident",
    organisation: str,
    subject: UUID,
    notice: Notice,
    *,
    moments: Sequence[datetime],
    condition: str,
    plan: Plan,
    first_step: int = 1,
) -> int:
    """Plans reminders at these moments, at most four per subject; gives how many.

    Each goes only while its condition holds. By the first agreed channel with a text: a push
    says nothing of what is due. Raises UnknownCondition.
    """
    conditions.known(condition)
    now, planned = timezone.now(), 0
    found = reaching.of(resident, plan.service, formal=plan.formal)
    if not found.ladder:
        return 0
    channel = next((one for one in ("email", "sms", "letter") if one in found.ladder), "push")
    for step, moment in enumerate(sorted(moments), start=first_step):
        if step > ladder.MOST_REMINDERS or moment <= now:
            continue
        row = _row(
            resident, organisation, subject,
            notice=notice, channel=channel, plan=plan, condition=condition,
        )  # fmt: skip
        row.step, row.not_before = step, moment
        timing.put_at(row, moment, now)
        row.save(force_insert=True)
        planned += 1
    return planned


def _row(
    resident: "Resident",
    organisation: str,
    subject: UUID,
    *,
    notice: Notice,
    channel: str,
    plan: Plan,
    condition: str,
) -> OutboxRow:
    return OutboxRow(
        resident=resident,
        organisation=organisation,
        subject=subject,
        service=plan.service,
        channel=channel,
        lane=OutboxRow.LANES[plan.lane],
        text={
            "title": dict(notice.title),
            "body": dict(notice.body),
            "short": dict(notice.short),
        },
        opens=notice.opens,
        condition=condition,
        formal=plan.formal,
        quiet_reason=plan.quiet_reason,
    )


def promise_to(
    organisation: str,
    subject: UUID,
    *,
    channel: str,
    target: str,
    data: Mapping[str, Any],
    lane: str = "normal",
    step: int = 0,
) -> UUID:
    """Writes a row for a machine instead of a resident: a webhook.

    One for each (subject, channel, target, step); `data` is what the channel sends. Gives the id
    of the delivery.
    """
    now = timezone.now()
    row = OutboxRow.objects.create(
        organisation=organisation,
        subject=subject,
        channel=channel,
        target=target,
        step=step,
        lane=OutboxRow.LANES[lane],
        text={"data": dict(data)},
        formal=False,
        not_before=now,
        next_try=now,
    )
    return row.id


@transaction.atomic
def cancel(subject: UUID, *, actor: Actor) -> bool:
    """Takes back what was not handed over yet; False when something went out already."""
    rows = list(OutboxRow.objects.select_for_update().filter(subject=subject, step=0))
    if any(row.state in {OutboxRow.SENT, OutboxRow.LEASED, OutboxRow.FAILED} for row in rows):
        return False
    now = timezone.now()
    open_ = OutboxRow.objects.filter(
        subject=subject, state__in=(OutboxRow.WAITING, OutboxRow.LATER)
    )
    for row in open_:
        row.state, row.settled, row.reason = OutboxRow.CANCELLED, now, "retracted"
        row.save(update_fields=["state", "settled", "reason"])
        journal.write(
            "delivery.cancelled",
            actor=actor,
            resident=row.resident_id,
            organisation=row.organisation,
            chain=f"delivery:{row.id}",
            subject=row.subject,
            channel=row.channel,
        )
    return True
