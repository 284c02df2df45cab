"""The sandbox of an organisation: its simulators and its clock."""

from uuid import UUID

from django.db.models import F

from oogopslag.people.models import Organisation, Resident, Sandbox


def ahead(organisation: Organisation) -> int:
    """How far its clock was moved, in seconds."""
    found = Sandbox.objects.filter(organisation=organisation).first()
    return found.ahead if found else 0


def move(organisation: Organisation, seconds: int) -> None:
    """Notes that its clock went forward."""
    Sandbox.objects.get_or_create(organisation=organisation)
    Sandbox.objects.filter(organisation=organisation).update(ahead=F("ahead") + seconds)


def simulated_of(organisation: Organisation) -> list[UUID]:
    """The simulators of one organisation; at most one of each kind."""
    return list(Resident.objects.filter(sandbox=organisation).values_list("id", flat=True))


def simulated() -> dict[UUID, str]:
    """Every simulator with what it does; few, by an index of their own."""
    rows = Resident.objects.filter(sandbox__isnull=False)
    return dict(rows.values_list("id", "simulator")[:10_000])
