"""Destroying what the selection list says: read by two people, then gone.

Two people: one reads the list and puts it forward, another approves it. What stays: the list with
numbers and days, the declaration, the journal's lines. Why: docs/decisions/0034.
"""

from collections import Counter
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from oogopslag.cases import archiving
from oogopslag.cases.errors import (
    AlreadyDecided,
    MoveNotPossible,
    NothingWritten,
    NotYours,
    SamePerson,
    UnknownCase,
)
from oogopslag.cases.models import Application, DestructionLine, DestructionList
from oogopslag.cases.moving import locked, write
from oogopslag.core.values import SYSTEM, Actor
from oogopslag.inbox import actions as inbox
from oogopslag.journal import actions as journal
from oogopslag.people import queries as people

if TYPE_CHECKING:
    from oogopslag.people.models import Staff


def _list(list_id: UUID, staff: "Staff") -> DestructionList:
    found = _locked_list(list_id)
    if not archiving.HOLDS & people.roles_of(staff, found.organisation.slug):
        raise NotYours
    return found


def _locked_list(list_id: UUID) -> DestructionList:
    rows = DestructionList.objects.select_for_update(of=("self",)).select_related("organisation")
    found = rows.filter(id=list_id).first()
    if found is None:
        raise UnknownCase
    return found


def _say(name: str, found: DestructionList, actor: Actor, **data: int) -> None:
    line: dict[str, Any] = {"list": found.id, **data}
    journal.write(name, actor=actor, organisation=found.organisation.slug, **line)


@transaction.atomic
def put_forward(list_id: UUID, staff: "Staff") -> None:
    """Whoever read the list lays it before a colleague; from now on it does not change.

    Raises UnknownCase, NotYours, AlreadyDecided, MoveNotPossible for an empty one.
    """
    found = _list(list_id, staff)
    if found.state != DestructionList.PREPARED:
        raise AlreadyDecided
    cases = found.lines.filter(left_out="").count()
    if not cases:
        raise MoveNotPossible
    found.state, found.proposed_by, found.proposed = "proposed", staff, timezone.now()
    found.sent_back = ""
    found.save()
    _say("cases.destruction_proposed", found, Actor(kind="staff", id=str(staff.id)), cases=cases)


@transaction.atomic
def send_list_back(list_id: UUID, staff: "Staff", *, why: str) -> None:
    """A second reader does not agree. Raises SamePerson, NothingWritten and as `put_forward`."""
    found = _list(list_id, staff)
    if found.state != DestructionList.PROPOSED:
        raise AlreadyDecided
    if found.proposed_by_id == staff.id:
        raise SamePerson
    if not why.strip():
        raise NothingWritten
    _merge(found)
    found.state, found.sent_back = DestructionList.PREPARED, why.strip()
    found.save()
    _say("cases.destruction_sent_back", found, Actor(kind="staff", id=str(staff.id)))


def _merge(found: DestructionList) -> None:
    """A list that was prepared meanwhile is added to the one that comes back: one is prepared."""
    newer = DestructionList.objects.filter(
        organisation_id=found.organisation_id, state=DestructionList.PREPARED
    ).first()
    if newer is not None:
        newer.lines.update(listing=found)
        newer.delete()


@transaction.atomic
def approve_list(list_id: UUID, staff: "Staff") -> None:
    """A second person approves: the worker destroys what stands on it.

    Raises SamePerson for whoever put it forward, AlreadyDecided, NotYours, UnknownCase.
    """
    found = _list(list_id, staff)
    if found.state != DestructionList.PROPOSED:
        raise AlreadyDecided
    if found.proposed_by_id == staff.id:
        raise SamePerson
    found.state, found.approved_by, found.approved = "approved", staff, timezone.now()
    found.save()
    _say("cases.destruction_approved", found, Actor(kind="staff", id=str(staff.id)))


@transaction.atomic
def leave_out(line_id: UUID, staff: "Staff", *, why: str) -> None:
    """Keeps a case of a prepared list from destruction, with the reason (see archiving.hold).

    Raises UnknownCase, AlreadyDecided, NotYours, NothingWritten.
    """
    line = DestructionLine.objects.filter(id=line_id).first()
    if line is None:
        raise UnknownCase
    found = _list(line.listing_id, staff)
    if found.state != DestructionList.PREPARED:
        raise AlreadyDecided
    archiving.hold(line.case, staff, why=why)
    DestructionLine.objects.filter(id=line.id).update(left_out="hold")


def destroy_due(limit: int = 50) -> int:
    """Destroys what was approved, each case in a transaction of its own; gives how many."""
    lines = DestructionLine.objects.filter(listing__state="approved", destroyed=None, left_out="")
    done = sum(_destroyed(key) for key in lines.order_by("id").values_list("id", flat=True)[:limit])
    _remove_files()
    for key in DestructionList.objects.filter(state="approved").values_list("id", flat=True)[:20]:
        _finish(key)
    return done


@transaction.atomic
def _destroyed(line_id: UUID) -> bool:
    line = DestructionLine.objects.select_for_update().get(id=line_id)
    if line.destroyed or line.left_out:
        return False
    case = locked(line.case)
    line.left_out = archiving.blocked(case, timezone.localdate())
    if line.left_out:
        line.save(update_fields=["left_out"])
        return False
    line.files = inbox.destroy(case.thread) if case.thread else []
    line.destroyed = timezone.now()
    line.save(update_fields=["files", "destroyed"])
    write("cases.destroyed", case, SYSTEM, list=line.listing_id)
    Application.objects.filter(
        resident_id=case.resident_id, service=case.service, submitted__lte=case.closed
    ).delete()
    case.delete()
    return True


def _remove_files() -> None:
    for line in DestructionLine.objects.filter(destroyed__isnull=False).exclude(files=[])[:50]:
        left = inbox.remove_files(line.files)
        DestructionLine.objects.filter(id=line.id).update(files=left)


@transaction.atomic
def _finish(list_id: UUID) -> None:
    found = _locked_list(list_id)
    lines = list(found.lines.all())
    if found.state != "approved" or any(
        one.files or not (one.destroyed or one.left_out) for one in lines
    ):
        return
    found.state, found.done = DestructionList.DONE, timezone.now()
    found.statement = _statement(found, lines)
    found.save()
    _say("cases.list_destroyed", found, SYSTEM, cases=found.statement["cases"])


def _statement(found: DestructionList, lines: list[DestructionLine]) -> dict[str, Any]:
    """The declaration of destruction: what, on which ground, by whose approval, how and when."""
    gone = [one for one in lines if one.destroyed]
    grounds = Counter(one.ground for one in gone)
    return {
        "organisation": dict(found.organisation.name),
        "cases": len(gone),
        "left_out": len(lines) - len(gone),
        "closed_from": min(one.closed for one in gone).isoformat() if gone else None,
        "closed_until": max(one.closed for one in gone).isoformat() if gone else None,
        "grounds": dict(sorted(grounds.items())),
        "prepared": found.prepared.isoformat(),
        "proposed_by": found.proposed_by.name if found.proposed_by else "",
        "approved_by": found.approved_by.name if found.approved_by else "",
        "approved": found.approved.isoformat() if found.approved else "",
        "done": found.done.isoformat() if found.done else "",
    }
