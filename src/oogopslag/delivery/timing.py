"""When a row may go: quiet hours, spreading, and the state that follows from it."""

import secrets
from datetime import datetime, timedelta

from django.conf import settings

from oogopslag.core import ladder
from oogopslag.delivery.models import OutboxRow


def is_quiet(moment: datetime) -> bool:
    """Whether people should be left alone at this moment."""
    config = settings.CONFIG
    return ladder.is_quiet(moment, opens=config.quiet_until, closes=config.quiet_from)


def allowed_from(row: OutboxRow, moment: datetime) -> datetime:
    """The first moment from `moment` on at which this row may go."""
    free = row.quiet_reason or row.channel not in ladder.DISTURBING
    if free or not is_quiet(moment):
        return moment
    return ladder.opens_after(moment, opens=settings.CONFIG.quiet_until)


def put_at(row: OutboxRow, moment: datetime, now: datetime) -> None:
    """Puts a row in line: waiting when it may go now, else later."""
    row.next_try = allowed_from(row, moment)
    row.state = OutboxRow.WAITING if row.next_try <= now else OutboxRow.LATER
    row.leased_until = None


def spread_over(span: timedelta) -> timedelta:
    """A random moment within the span: bulk does not ring everywhere at once."""
    seconds = int(span.total_seconds())
    return timedelta(seconds=secrets.randbelow(seconds + 1)) if seconds > 0 else timedelta()
