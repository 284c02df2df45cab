"""The rows of many notices at once: for jobs of thousands of messages."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils import timezone

from oogopslag.delivery import conditions, timing
from oogopslag.delivery import reach as reaching
from oogopslag.delivery.models import OutboxRow
from oogopslag.delivery.plan import Notice, Plan
from oogopslag.delivery.reach import Reach
from oogopslag.rows import copying

if TYPE_CHECKING:
    from oogopslag.people.models import Resident


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """One notice of many; see `promising.promise`."""

    resident: "Resident"
    subject: UUID
    notice: Notice
    plan: Plan


Known = Callable[["Resident", str, bool], Reach]


def reaches(residents: "Sequence[Resident]") -> Known:
    """How each of these residents is told, by (resident, service, formal); two queries."""
    known = reaching.of_many({one.id: one for one in residents}.values())

    def found(resident: "Resident", service: str, formal: bool) -> Reach:
        return reaching.found(*known[resident.id], service, formal)

    return found


def promise_many(
    organisation: str, wanted: Sequence[Wanted], *, condition: str, reach: Known
) -> None:
    """Writes the first rung for each, in one query; `reach` is that of `reaches`.

    Raises UnknownCondition.
    """
    conditions.known(condition)
    now = timezone.now()
    copying.insert(
        [row for one in wanted if (row := _row(organisation, one, reach, condition, now))]
    )


def _row(
    organisation: str, one: Wanted, reach: Known, condition: str, now: datetime
) -> OutboxRow | None:
    """None for somebody who wants no notice about this service."""
    found = reach(one.resident, one.plan.service, one.plan.formal)
    if not found.ladder:
        return None
    starts = max(now, one.plan.not_before or now) + timing.spread_over(one.plan.spread)
    row = OutboxRow(
        resident=one.resident,
        organisation=organisation,
        subject=one.subject,
        service=one.plan.service,
        channel=found.ladder[0],
        lane=OutboxRow.LANES[one.plan.lane],
        text={
            "title": dict(one.notice.title),
            "body": dict(one.notice.body),
            "short": dict(one.notice.short),
        },
        opens=one.notice.opens,
        condition=condition,
        formal=one.plan.formal,
        quiet_reason=one.plan.quiet_reason,
        not_before=starts,
        next_try=starts,
    )
    timing.put_at(row, starts, now)
    return row
