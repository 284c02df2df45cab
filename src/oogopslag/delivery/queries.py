"""What can be asked about what was delivered."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from oogopslag.delivery.models import DemoMail, OutboxRow


@dataclass(frozen=True, kw_only=True)
class ProofLine:
    """What is known of one notification."""

    channel: str
    state: str
    attempts: int
    written: datetime
    settled: datetime | None


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
