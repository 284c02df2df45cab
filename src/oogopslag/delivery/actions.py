"""Promise a notification, and keep the promise."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from oogopslag.core.values import SYSTEM
from oogopslag.delivery.adapters.channels import channels
from oogopslag.delivery.errors import NoAddress, Undeliverable, UnknownCondition
from oogopslag.delivery.models import OutboxRow
from oogopslag.delivery.parcel import Parcel
from oogopslag.journal import actions as journal
from oogopslag.people import queries as people

if TYPE_CHECKING:
    from oogopslag.people.models import Resident

Condition = Callable[[UUID], bool]
LEASE = timedelta(minutes=5)
RETRY_MINUTES = (0, 1, 5, 10, 15)
_conditions: dict[str, Condition] = {}


@dataclass(frozen=True, kw_only=True)
class Notice:
    """What a notification says: title without anything sensitive, and body, by language.

    `opens` is the path where the message can be read and answered.
    """

    title: Mapping[str, str]
    body: Mapping[str, str]
    opens: str = ""


@dataclass(frozen=True, kw_only=True)
class Delivered:
    """What one round of the worker did."""

    sent: int
    failed: int
    skipped: int
    later: int


def register_condition(name: str, function: Condition) -> None:
    """A higher room says how to tell, at send time, whether a notice is still wanted."""
    _conditions[name] = function


def promise(
    resident: "Resident",
    organisation: str,
    subject: UUID,
    notice: Notice,
    *,
    condition: str = "",
    lane: int = OutboxRow.NORMAL,
    hold: timedelta = timedelta(),
) -> None:
    """Writes the rows that will notify, inside the caller's transaction.

    One row for each channel the resident agreed to (Awb 2:8); a letter where no e-mail was agreed.
    Push comes on top: a telephone that is lost or empty never stands between somebody and a term.
    Raises UnknownCondition.
    """
    if condition and condition not in _conditions:
        raise UnknownCondition(condition)
    agreed = {w.channel for w in people.wishes(resident) if w.agreed}
    for channel in [*sorted(agreed & {"push"}), "email" if "email" in agreed else "letter"]:
        OutboxRow.objects.create(
            resident=resident,
            organisation=organisation,
            subject=subject,
            channel=channel,
            lane=lane,
            text={"title": dict(notice.title), "body": dict(notice.body)},
            opens=notice.opens,
            condition=condition,
            next_try=timezone.now() + hold,
        )


def deliver_due(limit: int = 100) -> Delivered:
    """Leases a batch, sends it outside any transaction, and settles what came of it.

    A worker that dies keeps its lease for five minutes; then another takes the rows over.
    """
    counts = {"sent": 0, "failed": 0, "skipped": 0, "later": 0}
    for row in _leased(limit):
        counts[_settle(row, *_sent(row))] += 1
    return Delivered(**counts)


@transaction.atomic
def _leased(limit: int) -> list[OutboxRow]:
    now = timezone.now()
    OutboxRow.objects.filter(state=OutboxRow.LEASED, leased_until__lt=now).update(
        state=OutboxRow.WAITING
    )
    due = OutboxRow.objects.filter(state=OutboxRow.WAITING, next_try__lte=now)
    if connection.features.has_select_for_update_skip_locked:
        due = due.select_for_update(skip_locked=True, of=("self",))
    rows = list(due.order_by("lane", "next_try").select_related("resident__account")[:limit])
    OutboxRow.objects.filter(id__in=[row.id for row in rows]).update(
        state=OutboxRow.LEASED, leased_until=now + LEASE
    )
    return rows


def _sent(row: OutboxRow) -> tuple[str, str]:
    """What came of sending: (state, reason)."""
    if row.condition and not _conditions[row.condition](row.subject):
        return OutboxRow.SKIPPED, ""
    try:
        channels()[row.channel](_parcel(row))
    except NoAddress:
        return OutboxRow.SKIPPED, "no address"
    except Undeliverable as error:
        return OutboxRow.FAILED, str(error)
    return OutboxRow.SENT, ""


def _parcel(row: OutboxRow) -> Parcel:
    language = people.language_of(row.resident)
    wishes = people.wishes(row.resident)
    return Parcel(
        resident=row.resident_id,
        address=next((w.address for w in wishes if w.channel == row.channel and w.agreed), ""),
        title=row.text["title"].get(language) or row.text["title"]["nl"],
        body=row.text["body"].get(language) or row.text["body"]["nl"],
        opens=row.opens,
        language=language,
    )


@transaction.atomic
def _settle(row: OutboxRow, state: str, reason: str) -> str:
    row.attempts += 1
    row.reason = reason
    if state == OutboxRow.FAILED and row.attempts < len(RETRY_MINUTES):
        row.state = OutboxRow.WAITING
        row.next_try = timezone.now() + timedelta(minutes=RETRY_MINUTES[row.attempts])
        row.save()
        return "later"
    row.state, row.settled = state, timezone.now()
    row.save()
    names = {
        OutboxRow.SENT: "delivery.notified",
        OutboxRow.FAILED: "delivery.failed",
        OutboxRow.SKIPPED: "delivery.skipped",
    }
    journal.write(
        names[state],
        actor=SYSTEM,
        resident=row.resident_id,
        organisation=row.organisation,
        subject=row.subject,
        channel=row.channel,
        attempts=row.attempts,
    )
    return state


@transaction.atomic
def requeue(row_id: UUID) -> bool:
    """Puts a row that failed for good in line again; False when it had not failed."""
    return bool(
        OutboxRow.objects.filter(id=row_id, state=OutboxRow.FAILED).update(
            state=OutboxRow.WAITING, attempts=0, reason="", next_try=timezone.now(), settled=None
        )
    )
