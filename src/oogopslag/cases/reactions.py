"""What cases do when something happened in the inbox."""

from typing import TYPE_CHECKING
from uuid import UUID

from oogopslag.cases import actions
from oogopslag.core.values import Actor
from oogopslag.journal import actions as journal

if TYPE_CHECKING:
    from oogopslag.journal.models import Line


@journal.follow("inbox.resolved")
def term_runs_again(line: "Line") -> None:
    """A duty that paused a term is done, by the resident's answer."""
    kind, _, name = line.actor.partition(":")
    if kind == "resident":
        actions.supplemented(UUID(line.data["duty"]), actor=Actor(kind="resident", id=name))
