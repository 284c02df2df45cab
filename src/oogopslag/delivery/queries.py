"""What can be asked about what was delivered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings

from oogopslag.delivery import leasing, webpush
from oogopslag.delivery import reach as reaching
from oogopslag.delivery.models import DemoMail, Device, OutboxRow, QuietBreak
from oogopslag.delivery.preferences import Chosen, may_report_reading, preferences_of
from oogopslag.delivery.reach import Reach
from oogopslag.delivery.signing import signature as webhook_signature
from oogopslag.delivery.troubles import Trouble
from oogopslag.delivery.troubles import about as troubles_about

if TYPE_CHECKING:
    from oogopslag.people.models import Resident

NOT_WANTED = OutboxRow.NOT_WANTED

__all__ = [
    "NOT_WANTED",
    "Broken",
    "Chosen",
    "DeviceView",
    "FailedRow",
    "Planned",
    "ProofLine",
    "Reach",
    "Trouble",
    "devices",
    "failed_of",
    "may_report_reading",
    "outbox_of_demo",
    "planned_of_demo",
    "preferences_of",
    "proof",
    "push_key",
    "quiet_breaks",
    "reach",
    "troubles_about",
    "webhook_signature",
]


@dataclass(frozen=True, kw_only=True)
class ProofLine:
    """What is known of one notification; `step` above 0 is a reminder."""

    id: UUID
    channel: str
    step: int
    state: str
    attempts: int
    reason: str
    text: Mapping[str, str]
    written: datetime
    planned: datetime
    settled: datetime | None
    receipt: datetime | None


@dataclass(frozen=True, kw_only=True)
class FailedRow:
    """A notification that failed for good, for the sender and the operator."""

    id: UUID
    subject: UUID
    channel: str
    attempts: int
    reason: str
    settled: datetime | None


@dataclass(frozen=True, kw_only=True)
class DeviceView:
    """One device that is told by web push."""

    id: UUID
    name: str
    since: datetime


def devices(resident: "Resident") -> list[DeviceView]:
    """The devices that are told, oldest first; at most twenty."""
    rows = Device.objects.filter(resident=resident).order_by("id")[:20]
    return [DeviceView(id=row.id, name=row.name, since=row.since) for row in rows]


def push_key() -> str:
    """Our public key, with which a browser subscribes."""
    return webpush.public_key(settings.VAPID_PRIVATE_KEY)


def proof(subject: UUID) -> list[ProofLine]:
    """All notifications about one message, oldest first."""
    return [
        ProofLine(
            id=row.id,
            channel=row.channel,
            step=row.step,
            state=row.state,
            attempts=row.attempts,
            reason=row.reason,
            text=row.text.get("body", {}),
            written=row.written,
            planned=row.not_before,
            settled=row.settled,
            receipt=row.receipt,
        )
        for row in OutboxRow.objects.filter(subject=subject).order_by("id")
    ]


def reach(resident: "Resident", service: str = "", *, formal: bool) -> Reach:
    """By which channels this resident would be told, first one first; two queries."""
    return reaching.of(resident, service, formal=formal)


def failed_of(organisation: str, before: UUID | None = None, limit: int = 50) -> list[FailedRow]:
    """What of this organisation failed for good, newest first."""
    rows = OutboxRow.objects.filter(organisation=organisation, state=OutboxRow.FAILED)
    if before:
        rows = rows.filter(id__lt=before)
    return [
        FailedRow(
            id=row.id,
            subject=row.subject,
            channel=row.channel,
            attempts=row.attempts,
            reason=row.reason,
            settled=row.settled,
        )
        for row in rows.order_by("-id")[:limit]
    ]


@dataclass(frozen=True, kw_only=True)
class Planned:
    """A notification that waits for its moment."""

    channel: str
    step: int
    title: Mapping[str, str]
    moment: datetime


def planned_of_demo(limit: int = 20) -> list[Planned]:
    """What a demonstration will send later, soonest first."""
    rows = OutboxRow.objects.filter(state=OutboxRow.LATER).order_by("next_try")[:limit]
    return [
        Planned(
            channel=row.channel,
            step=row.step,
            title=row.text.get("title", {}),
            moment=row.next_try,
        )
        for row in rows
    ]


@dataclass(frozen=True, kw_only=True)
class Broken:
    """How often a body notified between 20.00 and 8.00 in one month, and why."""

    organisation: str
    month: date
    reason: str
    times: int


def quiet_breaks(limit: int = 200) -> list[Broken]:
    """The public count of broken quiet hours, newest month first."""
    rows = QuietBreak.objects.order_by("-month", "organisation", "reason")[:limit]
    return [
        Broken(organisation=r.organisation, month=r.month, reason=r.reason, times=r.times)
        for r in rows
    ]


def outbox_of_demo(before: UUID | None = None, limit: int = 20) -> list[DemoMail]:
    """What the demonstration would have sent, newest first."""
    rows = DemoMail.objects.all() if before is None else DemoMail.objects.filter(id__lt=before)
    return list(rows.order_by("-id")[:limit])


def urgent_waits() -> bool:
    """Whether something urgent stands in line: bulk work lets it pass first."""
    return leasing.urgent_waits()
