"""The frame of a civil servant's page, and which organisation they work for."""

from typing import Any

from django.http import Http404

from oogopslag.doors.entry import StaffRequest
from oogopslag.people import queries as people
from oogopslag.ui.format import text
from oogopslag.ui.shell import Shell


def workplace(request: StaffRequest) -> Any:
    """The organisation of this member of staff; 404 for somebody who has none any more."""
    found = people.organisations_of(request.staff)
    if not found:
        raise Http404
    return found[0]


def develops(request: StaffRequest) -> Any:
    """The organisation for which this member of staff makes keys; None for everybody else."""
    return next(iter(people.organisations_of(request.staff, "develop")), None)


def shell(request: StaffRequest, active: str, organisation: Any) -> Shell:
    return Shell(
        layout="workspace",
        active=active,
        name=f"{request.staff.name}, {text(organisation.name)}",
        theme=organisation.slug,
    )
