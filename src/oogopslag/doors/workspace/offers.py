"""What became of the offers of an organisation, and how many were wrong."""

from django.http import Http404, HttpResponse
from django.urls import path
from django.views.decorators.http import require_safe

from oogopslag.doors.entry import StaffRequest, staff_only
from oogopslag.doors.workspace.shell import shell
from oogopslag.people import queries as people
from oogopslag.possibilities import queries
from oogopslag.ui.page import render


@require_safe
@staff_only
def offers(request: StaffRequest) -> HttpResponse:
    found = people.organisations_of(request.staff, "coordinate")
    if not found:
        raise Http404
    return render(
        request,
        "workspace/offers.jinja",
        shell(request, "rules", found[0]),
        rates=queries.offer_rates(found[0].slug),
        shut=queries.shut_gates(found[0].slug),
    )


urlpatterns = [path("aanbod/", offers, name="w_offers")]
