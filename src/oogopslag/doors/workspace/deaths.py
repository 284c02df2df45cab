"""A death that was recorded by mistake: one colleague says why, another restores it."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_POST

from oogopslag.core.values import Bsn, InvalidValue
from oogopslag.doors.entry import StaffRequest, staff_only
from oogopslag.doors.workspace.shell import shell, workplace
from oogopslag.facts import actions
from oogopslag.people import queries as people
from oogopslag.people.errors import PeopleError, UnknownResident
from oogopslag.ui.page import render


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def overview(request: StaffRequest) -> HttpResponse:
    """GET: what waits, and the form. POST: puts one forward; what was typed stays on an error."""
    if request.method != "POST":
        return _page(request)
    try:
        person = Bsn.parse(request.POST.get("bsn", ""))
        reason = request.POST.get("reden", "")
        actions.doubt_death(request.staff, workplace(request), person, reason=reason)
    except InvalidValue:
        return _page(request, str(UnknownResident.sentence))
    except PeopleError as error:
        return _page(request, str(error))
    return HttpResponseRedirect(reverse("w_deaths"))


@require_POST
@staff_only
def settle(request: StaffRequest, doubt_id: UUID) -> HttpResponse:
    """The second pair of eyes: restores, or lets it stand."""
    undo = request.POST.get("do") == "undo"
    try:
        actions.settle_death(request.staff, workplace(request), doubt_id, undo=undo)
    except PeopleError as error:
        return _page(request, str(error))
    return HttpResponseRedirect(reverse("w_deaths"))


def _page(request: StaffRequest, sentence: str = "") -> HttpResponse:
    organisation: Any = workplace(request)
    roles = people.roles_of(request.staff, organisation.slug)
    return render(
        request,
        "workspace/deaths.jinja",
        shell(request, "team", organisation),
        status=400 if sentence else 200,
        rows=people.death_doubts(organisation, request.staff),
        may_settle=bool(people.DEATH_SETTLES & roles),
        sentence=sentence,
        typed=request.POST,
    )


urlpatterns = [
    path("overlijden/", overview, name="w_deaths"),
    path("overlijden/<uuid:doubt_id>/", settle, name="w_death"),
]
