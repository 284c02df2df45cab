"""Signals for the team: a promise that ends soon, a draft nobody sent."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from oogopslag.core import terms
from oogopslag.inbox.models import Promise

UNATTENDED = timedelta(days=7)


def signal_promises(limit: int = 500) -> int:
    """Marks promises that must be kept soon; the team's list shows them.

    A promise in days: one day before the promised one, on a working day. One in working hours:
    when the share of them is left that within.py names.
    """
    now, soon = timezone.now(), terms.add_working_days(timezone.localdate(), 1)
    rows = Promise.objects.filter(kept=None, missed=None, signalled=None)
    rows = rows.filter(Q(signal_at=None, due__lte=soon) | Q(signal_at__lte=now))
    ids = list(rows.order_by("due", "id").values_list("id", flat=True)[:limit])
    return Promise.objects.filter(id__in=ids).update(signalled=now)
