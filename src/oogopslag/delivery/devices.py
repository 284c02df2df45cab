"""Everything that changes which devices are told by web push."""

from hashlib import sha256
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db import transaction

from oogopslag.delivery import webpush
from oogopslag.delivery.models import Device
from oogopslag.people import actions as people

if TYPE_CHECKING:
    from oogopslag.people.models import Resident


@transaction.atomic
def add(resident: "Resident", *, endpoint: str, p256dh: str, auth: str, name: str) -> None:
    """This browser is told from now on; it belongs to the resident who asked last.

    Raises InvalidSubscription.
    """
    webpush.checked(endpoint, p256dh, auth, settings.CONFIG.push_hosts)
    Device.objects.update_or_create(
        endpoint_hash=sha256(endpoint.encode()).hexdigest(),
        defaults={
            "resident": resident,
            "endpoint": endpoint,
            "p256dh": p256dh,
            "auth": auth,
            "name": name[-200:],
        },
    )
    people.wish(resident, "push", agreed=True)


@transaction.atomic
def remove(resident: "Resident", device: UUID) -> None:
    """This device is told no longer; without any device the agreement ends too."""
    Device.objects.filter(resident=resident, id=device).delete()
    if not Device.objects.filter(resident=resident).exists():
        people.wish(resident, "push", agreed=False)
