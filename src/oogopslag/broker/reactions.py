"""What the broker room does when letters are placed, replied to and answered."""

import re
from typing import TYPE_CHECKING
from uuid import UUID

from oogopslag.broker.errors import NotConfirmed
from oogopslag.broker.models import Claim
from oogopslag.broker.papers import confirmed, test_resident
from oogopslag.journal import actions as journal
from oogopslag.people import queries as people

if TYPE_CHECKING:
    from oogopslag.journal.models import Line

_CLAIMED = re.compile(r"(?:gm|pv|ws|zb|oorg|so|col)\d+(?:-\d+)?")
"""Slugs of claimed organisations are codes of the register: no other one costs a query."""


@journal.follow("inbox.placed")
def only_test_residents_before_confirmation(line: "Line") -> None:
    """A guard, whichever door the letter came through: the whole posting is undone."""
    if line.resident is None or not _CLAIMED.fullmatch(line.organisation):
        return
    claim = Claim.objects.filter(slug=line.organisation).first()
    if claim is None or confirmed(claim):
        return
    resident = people.resident_by_id(UUID(str(line.resident)))
    if people.bsn_of(resident) != test_resident():
        raise NotConfirmed


@journal.follow("inbox.replied")
def first_reply(line: "Line") -> None:
    if _CLAIMED.fullmatch(line.organisation):
        claims = Claim.objects.filter(slug=line.organisation, first_reply=None)
        claims.update(first_reply=line.moment)


@journal.follow("inbox.answered")
def first_answer(line: "Line") -> None:
    """Only a member of staff answers; what a system sends ends no clock."""
    if _CLAIMED.fullmatch(line.organisation) and line.actor.startswith("staff"):
        claims = Claim.objects.filter(slug=line.organisation, first_answer=None)
        claims.exclude(first_reply=None).update(first_answer=line.moment)
