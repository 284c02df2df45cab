"""Scans what waits, and scans again at night what was found clean before."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from oogopslag.core.values import SYSTEM
from oogopslag.inbox.adapters import scanner
from oogopslag.inbox.errors import ScannerDown
from oogopslag.inbox.models import Attachment
from oogopslag.inbox.writing import locked, write

BATCH = 20
NIGHT = 500
RESCAN_AFTER = timedelta(hours=20)


def scan_waiting(limit: int = BATCH) -> int:
    """Scans files nobody has seen yet; while the scanner is down they stay held back."""
    if not scanner.configured():
        return 0
    rows = Attachment.objects.filter(state=Attachment.WAITING).order_by("id")[:limit]
    return _scan(list(rows))


def rescan(limit: int = NIGHT) -> int:
    """Clean files again, longest ago first: the scanner knows more than yesterday."""
    if not scanner.configured():
        return 0
    old = Q(scanned=None) | Q(scanned__lt=timezone.now() - RESCAN_AFTER)
    rows = Attachment.objects.filter(old, state=Attachment.CLEAN).order_by("scanned", "id")
    return _scan(list(rows[:limit]))


def rescan_at_night() -> int:
    """Between one and five o'clock, part after part, until everything had its turn."""
    return rescan() if 1 <= timezone.localtime().hour < 5 else 0


def _scan(rows: list[Attachment]) -> int:
    done = 0
    for row in rows:
        try:
            with row.file.open("rb") as file:
                clean = scanner.is_clean(file.file)
        except ScannerDown:
            return done
        except FileNotFoundError:
            clean = False
        _settle(row, clean=clean)
        done += 1
    return done


@transaction.atomic
def _settle(row: Attachment, *, clean: bool) -> None:
    thread = locked(row.message.thread_id)
    before, now = row.state, timezone.now()
    row.state = Attachment.CLEAN if clean else Attachment.INFECTED
    row.scanned = now
    row.found_clean = (row.found_clean or now) if clean else None
    row.save(update_fields=["state", "scanned", "found_clean"])
    if row.state != before:
        write(
            "inbox.scanned", thread, SYSTEM,
            attachment=row.id, state=row.state, file=row.checksum,
        )  # fmt: skip
