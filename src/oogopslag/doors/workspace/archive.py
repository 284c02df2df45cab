"""Archive and destruction: lists that the worker prepared, read by one, approved by another."""

import json
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oogopslag.cases import actions, queries
from oogopslag.cases.errors import CasesError, UnknownCase
from oogopslag.doors.entry import StaffRequest, staff_only
from oogopslag.doors.workspace.shell import shell, workplace
from oogopslag.people import queries as people
from oogopslag.ui.page import render


@require_safe
@staff_only
def overview(request: StaffRequest) -> HttpResponse:
    organisation = workplace(request)
    return render(
        request,
        "workspace/archive.jinja",
        shell(request, "team", organisation),
        lists=queries.destruction_lists(organisation, request.staff),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def one(request: StaffRequest, list_id: UUID) -> HttpResponse:
    """GET: the list. POST: put it forward, approve it, or send it back with the reason."""
    if request.method == "POST" and (act := _ACTS.get(request.POST.get("do", ""))):
        try:
            queries.destruction_list(workplace(request), list_id, request.staff)
            act(request, list_id)
        except UnknownCase as error:
            raise Http404(str(error)) from error
        except CasesError as error:
            return _page(request, list_id, str(error))
        return HttpResponseRedirect(reverse("w_archive_list", args=[list_id]))
    return _page(request, list_id)


def _page(request: StaffRequest, list_id: UUID, sentence: str = "") -> HttpResponse:
    organisation = workplace(request)
    try:
        found, lines = queries.destruction_list(organisation, list_id, request.staff)
    except UnknownCase as error:
        raise Http404(str(error)) from error
    roles = people.roles_of(request.staff, organisation.slug)
    return render(
        request,
        "workspace/archive_list.jinja",
        shell(request, "team", organisation),
        status=409 if sentence else 200,
        sentence=sentence,
        list=found,
        lines=lines,
        services=dict(queries.services_of(organisation)),
        may=queries.may_destroy(roles),
        why=request.POST.get("waarom", ""),
    )


def _forward(request: StaffRequest, list_id: UUID) -> None:
    actions.put_list_forward(list_id, request.staff)


def _approve(request: StaffRequest, list_id: UUID) -> None:
    actions.approve_list(list_id, request.staff)


def _back(request: StaffRequest, list_id: UUID) -> None:
    actions.send_list_back(list_id, request.staff, why=request.POST.get("waarom", ""))


_ACTS = {"forward": _forward, "approve": _approve, "back": _back}


@require_POST
@staff_only
def leave_out(request: StaffRequest, list_id: UUID, line_id: UUID) -> HttpResponse:
    """Keeps one case of the list, with the reason."""
    try:
        _, lines = queries.destruction_list(workplace(request), list_id, request.staff)
        if line_id not in {line.id for line in lines}:
            raise UnknownCase
        actions.leave_out(line_id, request.staff, why=request.POST.get("waarom", ""))
    except UnknownCase as error:
        raise Http404(str(error)) from error
    except CasesError as error:
        return _page(request, list_id, str(error))
    return HttpResponseRedirect(reverse("w_archive_list", args=[list_id]))


@require_safe
@staff_only
def statement(request: StaffRequest, list_id: UUID) -> HttpResponse:
    """The declaration of destruction with its list, as data to keep elsewhere."""
    try:
        found, lines = queries.destruction_list(workplace(request), list_id, request.staff)
    except UnknownCase as error:
        raise Http404(str(error)) from error
    if found.statement is None:
        raise Http404
    rows = [
        {
            "number": one.number,
            "service": one.service,
            "outcome": one.outcome,
            "closed": one.closed.isoformat(),
            "archive_on": one.archive_on.isoformat(),
            "ground": one.ground,
            "destroyed": one.destroyed.isoformat() if one.destroyed else None,
            "left_out": one.left_out,
        }
        for one in lines
    ]
    content = json.dumps(found.statement | {"list": rows}, ensure_ascii=False, indent=1)
    response = HttpResponse(content, content_type="application/json")
    response["Content-Disposition"] = 'attachment; filename="verklaring-van-vernietiging.json"'
    return response


urlpatterns = [
    path("archief/", overview, name="w_archive"),
    path("archief/<uuid:list_id>/", one, name="w_archive_list"),
    path("archief/<uuid:list_id>/verklaring.json", statement, name="w_archive_statement"),
    path("archief/<uuid:list_id>/<uuid:line_id>/", leave_out, name="w_archive_leave_out"),
]
