"""Mail that came back after a server had taken it (RFC 3464): the next rung, and a marked address.

A mail server pipes what comes back to `oogopslag bounce`. Our own Message-ID says which delivery it
is; whoever bounces back something of which we know no such delivery changes nothing.
"""

import email
import re
from collections.abc import Iterator
from email.message import Message
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from oogopslag.delivery.models import OutboxRow
from oogopslag.delivery.receipts import bounced
from oogopslag.people import actions as people

LARGEST = 1024 * 1024
_OURS = re.compile(r"<([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@")
_ADDRESS = re.compile(r"^\s*rfc822\s*;\s*(.+?)\s*$", re.IGNORECASE)


def came_back(content: bytes) -> bool:
    """Takes in one delivery status notification; False when it is none, or not about our mail.

    For good (5.x.x): the address is marked and the next rung follows at once. For now (4.x.x): the
    mail server itself goes on trying, so nothing changes.
    """
    report = email.message_from_bytes(content[:LARGEST])
    failed = [part for part in _recipients(report) if _for_good(part)]
    found = _OURS.search(_original(report))
    if not failed or found is None:
        return False
    return _settled(UUID(found[1]), [_address(part) for part in failed])


def _recipients(report: Message) -> Iterator[Message]:
    """The blocks of message/delivery-status that are about one recipient each."""
    for part in report.walk():
        if part.get_content_type() == "message/delivery-status":
            blocks = part.get_payload()
            if isinstance(blocks, list):
                yield from (one for one in blocks if isinstance(one, Message) and one["Action"])


def _for_good(part: Message) -> bool:
    action, status = (str(part[name]).strip().lower() for name in ("Action", "Status"))
    return action == "failed" and status.startswith("5")


def _address(part: Message) -> str:
    found = _ADDRESS.match(str(part["Original-Recipient"] or part["Final-Recipient"] or ""))
    return found[1] if found else ""


def _original(report: Message) -> str:
    """The Message-ID of what was sent, from the headers that a report gives back."""
    for part in report.walk():
        if part.get_content_type() in {"message/rfc822", "text/rfc822-headers"}:
            payload = part.get_payload()
            inner = (
                payload[0] if isinstance(payload, list) else email.message_from_string(str(payload))
            )
            return str(inner["Message-ID"] or "") if isinstance(inner, Message) else ""
    return ""


@transaction.atomic
def _settled(delivery: UUID, addresses: list[str]) -> bool:
    rows = OutboxRow.objects.select_for_update(of=("self",)).select_related("resident__account")
    row = rows.filter(id=delivery, channel="email", state=OutboxRow.SENT).first()
    if row is None or row.resident_id is None:
        return False
    for address in addresses:
        people.address_broke(row.resident_id, "email", address)
    row.receipt = timezone.now()
    bounced(row, once_more=False)
    return True
