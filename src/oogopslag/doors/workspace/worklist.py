"""The work list, shortest legal term first; and the account page."""

from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.views.decorators.http import require_safe

from oogopslag.cases import queries
from oogopslag.doors.entry import StaffRequest, staff_only
from oogopslag.doors.workspace.shell import develops, shell, workplace
from oogopslag.people import queries as people
from oogopslag.ui.page import render

PAGE = 25


@require_safe
@staff_only
def work_list(request: StaffRequest) -> HttpResponse:
    if not people.organisations_of(request.staff):
        return _elsewhere(request)
    organisation = workplace(request)
    wanted = _wanted(request)
    rows = queries.work_list(organisation, _after(request), PAGE, wanted)
    kept = urlencode({k: request.GET[k] for k in ("zoek", "dienst", "wat") if request.GET.get(k)})
    last = rows[-1][0] if len(rows) == PAGE else None
    return render(
        request,
        "workspace/worklist.jinja",
        shell(request, "worklist", organisation),
        rows=rows,
        wanted=wanted,
        which=request.GET.get("wat", ""),
        narrowed=wanted != queries.Filter(),
        kept=kept,
        services=queries.services_of(organisation),
        batch=queries.may_batch(people.roles_of(request.staff, organisation.slug)),
        proposals=queries.proposals_waiting(organisation, request.staff) if not request.GET else [],
        attention=queries.attention_for(organisation) if not request.GET else [],
        more=f"{last.decide_by.isoformat()}_{last.id}" if last else "",
    )


def _elsewhere(request: StaffRequest) -> HttpResponse:
    """Who sees no cases goes to what is theirs; 404 for somebody who has no role any more."""
    if develops(request):
        return HttpResponseRedirect(reverse("w_connections"))
    if people.places_with_role(request.staff, "own"):
        return HttpResponseRedirect(reverse("c_own"))
    raise Http404


def _wanted(request: StaffRequest) -> queries.Filter:
    which = request.GET.get("wat", "")
    assignee = {"mijn": str(request.staff.id), "vrij": "none"}.get(which, "")
    return queries.Filter(
        service=request.GET.get("dienst", ""),
        search=request.GET.get("zoek", "")[:80],
        assignee=assignee,
        state="waiting" if which == "wacht" else "",
        late=which == "laat",
        review=which == "anders",
        rule=which == "regel",
    )


def _after(request: StaffRequest) -> tuple[date, UUID] | None:
    day, _, key = request.GET.get("na", "").partition("_")
    try:
        return date.fromisoformat(day), UUID(key)
    except ValueError:
        return None


@require_safe
@staff_only
def account(request: StaffRequest) -> HttpResponse:
    developing = develops(request)
    organisation = developing or workplace(request)
    return render(
        request,
        "workspace/account.jinja",
        shell(request, "account", organisation),
        organisation=organisation,
        develops=bool(developing),
        roles=sorted(people.roles_of(request.staff, organisation.slug)),
        sessions=people.sessions(request.user, request.session.session_key),
    )


urlpatterns = [
    path("", work_list, name="w_worklist"),
    path("account/", account, name="w_account"),
]
