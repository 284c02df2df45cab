"""The last day to react to a message, where that is known only after it was placed."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from oogopslag.inbox.models import Message


def decisions_of(messages: Collection[UUID]) -> dict[UUID, UUID]:
    """Of each decision among these messages: the message that tells it. One query."""
    rows = Message.objects.filter(id__in=list(messages)).exclude(decision=None)
    return {decision: key for key, decision in rows.values_list("id", "decision") if decision}


def react_until(message: UUID, day: date) -> None:
    """Until and including which day one can react, in the caller's transaction."""
    Message.objects.filter(id=message).update(react_before=day)
