"""The glance: what needs you, what you can get, what is running, what is new."""

from django.http import HttpResponse
from django.urls import path
from django.views.decorators.http import require_safe

from oogopslag.cases import queries as cases
from oogopslag.doors.entry import ResidentRequest, resident_only
from oogopslag.doors.resident.shell import shell
from oogopslag.possibilities import actions
from oogopslag.ui.page import render


@require_safe
@resident_only
def glance(request: ResidentRequest) -> HttpResponse:
    found = actions.glance_of(request.resident)
    frame = shell(request, "glance", unread=found.unread)
    elsewhere = cases.elsewhere_of(request.resident)
    return render(request, "resident/glance.jinja", frame, glance=found, elsewhere=elsewhere)


urlpatterns = [path("", glance, name="r_glance")]
