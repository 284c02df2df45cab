"""The work list, shortest legal term first; and the account page."""

from datetime import date
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
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
    if not people.organisations_of(request.staff) and develops(request):
        return HttpResponseRedirect(reverse("w_connections"))
    organisation = workplace(request)
    rows = queries.work_list(organisation, _after(request), PAGE)
    last = rows[-1][0] if len(rows) == PAGE else None
    return render(
        request,
        "workspace/worklist.jinja",
        shell(request, "worklist", organisation),
        rows=rows,
        more=f"{last.decide_by.isoformat()}_{last.id}" if last else "",
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
