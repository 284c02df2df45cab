"""The next rung of the ladder: when this one went unread, failed, or has no address."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from oogopslag.core import ladder
from oogopslag.delivery import conditions, reach, timing
from oogopslag.delivery.errors import ConditionUnknown
from oogopslag.delivery.models import OutboxRow

BATCH = 200


def look_again(row: OutboxRow, now: datetime) -> None:
    """A first notice that was handed over is looked at again when its patience ends."""
    if row.resident_id and not row.step and row.channel in ladder.PATIENCE and row.condition:
        row.follow_at = now + ladder.PATIENCE[row.channel]


def fall_through(rows: list[OutboxRow]) -> int:
    """Those that failed for good, or had nowhere to go, go on by the next rung at once."""
    lost = [
        row
        for row in rows
        if row.state == OutboxRow.FAILED
        or (row.state == OutboxRow.SKIPPED and row.reason == "no address")
    ]
    return sum(_climb(row) for row in lost)


def climb(limit: int = BATCH) -> int:
    """Notices whose patience ended while still unread go on by the next rung."""
    now = timezone.now()
    due = OutboxRow.objects.filter(follow_at__lte=now).order_by("follow_at")
    ids = list(due.values_list("id", flat=True)[:limit])
    return sum(_follow(key, now) for key in ids)


@transaction.atomic
def _follow(key: UUID, now: datetime) -> bool:
    rows = OutboxRow.objects.select_for_update(of=("self",)).select_related("resident__account")
    row = rows.filter(id=key, follow_at__lte=now).first()
    if row is None:
        return False
    try:
        wanted = conditions.holds(row.condition, row.subject)
    except ConditionUnknown:
        wanted = True
    OutboxRow.objects.filter(id=row.id).update(follow_at=None)
    return wanted and _climb(row)


def _climb(row: OutboxRow) -> bool:
    """Writes the row of the next rung, once; False at the end of the ladder."""
    if row.resident is None:
        return False
    # After a failure paper is always there, also for what has no legal effect.
    failed = row.state != OutboxRow.SENT
    found = reach.of(row.resident, row.service, formal=row.formal or failed)
    channel = ladder.following(row.channel, found.ladder)
    if not channel:
        return False
    now = timezone.now()
    after = OutboxRow(
        resident=row.resident,
        organisation=row.organisation,
        subject=row.subject,
        service=row.service,
        channel=channel,
        step=row.step,
        lane=row.lane,
        text=row.text,
        opens=row.opens,
        condition=row.condition,
        formal=row.formal,
        quiet_reason=row.quiet_reason,
        not_before=now,
    )
    timing.put_at(after, now, now)
    return bool(OutboxRow.objects.bulk_create([after], ignore_conflicts=True))
