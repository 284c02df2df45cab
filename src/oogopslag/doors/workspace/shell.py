"""The frame of a civil servant's page, and which organisation they work for."""

from typing import Any

from django.http import Http404

from oogopslag.doors.entry import StaffRequest
from oogopslag.doors.workplaces import place_of
from oogopslag.people import queries as people
from oogopslag.ui.format import text
from oogopslag.ui.shell import Shell


def workplace(request: StaffRequest) -> Any:
    """The organisation this member of staff works for now; 404 for somebody who has none."""
    found = place_of(request, people.organisations_of(request.staff))
    if found is None:
        raise Http404
    return found


def coordinates(request: StaffRequest) -> Any:
    """Where this member of staff coordinates; 404 for everybody else."""
    found = place_of(request, people.organisations_of(request.staff, "coordinate"))
    if found is None:
        raise Http404
    return found


def develops(request: StaffRequest) -> Any:
    """The organisation for which this member of staff makes keys; None for everybody else."""
    return place_of(request, people.organisations_of(request.staff, "develop"))


def shell(request: StaffRequest, active: str, organisation: Any) -> Shell:
    return Shell(
        layout="workspace",
        active=active,
        name=f"{request.staff.name}, {text(organisation.name)}",
        theme=organisation.slug,
    )
