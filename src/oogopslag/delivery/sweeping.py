"""Nothing gets stuck: rows without a lease, rows a jumping clock sent far away, failed rows."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from oogopslag.core.values import SYSTEM
from oogopslag.delivery import leasing, timing
from oogopslag.delivery.models import OutboxRow
from oogopslag.delivery.settling import RETRY_MINUTES
from oogopslag.journal import actions as journal

STUCK_AFTER = timedelta(hours=1)
_FAR = timedelta(minutes=max(RETRY_MINUTES) * 2)
BATCH = 500


@transaction.atomic
def sweep(limit: int = BATCH) -> int:
    """Puts in line again what should have gone over an hour ago and did not.

    A clock that jumped ahead and back leaves rows that wait for a far day, or hold a lease of a
    far day. Quiet hours and planned moments are no reason to be swept.
    """
    now = timezone.now()
    meant = Q(not_before__lte=now - STUCK_AFTER)
    leased = Q(state=OutboxRow.LEASED) & (
        Q(leased_until=None) | Q(leased_until__gt=now + leasing.length() + _FAR)
    )
    far = Q(state=OutboxRow.LATER, next_try__gt=now + _FAR)
    stuck = 0
    for row in OutboxRow.objects.filter(meant, leased | far).order_by("id")[:limit]:
        repeat = row.state == OutboxRow.LEASED
        before = row.next_try
        timing.put_at(row, now, now)
        if not repeat and row.next_try >= before - _FAR:
            continue  # it waits for the morning, as it should
        OutboxRow.objects.filter(id=row.id).update(
            state=row.state, next_try=row.next_try, leased_until=None,
            repeats=F("repeats") + int(repeat),
        )  # fmt: skip
        stuck += 1
    return stuck


@transaction.atomic
def requeue(row_id: UUID, *, organisation: str = "") -> bool:
    """Puts a row that failed for good in line again; False when it had not failed.

    With an organisation, only a row of theirs.
    """
    rows = OutboxRow.objects.select_for_update().filter(id=row_id, state=OutboxRow.FAILED)
    row = (rows.filter(organisation=organisation) if organisation else rows).first()
    if row is None:
        return False
    now = timezone.now()
    row.attempts, row.reason, row.settled = 0, "", None
    timing.put_at(row, now, now)
    row.save()
    journal.write(
        "delivery.requeued",
        actor=SYSTEM,
        resident=row.resident_id,
        organisation=row.organisation,
        chain=f"delivery:{row.id}",
        subject=row.subject,
        channel=row.channel,
    )
    return True
