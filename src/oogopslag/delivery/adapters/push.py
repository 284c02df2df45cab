"""Web push to each device of a resident: encrypted, without content."""

import json
from email.utils import parseaddr

import httpx
from django.conf import settings

from oogopslag.delivery import webpush
from oogopslag.delivery.errors import NoAddress, Undeliverable
from oogopslag.delivery.models import Device
from oogopslag.delivery.parcel import Parcel
from oogopslag.people import actions as people

_KEEP = 7 * 24 * 60 * 60
_GONE = {404, 410}


def push(parcel: Parcel) -> None:
    """Tells every device that there is a message, and where to open it; nothing of its content.

    Handed over when one push service took it. A device that is gone is forgotten; with the last one
    this way to tell the resident broke, and they read so. Raises NoAddress when none is left,
    Undeliverable when none took it now.
    """
    content = json.dumps({"opens": parcel.opens, "language": parcel.language}).encode()
    took, gone, reasons = 0, 0, set[str]()
    with client() as http:
        for device in Device.objects.filter(resident=parcel.resident).order_by("id"):
            status = _posted(http, device, content)
            if status in _GONE:
                device.delete()
                gone += 1
            elif isinstance(status, int) and status < httpx.codes.MULTIPLE_CHOICES:
                took += 1
            else:
                reasons.add(str(status))
    if not took and reasons:
        raise Undeliverable("push service: " + ", ".join(sorted(reasons)))
    if not took:
        if gone and parcel.resident:
            people.address_broke(parcel.resident, "push", "")
        raise NoAddress


def client() -> httpx.Client:
    """Follows no redirect: the address was checked, where it leads was not."""
    return httpx.Client(timeout=10, follow_redirects=False)


def _posted(http: httpx.Client, device: Device, content: bytes) -> int | str:
    """The status of the push service, or the name of what went wrong."""
    contact = f"mailto:{parseaddr(settings.CONFIG.email_from)[1]}"
    try:
        answer = http.post(
            device.endpoint,
            content=webpush.encrypted(content, device.p256dh, device.auth),
            headers={
                "Authorization": webpush.name_for(
                    device.endpoint, settings.VAPID_PRIVATE_KEY, contact
                ),
                "Content-Encoding": "aes128gcm",
                "Content-Type": "application/octet-stream",
                "TTL": str(_KEEP),
                "Urgency": "normal",
            },
        )
    except httpx.HTTPError as error:
        return type(error).__name__
    return answer.status_code
