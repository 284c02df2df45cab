"""News that changes what a resident's glance shows."""

from typing import TYPE_CHECKING

from oogopslag.journal import actions as journal
from oogopslag.possibilities import warming

if TYPE_CHECKING:
    from oogopslag.journal.models import Line

NEWS = (
    "facts.changed", "facts.contradicted", "facts.stated", "possibilities.computed",
    "inbox.placed", "inbox.replied", "inbox.answered", "inbox.opened", "inbox.asked",
    "inbox.resolved", "cases.submitted", "cases.asked", "cases.supplemented", "cases.lapsed",
    "cases.withdrawn", "cases.decided", "cases.objected",
)  # fmt: skip


@journal.follow(*NEWS)
def the_glance_cools(line: "Line") -> None:
    """The next look builds it anew."""
    if line.resident:
        warming.cool(line.resident)
