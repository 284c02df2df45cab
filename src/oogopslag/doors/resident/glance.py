"""The glance: what needs you, what you can get, what is running, what is new."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.urls import path
from django.views.decorators.http import require_safe

from oogopslag.cases import queries as cases
from oogopslag.doors.entry import ResidentRequest, resident_only
from oogopslag.doors.resident.shell import shell
from oogopslag.possibilities import actions
from oogopslag.ui.page import render

NEWEST = 5
"""How many new conversations stand on the first screen; the others are one link away."""


def parts_of(request: ResidentRequest, *, patient: bool = False) -> dict[str, Any]:
    """The glance, what stands elsewhere, and what must be done, soonest first: of all bodies, and
    what the resident wrote down from letters on paper.

    `patient` waits for late sources. What has no day comes last: nobody set one.
    """
    found = actions.glance_of(request.resident)
    elsewhere = cases.elsewhere_of(request.resident, patient=patient)
    todo: list[Any] = [*found.duties, *found.own, *elsewhere.tasks]
    duties = sorted(todo, key=lambda one: one.due or date.max)
    return {"glance": found, "elsewhere": elsewhere, "duties": duties, "newest": NEWEST}


@require_safe
@resident_only
def glance(request: ResidentRequest) -> HttpResponse:
    parts = parts_of(request)
    frame = shell(request, "glance", unread=parts["glance"].unread)
    return render(request, "resident/glance.jinja", frame, **parts)


urlpatterns = [path("", glance, name="r_glance")]
