"""A recorded death that is wrong: one colleague says so with a reason, another one undoes it.

The register of persons goes first: who calls this has asked it (facts/deaths.py).
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from oogopslag.core.values import Actor
from oogopslag.journal import actions as journal
from oogopslag.people.death_models import DeathDoubt
from oogopslag.people.errors import (
    NotDeceased,
    NotYourRole,
    ReasonNeeded,
    SecondNeeded,
    UnknownDeathDoubt,
)
from oogopslag.people.models import Membership, Organisation, Resident, Staff

DOUBTS, SETTLES = frozenset({"treat", "decide"}), frozenset({"decide"})


@dataclass(frozen=True, kw_only=True)
class DoubtView:
    """A doubt that waits for a second pair of eyes; `own`: the reader's."""

    id: UUID
    name: str
    deceased_on: date
    reason: str
    by: str
    own: bool
    made: datetime


@transaction.atomic
def doubt(staff: Staff, organisation: Organisation, resident: Resident, *, reason: str) -> UUID:
    """Lays a wrong death before a colleague; one that waits already is given back.

    Raises NotYourRole, ReasonNeeded, NotDeceased.
    """
    _check(staff, organisation, DOUBTS)
    if not reason.strip():
        raise ReasonNeeded
    held = Resident.objects.select_for_update(of=("self",)).get(id=resident.id)
    if held.deceased_on is None:
        raise NotDeceased
    if found := DeathDoubt.objects.filter(resident=held, settled=None).first():
        return found.id
    made = DeathDoubt.objects.create(
        resident=held,
        organisation=organisation,
        deceased_on=held.deceased_on,
        seen=held.deceased_seen,
        reason=reason.strip(),
        staff=staff.id,
        made=timezone.now(),
    )
    _write("people.death_doubted", made, staff)
    return made.id


@transaction.atomic
def settle(staff: Staff, organisation: Organisation, key: UUID, *, undo: bool) -> Resident:
    """Undoes the recorded death, or lets it stand; gives whom it is about.

    Raises NotYourRole, SecondNeeded for who said it, UnknownDeathDoubt.
    """
    _check(staff, organisation, SETTLES)
    rows = DeathDoubt.objects.select_for_update().filter(organisation=organisation, settled=None)
    found = rows.filter(id=key).first()
    if found is None:
        raise UnknownDeathDoubt
    if found.staff == staff.id:
        raise SecondNeeded
    resident = Resident.objects.select_for_update(of=("self",)).get(id=found.resident_id)
    found.settled, found.settled_by, found.undone = timezone.now(), staff.id, undo
    found.save(update_fields=["settled", "settled_by", "undone"])
    if undo:
        resident.deceased_on, resident.deceased_seen = None, None
        resident.save(update_fields=["deceased_on", "deceased_seen"])
    _write("people.death_undone" if undo else "people.death_kept", found, staff)
    return resident


def resident_of(organisation: Organisation, key: UUID) -> Resident:
    """Whom a doubt that waits is about. Raises UnknownDeathDoubt."""
    rows = DeathDoubt.objects.filter(organisation=organisation, settled=None, id=key)
    found = rows.select_related("resident").first()
    if found is None:
        raise UnknownDeathDoubt
    return found.resident


def waiting(organisation: Organisation, staff: Staff) -> list[DoubtView]:
    """What waits for a second pair of eyes here, oldest first."""
    rows = DeathDoubt.objects.filter(organisation=organisation, settled=None)
    found = list(rows.select_related("resident").order_by("id")[:50])
    names = dict(Staff.objects.filter(id__in=[r.staff for r in found]).values_list("id", "name"))
    return [
        DoubtView(
            id=row.id,
            name=row.resident.name,
            deceased_on=row.deceased_on,
            reason=row.reason,
            by=names.get(row.staff, ""),
            own=row.staff == staff.id,
            made=row.made,
        )
        for row in found
    ]


def _check(staff: Staff, organisation: Organisation, wanted: frozenset[str]) -> None:
    held = Membership.objects.filter(staff=staff, organisation=organisation)
    if not held.filter(role__in=wanted).exists():
        raise NotYourRole


def _write(name: str, found: DeathDoubt, staff: Staff) -> None:
    journal.write(
        name,
        actor=Actor(kind="staff", id=str(staff.id)),
        resident=found.resident_id,
        organisation=found.organisation.slug,
        doubt=found.id,
        since=timezone.localdate(found.seen) if found.seen else None,
    )
