"""The resident says whether an answer answered: only they can."""

from uuid import UUID

from django.db import transaction

from oogopslag.core.values import Actor
from oogopslag.inbox.models import Thread
from oogopslag.inbox.writing import locked, write
from oogopslag.journal import queries as journal

_TURNS = ("inbox.answered", "inbox.replied", "inbox.settled")


def to_settle(thread_id: UUID) -> bool:
    """Whether the last word is an answer of a person, of which nobody said yet if it helped.

    One query.
    """
    last = journal.last_of(f"thread:{thread_id}", _TURNS)
    return last is not None and last.name == "inbox.answered" and last.actor.startswith("staff")


@transaction.atomic
def settle(thread: Thread, *, answered: bool, actor: Actor) -> None:
    """ "Ja, beantwoord" or "nog niet", once per answer; a second press changes nothing."""
    thread = locked(thread.id)
    if to_settle(thread.id):
        write("inbox.settled", thread, actor, answered=answered)
