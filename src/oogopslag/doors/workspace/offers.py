"""What became of the offers of an organisation, and how many were wrong."""

from django.http import HttpResponse
from django.urls import path
from django.views.decorators.http import require_safe

from oogopslag.doors.entry import StaffRequest, staff_only
from oogopslag.doors.workspace.shell import coordinates, shell
from oogopslag.possibilities import queries
from oogopslag.ui import numbers
from oogopslag.ui.page import render


@require_safe
@staff_only
def offers(request: StaffRequest) -> HttpResponse:
    organisation = coordinates(request)
    return render(
        request,
        "workspace/offers.jinja",
        shell(request, "rules", organisation),
        rates=queries.offer_rates(organisation.slug),
        number=numbers.number,
        shut=queries.shut_gates(organisation.slug),
    )


urlpatterns = [path("aanbod/", offers, name="w_offers")]
