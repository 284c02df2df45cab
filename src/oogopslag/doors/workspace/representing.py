"""Legal representatives: looked up, recorded with the ruling's number, contested, ended."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from oogopslag.cases import actions
from oogopslag.cases import queries as cases
from oogopslag.cases.errors import CasesError
from oogopslag.core.values import Bsn, InvalidValue
from oogopslag.doors.entry import StaffRequest, staff_only
from oogopslag.doors.workspace.shell import shell, workplace
from oogopslag.people import queries as people
from oogopslag.people.errors import PeopleError, UnknownMandate
from oogopslag.ui.page import render


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def overview(request: StaffRequest) -> HttpResponse:
    """GET: who was recorded, and the form. POST: look in the court register, or record."""
    if request.method != "POST":
        return _page(request)
    try:
        person = Bsn.parse(request.POST.get("bsn", ""))
        if request.POST.get("do") == "look":
            return _page(
                request,
                measures=cases.measures_of(request.staff, workplace(request), person),
                looked=True,
            )
        _record(request, person)
    except InvalidValue:
        return _page(request, _("This BSN cannot be right. Check it."))
    except (PeopleError, CasesError) as error:
        return _page(request, str(error))
    except ValueError:
        return _page(request, _("Fill in the day of the ruling, and days that exist."))
    return HttpResponseRedirect(reverse("w_representatives"))


def _record(request: StaffRequest, person: Bsn) -> None:
    chosen, until = request.POST.get("dienst", ""), request.POST.get("tot", "").strip()
    if chosen and chosen not in dict(cases.services_by_title()):
        raise ValueError
    actions.record_representative(
        request.staff,
        workplace(request),
        people.resident_by_bsn(person),
        people.resident_by_bsn(Bsn.parse(request.POST.get("bsn_vertegenwoordiger", ""))),
        role=request.POST.get("rol", ""),
        ground=request.POST.get("uitspraak", ""),
        service=chosen,
        scope=request.POST.get("mag", ""),
        since=date.fromisoformat(request.POST.get("vanaf", "")),
        until=date.fromisoformat(until) if until else None,
    )


def _page(
    request: StaffRequest, sentence: str = "", *, measures: Any = None, looked: bool = False
) -> HttpResponse:
    organisation = workplace(request)
    return render(
        request,
        "workspace/representatives.jinja",
        shell(request, "team", organisation),
        status=400 if sentence else 200,
        sentence=sentence,
        rows=people.represented_by(organisation.slug),
        services=cases.services_by_title(),
        titles=dict(cases.services_by_title()),
        may=bool(people.REPRESENTATION_ROLES & people.roles_of(request.staff, organisation.slug)),
        measures=measures,
        looked=looked,
        typed=request.POST,
        day=request.POST.get("vanaf") or timezone.localdate().isoformat(),
    )


@require_POST
@staff_only
def settle(request: StaffRequest, mandate_id: UUID) -> HttpResponse:
    """Lets it stand after it was contested, or ends it."""
    ends = request.POST.get("do") == "end"
    try:
        actions.settle_representative(request.staff, workplace(request), mandate_id, ends=ends)
    except UnknownMandate as error:
        raise Http404(str(error)) from error
    except PeopleError as error:
        return _page(request, str(error))
    return HttpResponseRedirect(reverse("w_representatives"))


urlpatterns = [
    path("vertegenwoordigers/", overview, name="w_representatives"),
    path("vertegenwoordigers/<uuid:mandate_id>/", settle, name="w_representative"),
]
