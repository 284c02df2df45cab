"""When a register is tried again: the same rule for all that is written to other systems."""

from datetime import datetime, timedelta

from django.utils import timezone

from oogopslag.outside.errors import OutsideError

LEASE = timedelta(minutes=5)
"""How long a row belongs to the worker that took it."""
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=6)


def next_try(attempts: int, error: OutsideError) -> datetime:
    """After so many attempts (from 1); what somebody must mend first waits longest at once."""
    wait = LONGEST_WAIT if error.lasting else timedelta(0)
    return timezone.now() + max(wait, doubled(attempts, error))


def doubled(attempts: int, error: OutsideError) -> timedelta:
    """Twice as long each time, and at least as long as the other asked for."""
    wait: timedelta = min(FIRST_WAIT * 2 ** min(attempts - 1, 12), LONGEST_WAIT)
    return max(wait, timedelta(seconds=error.retry_after or 0))
