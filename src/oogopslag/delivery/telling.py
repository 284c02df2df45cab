"""The worker's round for webhooks: leased, posted side by side, settled in one commit."""

from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from oogopslag.delivery import leasing, settling, webhooks
from oogopslag.delivery.adapters.webhook import Call, post_all
from oogopslag.delivery.models import OutboxRow
from oogopslag.delivery.settling import Outcome
from oogopslag.outside.beside import run

BATCH = 100
EACH = 10  # of one address at once


def tell(rounds: int = 10) -> int:
    """Rounds until nothing waits, at most ten; gives how many events were handed over."""
    told = 0
    for _number in range(rounds):
        rows = _lease()
        if not rows:
            break
        told += _tell(rows)
    return told


def _tell(rows: list[OutboxRow]) -> int:
    found = {row.target: webhooks.target(row.target) for row in rows}
    calls = [
        (row, Call(target=target, event=str(row.subject), data=row.text["data"]))
        for row in rows
        if (target := found[row.target])
    ]
    reasons = run(post_all([call for _row, call in calls]))
    said: dict[UUID, str] = {
        row.id: reason for (row, _call), reason in zip(calls, reasons, strict=True)
    }
    counts = settling.settle([_outcome(row, said.get(row.id)) for row in rows])
    for row in rows:
        reason = said.get(row.id)
        if reason:
            webhooks.went_wrong(row.target, reason)
        elif reason is not None:
            webhooks.went_well(row.target)
    return counts["sent"]


def _outcome(row: OutboxRow, reason: str | None) -> Outcome:
    if reason is None:
        return Outcome(row=row, state=OutboxRow.SKIPPED, reason="the webhook was ended")
    if not reason:
        return Outcome(row=row, state=OutboxRow.SENT)
    return Outcome(row=row, state=OutboxRow.FAILED, reason=reason, final=reason.endswith("."))


@transaction.atomic
def _lease() -> list[OutboxRow]:
    """The oldest that wait, not too many of one address."""
    waiting = OutboxRow.objects.filter(
        lane=OutboxRow.MACHINES, state=OutboxRow.WAITING, next_try__lte=timezone.now()
    )
    if connection.features.has_select_for_update_skip_locked:
        waiting = waiting.select_for_update(skip_locked=True)
    rows: list[OutboxRow] = []
    each: dict[str, int] = {}
    for row in waiting.order_by("next_try")[: BATCH * 3]:
        if len(rows) < BATCH and each.get(row.target, 0) < EACH:
            each[row.target] = each.get(row.target, 0) + 1
            rows.append(row)
    until = timezone.now() + leasing.length()
    OutboxRow.objects.filter(id__in=[row.id for row in rows]).update(
        state=OutboxRow.LEASED, leased_until=until
    )
    for row in rows:
        row.state, row.leased_until = OutboxRow.LEASED, until
    return rows
