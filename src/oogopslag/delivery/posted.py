"""The day on which letters are handed to the post: terms of what they say count from there."""

from collections.abc import Sequence
from datetime import date

from django.conf import settings
from django.utils import timezone

from oogopslag.core import terms
from oogopslag.core.values import SYSTEM
from oogopslag.delivery.models import Letter, LetterBatch, OutboxRow
from oogopslag.journal import actions as journal


def post_day(handed: date) -> date:
    """When the printer posts what it got that day: so many working days later (`post_after`)."""
    return terms.add_working_days(handed, settings.CONFIG.post_after)


def tell_of(batch: LetterBatch) -> None:
    """One line for each letter of a batch, in the transaction that says it was handed over."""
    ids = Letter.objects.filter(batch=batch).values("id")
    tell(list(OutboxRow.objects.filter(id__in=ids).order_by("id")), post_day(timezone.localdate()))


def tell(rows: Sequence[OutboxRow], on: date) -> None:
    """These letters were, or are, posted on this day. In the caller's transaction."""
    entries = [
        journal.Entry(
            actor=SYSTEM,
            resident=row.resident_id,
            organisation=row.organisation,
            chain=f"delivery:{row.id}",
            data={"subject": row.subject, "on": on, "step": row.step},
        )
        for row in rows
    ]
    journal.write_all("delivery.posted", entries)
