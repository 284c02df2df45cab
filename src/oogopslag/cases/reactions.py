"""What cases do when something happened in the inbox."""

from typing import TYPE_CHECKING
from uuid import UUID

from oogopslag.cases import actions, contacts, revising
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


@journal.follow("facts.changed")
def granted_cases_are_looked_at_again(line: "Line") -> None:
    """A fact changed afterwards: the worker compares what was granted with the law of today."""
    if line.resident and line.data.get("sources"):
        revising.mark_for_review(line.resident)


@journal.follow("inbox.replied", "inbox.answered")
def messages_go_into_the_register_of_contacts(line: "Line") -> None:
    """Where the body keeps one; written by the worker, outside this transaction."""
    contacts.promise(line)
