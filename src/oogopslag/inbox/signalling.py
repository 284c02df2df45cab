"""Signals for the team: a promise that ends tomorrow, a draft nobody sent."""

from datetime import timedelta

from django.utils import timezone

from oogopslag.core import terms
from oogopslag.inbox.models import Promise

UNATTENDED = timedelta(days=7)


def signal_promises(limit: int = 500) -> int:
    """Marks promises that must be kept today or the next working day; the team's list shows them.

    The signal comes one day before the promised one, on a working day.
    """
    today = timezone.localdate()
    soon = terms.add_working_days(today, 1)
    rows = Promise.objects.filter(kept=None, missed=None, signalled=None, due__lte=soon)
    ids = list(rows.order_by("due", "id").values_list("id", flat=True)[:limit])
    return Promise.objects.filter(id__in=ids).update(signalled=timezone.now())
