"""The work list, shortest legal term first; and the account page."""

from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.views.decorators.http import require_POST, require_safe

from oogopslag.cases import queries
from oogopslag.doors import workplaces
from oogopslag.doors.entry import StaffRequest, staff_only
from oogopslag.doors.workplaces import place_of
from oogopslag.doors.workspace.shell import develops, shell, workplace
from oogopslag.people import queries as people
from oogopslag.people.errors import PeopleError
from oogopslag.ui.page import render

PAGE = 25


@require_safe
@staff_only
def work_list(request: StaffRequest) -> HttpResponse:
    if place_of(request, people.organisations_of(request.staff)) is None:
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
    if any(people.places_with_role(request.staff, role) for role in ("own", "try")):
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
    return _account(request)


def _account(request: StaffRequest, sentence: str = "") -> HttpResponse:
    places, developing = people.workplaces(request.staff), develops(request)
    seen = place_of(request, people.organisations_of(request.staff))
    organisation = developing or seen or place_of(request, places)
    if organisation is None:
        raise Http404
    return render(
        request,
        "workspace/account.jinja",
        shell(request, "account", organisation),
        status=400 if sentence else 200,
        sentence=sentence,
        places=places,
        organisation=organisation,
        develops=bool(developing),
        roles=sorted(people.roles_of(request.staff, organisation.slug)),
        sessions=people.sessions(request.user, request.session.session_key),
    )


@require_POST
@staff_only
def choose(request: StaffRequest) -> HttpResponse:
    """Works for another of their organisations from now on."""
    try:
        workplaces.choose(request, request.POST.get("organisatie", ""))
    except PeopleError as error:
        return _account(request, str(error))
    return HttpResponseRedirect(reverse("w_worklist"))


urlpatterns = [
    path("", work_list, name="w_worklist"),
    path("account/", account, name="w_account"),
    path("account/organisatie/", choose, name="w_workplace"),
]
