"""Tasks that a resident made from a letter on paper; seen by nobody else."""

import secrets
from datetime import date
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oogopslag.doors.downloads import download, json_download
from oogopslag.doors.entry import ResidentRequest, resident_only
from oogopslag.doors.resident.shell import shell
from oogopslag.inbox import actions, queries
from oogopslag.inbox.errors import EmptyTask, UnknownTask
from oogopslag.ui.page import render

FIELDS = ("titel", "afzender", "kenmerk", "dag")


@require_http_methods(["GET", "HEAD", "POST"])
@resident_only
def overview(request: ResidentRequest) -> HttpResponse:
    """The tasks, and a form for another; the lens fills it in, the resident sends it."""
    typed = {name: request.POST.get(name, "")[:200] for name in FIELDS}
    sentence = ""
    if request.method == "POST":
        try:
            actions.make_own_task(
                request.resident,
                title=typed["titel"],
                due=_day(typed["dag"]),
                sender=typed["afzender"],
                reference=typed["kenmerk"],
                key=request.POST.get("key", "")[:60],
                remind="herinner" in request.POST,
            )
            return HttpResponseRedirect(reverse("r_own_tasks") + "?bewaard=1")
        except EmptyTask as error:
            sentence = str(error)
    return render(
        request,
        "resident/own_tasks.jinja",
        shell(request, "inbox"),
        status=400 if sentence else 200,
        tasks=queries.own_tasks_of(request.resident),
        finished=queries.own_tasks_done(request.resident),
        kept_days=queries.OWN_TASKS_KEPT.days,
        can_remind=queries.can_remind(request.resident),
        remind="herinner" in request.POST,
        typed=typed,
        key=request.POST.get("key") or secrets.token_urlsafe(16),
        sentence=sentence,
        kept="bewaard" in request.GET,
    )


def _day(typed: str) -> date | None:
    """A day as browsers send it, or as people type it: 31-12-2026."""
    parts = typed.strip().replace("/", "-").replace(".", "-").split("-")
    try:
        if len(parts[0]) == len("2026"):
            return date(*map(int, parts))
        return date(*map(int, reversed(parts)))
    except (TypeError, ValueError, OverflowError):
        return None


@require_POST
@resident_only
def done(request: ResidentRequest, task_id: UUID) -> HttpResponse:
    try:
        actions.finish_own_task(request.resident, task_id)
    except UnknownTask as error:
        raise Http404(str(error)) from error
    return HttpResponseRedirect(reverse("r_own_tasks"))


@require_safe
@resident_only
def as_data(request: ResidentRequest) -> HttpResponse:
    """Everything that is kept of the resident's own tasks, as data."""
    return json_download(queries.own_tasks_data(request.resident), "eigen-taken.json")


@require_safe
@resident_only
def agenda(request: ResidentRequest) -> HttpResponse:
    """What is open, for the resident's own agenda."""
    made = queries.own_tasks_agenda(request.resident)
    return download(made, "eigen-taken.ics", "text/calendar; charset=utf-8")


urlpatterns = [
    path("berichten/eigen-taken/", overview, name="r_own_tasks"),
    path("berichten/eigen-taken/gegevens/", as_data, name="r_own_tasks_data"),
    path("berichten/eigen-taken/agenda/", agenda, name="r_own_tasks_agenda"),
    path("berichten/eigen-taken/<uuid:task_id>/gedaan/", done, name="r_own_task_done"),
]
