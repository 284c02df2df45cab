"""What a sender is not told: whether, and when, an ordinary message was opened.

A notice that was not needed any more says so too, as the resident had opened the message by then.
Whoever may not know reads of it what could be read before: that it was planned.
"""

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from oogopslag.delivery import queries as deliveries
from oogopslag.delivery.queries import ProofLine
from oogopslag.inbox import showing
from oogopslag.inbox.models import Message


def notices_of(subject: UUID, *, sees_opening: bool) -> list[ProofLine]:
    """The notices about a message, as its sender may read them."""
    lines = deliveries.proof(subject)
    return lines if sees_opening else [_planned(one) for one in lines]


def is_withheld(line: ProofLine) -> bool:
    """Whether what became of this notice tells that the message was opened."""
    return (line.state, line.reason) == ("skipped", deliveries.NOT_WANTED)


def _planned(line: ProofLine) -> ProofLine:
    if not is_withheld(line):
        return line
    return replace(line, state="later", reason="", attempts=line.attempts - 1, settled=None)


def opened_for_sender(ids: Iterable[UUID]) -> set[UUID]:
    """Of these messages those that a portal marked as read, where the sender may know it.

    One query for the marks and one for each resident and service that gave read receipts.
    """
    rows = Message.objects.filter(id__in=list(ids), mark__read=True)
    known: dict[tuple[UUID, str], bool] = {}
    found = set()
    for row in rows.select_related("thread__resident").only(
        "legal_effect", "thread__service", "thread__read_receipts", "thread__resident__sandbox"
    ):
        about = (row.thread.resident_id, row.thread.service)
        by_law = row.legal_effect is not None
        if not by_law and row.thread.read_receipts and about not in known:
            known[about] = showing.may_see_opening(row)
        if by_law or (row.thread.read_receipts and known[about]):
            found.add(row.id)
    return found
