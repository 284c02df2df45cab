"""What can be asked about what was delivered."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings

from oogopslag.delivery import webpush
from oogopslag.delivery.models import DemoMail, Device, OutboxRow

if TYPE_CHECKING:
    from oogopslag.people.models import Resident


@dataclass(frozen=True, kw_only=True)
class ProofLine:
    """What is known of one notification."""

    channel: str
    state: str
    attempts: int
    written: datetime
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
            channel=row.channel,
            state=row.state,
            attempts=row.attempts,
            written=row.written,
            settled=row.settled,
        )
        for row in OutboxRow.objects.filter(subject=subject).order_by("id")
    ]


def outbox_of_demo(before: UUID | None = None, limit: int = 20) -> list[DemoMail]:
    """What the demonstration would have sent, newest first."""
    rows = DemoMail.objects.all() if before is None else DemoMail.objects.filter(id__lt=before)
    return list(rows.order_by("-id")[:limit])
