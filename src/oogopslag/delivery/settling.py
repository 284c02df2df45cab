"""What came of a batch, in one commit: sent, again later, failed for good, or the next rung."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from oogopslag.core import ladder
from oogopslag.core.values import SYSTEM
from oogopslag.delivery import climbing, timing
from oogopslag.delivery.models import OutboxRow, QuietBreak
from oogopslag.delivery.parcel import Handed
from oogopslag.journal import actions as journal
from oogopslag.journal.actions import Entry
from oogopslag.people import actions as people

RETRY_MINUTES = (0, 1, 5, 10, 15)
HOLD_REMINDER = timedelta(hours=1)
_EVENTS = {
    OutboxRow.SENT: "delivery.notified",
    OutboxRow.FAILED: "delivery.failed",
    OutboxRow.SKIPPED: "delivery.skipped",
}
_FIELDS = (
    "state", "attempts", "reason", "next_try", "settled", "leased_until", "follow_at", "provider",
    "reference",
)  # fmt: skip


NOT_HANDED = Handed()


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What came of one row. `final`: again would be useless; `broken`: an address that is wrong."""

    row: OutboxRow
    state: str
    reason: str = ""
    final: bool = False
    broken: str = ""
    handed: Handed = NOT_HANDED


@transaction.atomic
def settle(outcomes: list[Outcome]) -> Mapping[str, int]:
    """Writes what came of a batch; gives how many were sent, failed, skipped, or wait for later.

    A row whose lease ran out meanwhile is somebody else's by now: it is left alone, and counted
    as a possible double when it was sent.
    """
    now = timezone.now()
    ours = _still_ours(outcomes)
    counts = {"sent": 0, "failed": 0, "skipped": 0, "later": 0}
    lines: dict[str, list[Entry]] = {}
    for one in outcomes:
        if one.row.id in ours:
            state = _decided(one, now)
            counts[state] += 1
            if state != "later":
                lines.setdefault(_EVENTS[one.row.state], []).append(_entry(one.row))
    rows = [one.row for one in outcomes if one.row.id in ours]
    _store(rows)
    for one in outcomes:
        if one.broken and one.row.id in ours and one.row.resident_id:
            people.address_broke(one.row.resident_id, one.row.channel, one.broken)
    for name, entries in lines.items():
        journal.write_all(name, entries)
    climbing.fall_through([one.row for one in outcomes if one.row.id in ours])
    return counts


def _store(rows: list[OutboxRow]) -> None:
    """One update for all rows of a kind; only what differs between them is written row by row."""
    kinds: dict[tuple[str, str], list[OutboxRow]] = {}
    for row in rows:
        kinds.setdefault((row.state, row.channel), []).append(row)
    for (state, _channel), same in kinds.items():
        moved = state in {OutboxRow.WAITING, OutboxRow.LATER}
        fields = _FIELDS if moved else tuple(one for one in _FIELDS if one != "next_try")
        values = {field: {getattr(row, field) for row in same} for field in fields}
        equal = {field: found.pop() for field, found in values.items() if len(found) == 1}
        OutboxRow.objects.filter(id__in=[row.id for row in same]).update(**equal)
        if differ := [field for field in fields if field not in equal]:
            OutboxRow.objects.bulk_update(same, differ, batch_size=200)


def _still_ours(outcomes: list[Outcome]) -> set[UUID]:
    leases = {one.row.id: one.row.leased_until for one in outcomes}
    rows = OutboxRow.objects.select_for_update().filter(id__in=leases, state=OutboxRow.LEASED)
    held = dict(rows.values_list("id", "leased_until"))
    lost = [
        one.row.id
        for one in outcomes
        if held.get(one.row.id) != leases[one.row.id] and one.state == OutboxRow.SENT
    ]
    if lost:
        OutboxRow.objects.filter(id__in=lost).update(repeats=F("repeats") + 1)
    return {key for key, until in held.items() if until == leases[key]}


def _decided(one: Outcome, now: datetime) -> str:
    """Sets the row's new state; gives under which figure it counts."""
    row = one.row
    row.leased_until, row.reason = None, one.reason[:200]
    if one.state == OutboxRow.LATER:  # quiet hours, or a condition nobody could tell
        row.state, row.next_try = OutboxRow.LATER, _when(row, one.reason, now)
        return "later"
    row.attempts += 1
    if one.state == OutboxRow.FAILED and not one.final and row.attempts < len(RETRY_MINUTES):
        timing.put_at(row, now + timedelta(minutes=RETRY_MINUTES[row.attempts]), now)
        return "later"
    row.state, row.settled = one.state, now
    row.provider, row.reference = one.handed.provider, one.handed.reference
    if row.state == OutboxRow.SENT:
        climbing.look_again(row, now)
        _count_quiet_break(row, now)
    return row.state


def _when(row: OutboxRow, reason: str, now: datetime) -> datetime:
    return timing.allowed_from(row, now if reason == "quiet hours" else now + HOLD_REMINDER)


def _count_quiet_break(row: OutboxRow, now: datetime) -> None:
    if not row.quiet_reason or row.channel not in ladder.DISTURBING or not timing.is_quiet(now):
        return
    about: dict[str, Any] = {
        "organisation": row.organisation,
        "month": timezone.localdate(now).replace(day=1),
        "reason": row.quiet_reason,
    }
    QuietBreak.objects.get_or_create(**about)
    QuietBreak.objects.filter(**about).update(times=F("times") + 1)


def _entry(row: OutboxRow) -> Entry:
    return Entry(
        actor=SYSTEM,
        resident=row.resident_id,
        organisation=row.organisation,
        chain=f"delivery:{row.id}",
        data={
            "subject": row.subject,
            "channel": row.channel,
            "attempts": row.attempts,
            "step": row.step,
        },
    )
