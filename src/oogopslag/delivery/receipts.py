"""What became of an SMS, mail or letter after it was handed over: arrived, or bounced.

We ask providers of SMS ourselves; any provider may tell us sooner (doors/api/receipts.py).
"""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from oogopslag.core.values import SYSTEM
from oogopslag.delivery import climbing, posted, providers, timing
from oogopslag.delivery.errors import Refused, Undeliverable, UnknownDelivery
from oogopslag.delivery.models import OutboxRow
from oogopslag.journal import actions as journal
from oogopslag.people import actions as people

ASKED_FOR = timedelta(hours=72)
BATCH = 50
ARRIVED = frozenset({"delivered", "received"})
POSTED = "received"  # of a letter: the provider printed and posted it (GOV.UK Notify)
FOR_GOOD = frozenset({"permanent-failure", "technical-failure", "returned"})
BROKEN = frozenset({"permanent-failure", "returned"})  # it is the address that is wrong
TOLD_OF = frozenset({"sms", "email", "letter"})
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
        if row.channel == "letter" and status == POSTED:
            posted.tell([row], timezone.localdate())
        return True
    if status in FOR_GOOD | FOR_NOW:
        bounced(row, once_more=status in FOR_NOW and row.attempts < 2)
        return True
    return False


def told(delivery: UUID, *, status: str, reference: str = "", address: str = "") -> bool:
    """A provider tells what became of one delivery; False when that changes nothing (any more).

    `status` as in GOV.UK Notify, or "returned" for a letter; `reference` is the provider's own, to
    leave out a word about an earlier try. For good, and by the address: the address is marked,
    where the resident has no other one by now. Raises UnknownDelivery.
    """
    row = OutboxRow.objects.filter(id=delivery, channel__in=TOLD_OF).first()
    if row is None:
        raise UnknownDelivery
    if reference and row.reference and reference != row.reference:
        return False
    with transaction.atomic():
        changed = _settled(row, status)
        if changed and status in BROKEN and row.resident_id:
            people.address_broke(row.resident_id, row.channel, address)
    return changed


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
