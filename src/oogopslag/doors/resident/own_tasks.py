"""Tasks that a resident made from a letter on paper; seen by nobody else."""

import secrets
from datetime import date
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_POST

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
    except (TypeError, ValueError):
        return None


@require_POST
@resident_only
def done(request: ResidentRequest, task_id: UUID) -> HttpResponse:
    try:
        actions.finish_own_task(request.resident, task_id)
    except UnknownTask as error:
        raise Http404(str(error)) from error
    return HttpResponseRedirect(reverse("r_own_tasks"))


urlpatterns = [
    path("berichten/eigen-taken/", overview, name="r_own_tasks"),
    path("berichten/eigen-taken/<uuid:task_id>/gedaan/", done, name="r_own_task_done"),
]
