"""What to tell, and how: a notice with its plan."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from oogopslag.delivery.models import OutboxRow


@dataclass(frozen=True, kw_only=True)
class Notice:
    """What a notification says: title without anything sensitive, and body, by language.

    `short` is the text of an SMS. `opens` is the path where the message can be read and answered.
    """

    title: Mapping[str, str]
    body: Mapping[str, str]
    short: Mapping[str, str] = field(default_factory=dict)
    opens: str = ""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """How a notice travels.

    `lane` is urgent, normal or bulk. `formal`: it has legal effect, so that the ladder goes down
    to the letter. Nothing goes before `not_before`; bulk is spread over `spread` after it.
    `quiet_reason` is the public code for which it may go between 20.00 and 8.00.
    """

    service: str = ""
    lane: str = "normal"
    formal: bool = True
    not_before: datetime | None = None
    spread: timedelta = timedelta()
    quiet_reason: str = ""

    def __post_init__(self) -> None:
        if self.lane not in OutboxRow.LANES:
            raise ValueError("a lane is urgent, normal or bulk")
        if self.quiet_reason and self.quiet_reason not in QUIET_REASONS:
            raise ValueError("not a public reason to break the quiet hours")


# Why a resident may be told between 20.00 and 8.00; how often is counted and public.
QUIET_REASONS = ("danger", "term_ends_today", "outage", "asked_by_resident")
