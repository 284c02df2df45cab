"""News that changes what a resident's glance shows."""

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from oogopslag.journal import actions as journal
from oogopslag.possibilities import offers, warming

if TYPE_CHECKING:
    from oogopslag.journal.models import Line

NEWS = (
    "facts.changed", "facts.contradicted", "facts.stated", "possibilities.computed",
    "inbox.placed", "inbox.replied", "inbox.answered", "inbox.opened", "inbox.asked",
    "inbox.resolved", "cases.submitted", "cases.asked", "cases.supplemented", "cases.lapsed",
    "cases.withdrawn", "cases.decided", "cases.objected", "possibilities.offered",
    "possibilities.offer_answered", "inbox.own_task_made", "inbox.own_task_done",
)  # fmt: skip


@journal.follow_together(*NEWS)
def the_glance_cools(lines: "Sequence[Line]") -> None:
    """The next look builds it anew."""
    if residents := {line.resident for line in lines if line.resident}:
        warming.cool(residents)


@journal.follow("cases.submitted")
def an_offer_is_used(line: "Line") -> None:
    """Who applies has taken what was offered."""
    if line.resident:
        offers.note_applied(line.resident, line.data["service"], _case(line))


@journal.follow("cases.decided")
def a_decision_tells_of_the_offer(line: "Line") -> None:
    """A refusal, or another decision than the law's finding, says that the offer was wrong."""
    right = line.data["outcome"] != "refuse" and not line.data["departed"]
    offers.note_decided(_case(line), right=right)


def _case(line: "Line") -> UUID:
    return UUID(line.chain.removeprefix("case:"))
