"""The glance: what needs you, what you can get, what is running, what is new."""

from django.http import HttpResponse
from django.urls import path
from django.views.decorators.http import require_safe

from oogopslag.cases import queries as cases
from oogopslag.core.law import Verdict
from oogopslag.doors.entry import ResidentRequest, resident_only
from oogopslag.doors.resident.shell import shell
from oogopslag.facts import queries as facts
from oogopslag.inbox import queries as inbox
from oogopslag.possibilities import actions
from oogopslag.possibilities import queries as possibilities
from oogopslag.ui.page import render

SHOWN = 3


@require_safe
@resident_only
def glance(request: ResidentRequest) -> HttpResponse:
    resident = request.resident
    found = actions.current(resident)
    running, taken = cases.running_and_taken(resident)
    new = inbox.new_of(resident)
    possible = [
        p for p in found if p.possible and not p.service.duty and p.service.slug not in taken
    ]
    return render(
        request,
        "resident/glance.jinja",
        shell(request, "glance", unread=sum(thread.unread for thread in new)),
        duties=inbox.duties_of(resident),
        possible=possible[:SHOWN],
        total=len(possible),
        impossible=[p for p in found if p.finding.verdict == Verdict.NOT],
        running=running,
        new=new,
        failed=facts.failed_sources(resident),
        organisations=possibilities.organisation_names(),
    )


urlpatterns = [path("", glance, name="r_glance")]
