"""What became of an SMS after it was handed over: arrived, or bounced."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from oogopslag.core.values import SYSTEM
from oogopslag.delivery import climbing, providers, timing
from oogopslag.delivery.errors import Refused, Undeliverable
from oogopslag.delivery.models import OutboxRow
from oogopslag.journal import actions as journal

ASKED_FOR = timedelta(hours=72)
BATCH = 50
ARRIVED = frozenset({"delivered", "received"})
FOR_GOOD = frozenset({"permanent-failure", "technical-failure"})
FOR_NOW = frozenset({"temporary-failure"})


def ask_receipts(limit: int = BATCH) -> int:
    """Asks providers what became of what they took; gives how many are known now."""
    known = {one.name: one for one in providers.configured()}
    since = timezone.now() - ASKED_FOR
    rows = OutboxRow.objects.filter(
        channel="sms", state=OutboxRow.SENT, receipt=None, provider__in=known, settled__gte=since
    )
    done = 0
    for row in rows.order_by("-settled")[:limit]:
        try:
            status = known[row.provider].status(row.reference)
        except (Undeliverable, Refused):
            continue
        done += _settled(row, status)
    return done


@transaction.atomic
def _settled(row: OutboxRow, status: str) -> bool:
    now = timezone.now()
    found = OutboxRow.objects.select_for_update(of=("self",)).select_related("resident__account")
    row = found.get(id=row.id)
    if row.receipt is not None or row.state != OutboxRow.SENT:
        return False
    if status in ARRIVED:
        row.receipt = now
        row.save(update_fields=["receipt"])
        return True
    if status in FOR_GOOD | FOR_NOW:
        bounced(row, once_more=status in FOR_NOW and row.attempts < 2)
        return True
    return False


def bounced(row: OutboxRow, *, once_more: bool) -> None:
    """At least once more when it may help; else the row fails and the next rung follows."""
    now = timezone.now()
    journal.write(
        "delivery.bounced",
        actor=SYSTEM,
        resident=row.resident_id,
        organisation=row.organisation,
        chain=f"delivery:{row.id}",
        subject=row.subject,
        channel=row.channel,
    )
    row.follow_at, row.reason = None, "bounced"
    if once_more:
        timing.put_at(row, now + timedelta(minutes=5), now)
        row.settled = None
    else:
        row.state, row.settled = OutboxRow.FAILED, now
    row.save()
    if not once_more:
        climbing.fall_through([row])
