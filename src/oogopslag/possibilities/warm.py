"""The glance as one prepared row: what the page shows, and nothing else.

Frozen and plain, so that it can be kept as JSON and read back without asking anybody.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, Self
from uuid import UUID

from oogopslag.core.law import Text


@dataclass(frozen=True, kw_only=True)
class WarmPossibility:
    """One row of "Dit kunt u krijgen"; `why_not` holds the fewest reasons that explain a no.

    `unconfirmed`: a figure it uses still has to be checked. `unstated`: the year of which the law
    states no figures yet.
    """

    slug: str
    title: Text
    organisation: Text
    verdict: str
    missing: int
    low: int | None
    high: int | None
    period: str | None
    why_not: tuple[Text, ...]
    unconfirmed: bool = False
    unstated: int | None = None
    offered: bool = False


@dataclass(frozen=True, kw_only=True)
class WarmCase:
    id: UUID
    kind: str
    title: Text
    organisation: Text
    turn: str
    decide_by: date
    step: int
    steps: tuple[Text, ...]


@dataclass(frozen=True, kw_only=True)
class WarmDuty:
    thread: UUID
    title: Text
    organisation: Text
    due: date


@dataclass(frozen=True, kw_only=True)
class WarmOwnTask:
    """What the resident wrote down from a letter on paper; `sender` may be empty."""

    task: UUID
    title: str
    sender: str
    due: date


@dataclass(frozen=True, kw_only=True)
class WarmThread:
    id: UUID
    title: Text
    organisation: Text
    changed: datetime
    unread: int


@dataclass(frozen=True, kw_only=True)
class Glance:
    """Everything on the first screen; `total` counts all that can be got, shown or not.

    `new` holds the newest conversations only; `unread` is the stored counter over all of them.
    """

    duties: tuple[WarmDuty, ...]
    possible: tuple[WarmPossibility, ...]
    total: int
    impossible: tuple[WarmPossibility, ...]
    running: tuple[WarmCase, ...]
    new: tuple[WarmThread, ...]
    failed: tuple[Text, ...]
    own: tuple[WarmOwnTask, ...] = ()
    unread: int = 0

    def to_json(self) -> dict[str, Any]:
        """Ids, days and moments become text; Django's JSON encoder does that."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        return cls(
            duties=tuple(
                WarmDuty(**{**row, "thread": UUID(row["thread"]), "due": _day(row["due"])})
                for row in data["duties"]
            ),
            possible=tuple(_possibility(row) for row in data["possible"]),
            total=data["total"],
            impossible=tuple(_possibility(row) for row in data["impossible"]),
            running=tuple(_case(row) for row in data["running"]),
            new=tuple(
                WarmThread(**{**row, "id": UUID(row["id"]), "changed": _moment(row["changed"])})
                for row in data["new"]
            ),
            failed=tuple(data["failed"]),
            own=tuple(
                WarmOwnTask(**{**row, "task": UUID(row["task"]), "due": _day(row["due"])})
                for row in data.get("own", ())  # a row of before there were own tasks
            ),
            # In a row of before the counter stood in it, what the newest conversations hold.
            unread=data.get("unread", sum(row["unread"] for row in data["new"])),
        )


def _possibility(row: Mapping[str, Any]) -> WarmPossibility:
    return WarmPossibility(**{**row, "why_not": tuple(row["why_not"])})


def _case(row: Mapping[str, Any]) -> WarmCase:
    read = {"id": UUID(row["id"]), "decide_by": _day(row["decide_by"])}
    return WarmCase(**{**row, **read, "steps": tuple(row["steps"])})


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
