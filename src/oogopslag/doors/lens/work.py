"""The owner's side: remarks with their term, figures, and checking words."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oogopslag.doors.entry import StaffRequest, staff_only
from oogopslag.doors.lens import frame
from oogopslag.doors.workplaces import place_of
from oogopslag.paper import actions, queries
from oogopslag.paper.errors import NotYourGuide, UnknownGuide
from oogopslag.people import queries as people
from oogopslag.ui.format import text
from oogopslag.ui.page import render
from oogopslag.ui.shell import Shell


def _place(request: StaffRequest) -> tuple[Any, Shell]:
    """The organisation of this member of staff and their frame. Raises Http404 without one."""
    mine = place_of(request, people.organisations_of(request.staff))
    if mine is None:
        raise Http404
    name = f"{request.staff.name}, {text(mine.name)}"
    return mine, Shell(layout="workspace", active="paper", name=name, theme=mine.slug)


@require_safe
@staff_only
def work(request: StaffRequest) -> HttpResponse:
    organisation, shell = _place(request)
    mine = [one for one in queries.guides().values() if one.organisation == organisation.slug]
    return render(
        request,
        "lens/work.jinja",
        shell,
        remarks=queries.open_remarks(organisation.slug),
        quality=queries.quality(organisation.slug),
        kinds=(*actions.KINDS, "recognised", "mistaken", "unknown"),
        guides=[
            (one, [(language, frame.NAMES[language], queries.is_reviewed(one, language))
                   for language in one.texts])
            for one in mine
        ],
    )  # fmt: skip


@require_POST
@staff_only
def handled(request: StaffRequest, remark_id: UUID) -> HttpResponse:
    try:
        changed = request.POST.get("aangepast") == "ja"
        actions.handle(request.staff, remark_id, request.POST.get("antwoord", ""), changed=changed)
    except NotYourGuide as error:
        raise Http404(str(error)) from error
    return HttpResponseRedirect(reverse("l_work"))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def review(request: StaffRequest, service: str, name: str, language: str) -> HttpResponse:
    """All words in one language beside the Dutch; approving sets them to reviewed, by name."""
    organisation, shell = _place(request)
    guide = queries.guides().get(f"{service}.{name}")
    if guide is None or guide.organisation != organisation.slug or language not in guide.texts:
        raise Http404
    if request.method == "POST":
        try:
            actions.review(request.staff, guide.id, language, request.POST.get("digest", ""))
        except (NotYourGuide, UnknownGuide) as error:
            raise Http404(str(error)) from error
        return HttpResponseRedirect(reverse("l_work"))
    return render(
        request, "lens/review.jinja", shell, guide=guide, words=guide.texts[language],
        dutch=guide.texts["nl"], language_name=frame.NAMES[language], words_language=language,
        direction=frame.direction(language), done=queries.is_reviewed(guide, language),
    )  # fmt: skip


urlpatterns = [
    path("werk/", work, name="l_work"),
    path("werk/<uuid:remark_id>/gezien/", handled, name="l_handled"),
    path("werk/<slug:service>/<slug:name>/<slug:language>/", review, name="l_review"),
]
