"""Applying: only the unknown is asked, one subject a page; then check, submit, receipt."""

import contextlib
import secrets
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oogopslag.cases import actions, queries
from oogopslag.cases.errors import InvalidAnswers, UnknownCase
from oogopslag.cases.queries import ApplicationView
from oogopslag.catalogue import queries as catalogue
from oogopslag.doors.entry import ResidentRequest, resident_only
from oogopslag.doors.resident.shell import shell
from oogopslag.ui.page import render

CHECK = "controle"


@require_POST
@resident_only
def start(request: ResidentRequest, service: str) -> HttpResponse:
    """Opens or continues the draft, at the first page that asks something."""
    draft = actions.start(request.resident, service)
    return _next(queries.view_of(draft), service, after="")


def _next(view: ApplicationView, service: str, *, after: str) -> HttpResponse:
    """To the next page with an open question behind `after`; else to the check page."""
    keys = [page.key for page in view.pages]
    behind = view.pages[keys.index(after) + 1 :] if after in keys else view.pages
    target = next((page.key for page in behind if page.asks), CHECK)
    return HttpResponseRedirect(reverse("r_apply_page", args=[service, target]))


@require_http_methods(["GET", "HEAD", "POST"])
@resident_only
def page(request: ResidentRequest, service: str, key: str) -> HttpResponse:
    draft = queries.draft_of(request.resident, service)
    if draft is None:
        return HttpResponseRedirect(reverse("r_possibility", args=[service]))
    if key == CHECK:
        return _check(request, queries.view_of(draft))
    errors: dict[str, str] = {}
    if request.method == "POST":
        typed = _typed(request)
        try:
            actions.answer(draft, key, typed)
            if "bewaren" in request.POST:
                return HttpResponseRedirect(reverse("r_cases"))
            return _next(queries.view_of(draft), service, after=key)
        except InvalidAnswers as error:
            errors = error.fields
    view = queries.view_of(draft, correcting=request.GET.get("wijzig", ""))
    return _form(request, view, key, errors)


def _typed(request: ResidentRequest) -> dict[str, str]:
    """What stood in the fields, by name; anything that is no question is passed over later."""
    return {name: str(value) for name, value in request.POST.items()}


def _form(
    request: ResidentRequest, view: ApplicationView, key: str, errors: dict[str, str]
) -> HttpResponse:
    current = view.page(key)
    if current is None:
        raise Http404
    asking = [p.key for p in view.pages if p.asks]
    return render(
        request,
        "resident/apply.jinja",
        shell(request, "cases"),
        status=400 if errors else 200,
        view=view,
        page=current,
        errors=errors,
        number=asking.index(key) + 1 if key in asking else 1,
        total=len(asking) + 1,
    )


@require_POST
@resident_only
def autosave(request: ResidentRequest, service: str, key: str) -> HttpResponse:
    """Keeps what is being typed; says nothing about whether it is right yet."""
    draft = queries.draft_of(request.resident, service)
    if draft is None:
        raise Http404
    with contextlib.suppress(InvalidAnswers):  # kept all the same
        actions.answer(draft, key, {k: v for k, v in _typed(request).items() if v})
    return HttpResponse(status=204)


def _check(request: ResidentRequest, view: ApplicationView) -> HttpResponse:
    return render(
        request,
        "resident/apply_check.jinja",
        shell(request, "cases"),
        view=view,
        organisation=catalogue.organisation_data(view.service.organisation).name,
        key=secrets.token_urlsafe(16),
    )


@require_POST
@resident_only
def forget(request: ResidentRequest, service: str) -> HttpResponse:
    """Takes one answer back: what the register says counts again."""
    draft = queries.draft_of(request.resident, service)
    if draft is not None:
        actions.forget(draft, request.POST.get("fact", ""))
    return HttpResponseRedirect(reverse("r_apply_page", args=[service, CHECK]))


@require_POST
@resident_only
def submit(request: ResidentRequest, service: str) -> HttpResponse:
    """Sends the application, once; a double submit leads to the same receipt."""
    key = request.POST.get("key", "")[:80]
    try:
        draft = queries.application(request.resident, service)
    except UnknownCase:
        found = queries.by_key(request.resident, key)
        if found is None:
            return HttpResponseRedirect(reverse("r_cases"))
        return HttpResponseRedirect(reverse("r_receipt", args=[found]))
    case = actions.submit(draft, key=key)
    return HttpResponseRedirect(reverse("r_receipt", args=[case.id]))


@require_safe
@resident_only
def receipt(request: ResidentRequest, case_id: UUID) -> HttpResponse:
    found = queries.case(request.resident, case_id)
    return render(request, "resident/receipt.jinja", shell(request, "cases"), case=found)


urlpatterns = [
    path("aanvragen/<slug:service>/", start, name="r_apply_start"),
    path("aanvragen/<slug:service>/versturen/", submit, name="r_apply_submit"),
    path("aanvragen/<slug:service>/terug/", forget, name="r_apply_forget"),
    path("aanvragen/<slug:service>/<slug:key>/", page, name="r_apply_page"),
    path("aanvragen/<slug:service>/<slug:key>/bewaren/", autosave, name="r_apply_autosave"),
    path("ontvangen/<uuid:case_id>/", receipt, name="r_receipt"),
]
