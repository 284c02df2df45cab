"""Delivery in a sandbox: simulated hand-over, and rows that grow older with its clock."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.db.models import F

from oogopslag.delivery.errors import NotAtOnce
from oogopslag.delivery.models import OutboxRow
from oogopslag.delivery.parcel import Handed, Parcel, Send

PROVIDER = "simulator"


def way_of(simulator: str) -> Send:
    """How a simulator takes what is sent: nothing leaves the machine."""

    def send(parcel: Parcel) -> Handed:
        bounces = simulator == "bounces-always" or (
            simulator == "bounces-once" and parcel.attempt == 1
        )
        if bounces:
            raise NotAtOnce("simulated bounce")
        return Handed(provider=PROVIDER, reference=str(parcel.delivery))

    return send


def handed_over(subject: UUID) -> bool:
    """Whether some notice of a message was handed over."""
    return OutboxRow.objects.filter(subject=subject, state=OutboxRow.SENT).exists()


def grow_older(residents: Iterable[UUID], by: timedelta) -> None:
    """What waits for these residents comes so much nearer."""
    rows = OutboxRow.objects.filter(resident_id__in=list(residents))
    rows.update(next_try=F("next_try") - by, not_before=F("not_before") - by)
    rows.exclude(follow_at=None).update(follow_at=F("follow_at") - by)
    rows.exclude(settled=None).update(settled=F("settled") - by)
