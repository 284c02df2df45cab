"""What did not reach the resident of a conversation, for the sender who writes in it.

Per channel only the last try counts: once mail arrives again, an old bounce is history (the proof
still has it). Nothing here says whether anything was opened, and no address.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from oogopslag.core import ladder
from oogopslag.delivery.models import OutboxRow

MOST = 500  # rows looked at: of the newest messages that a page shows
UNDER_WAY = (OutboxRow.LATER, OutboxRow.WAITING, OutboxRow.LEASED)


@dataclass(frozen=True, kw_only=True)
class Trouble:
    """A channel by which the last notice did not arrive, and what came instead.

    `came_back`: it was handed over first, and came back. `instead` is the channel by which the same
    notice was handed over afterwards, or goes now (`under_way`); empty when there was no other.
    """

    channel: str
    since: datetime
    came_back: bool
    instead: str
    under_way: bool


def about(subjects: Collection[UUID]) -> list[Trouble]:
    """In the order of the ladder; one query."""
    rows = OutboxRow.objects.filter(subject__in=subjects, channel__in=ladder.RUNGS)
    rows = rows.exclude(state=OutboxRow.CANCELLED)
    newest = list(
        rows.only("subject", "channel", "step", "state", "settled", "reason").order_by("-id")[:MOST]
    )
    last = {row.channel: row for row in reversed(newest) if row.state not in UNDER_WAY}
    return [
        _trouble(last[channel], newest)
        for channel in ladder.RUNGS
        if channel in last and _lost(last[channel])
    ]


def _lost(row: OutboxRow) -> bool:
    gone = row.state == OutboxRow.SKIPPED and row.reason == "no address"
    return row.settled is not None and (gone or row.state == OutboxRow.FAILED)


def _came_back(row: OutboxRow) -> bool:
    return row.state == OutboxRow.FAILED and row.reason == "bounced"


def _trouble(row: OutboxRow, all_: list[OutboxRow]) -> Trouble:
    assert row.settled is not None  # noqa: S101 -- for the type checker; _lost looked
    lower = ladder.RUNGS[ladder.RUNGS.index(row.channel) + 1 :]
    same = {
        one.channel: one
        for one in all_
        if (one.subject, one.step) == (row.subject, row.step) and one.channel in lower
    }
    took = [one for one in same.values() if one.state == OutboxRow.SENT or _came_back(one)]
    going = [one for one in same.values() if one.state in UNDER_WAY]
    other = next(iter((*took, *going)), None)
    return Trouble(
        channel=row.channel,
        since=row.settled,
        came_back=_came_back(row),
        instead=other.channel if other else "",
        under_way=not took and bool(going),
    )
