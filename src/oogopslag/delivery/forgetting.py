"""Forgetting what was delivered about messages that are destroyed."""

from collections.abc import Sequence
from uuid import UUID

from oogopslag.delivery.models import DemoMail, Event, Letter, OutboxRow


def forget(subjects: Sequence[UUID]) -> None:
    """Removes notices, letters and events about these messages, within the caller's transaction.

    A batch of letters that was handed to the printer stays as its file does, until its own term.
    """
    events = Event.objects.filter(subject__in=subjects)
    about = [*subjects, *events.values_list("id", flat=True)]
    rows = OutboxRow.objects.filter(subject__in=about)
    DemoMail.objects.filter(delivery__in=list(rows.values_list("id", flat=True))).delete()
    rows.delete()
    Letter.objects.filter(subject__in=subjects).delete()
    events.delete()
