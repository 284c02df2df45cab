"""A form explained as a list: every text of the overlay, without camera and without script."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oogopslag.catalogue import queries as catalogue
from oogopslag.doors.entry import everyone, private
from oogopslag.doors.lens import frame
from oogopslag.paper import actions, queries
from oogopslag.paper.errors import EmptyRemark, UnknownGuide
from oogopslag.ui.format import active
from oogopslag.ui.page import render


def _found(service: str, name: str, edition: str) -> queries.Guide:
    """Raises Http404 with the sentence."""
    try:
        guide = queries.guide(f"{service}.{name}")
    except UnknownGuide as error:
        raise Http404(str(error)) from error
    if guide.edition(edition) is None:
        raise Http404(str(UnknownGuide(edition)))
    return guide


@everyone
@require_safe
def guide(request: HttpRequest, service: str, name: str, edition: str) -> HttpResponse:
    """The list; `?taal=` explains in another language, `?groot=1` prints in large letters."""
    found = _found(service, name, edition)
    language = frame.language_of(request, found)
    resident = frame.resident_of(request)
    values = queries.values_of(resident, active()) if resident else {}
    response = render(
        request,
        "lens/guide.jinja",
        guide=found,
        edition=edition,
        pages=queries.pages_of(found, edition),
        words=found.texts[language],
        words_language=language,
        direction=frame.direction(language),
        languages=frame.choices(found),
        leads=frame.LEADS.get(language, frame.LEADS["nl"]),
        checked=frame.status(found.texts[language], queries.is_reviewed(found, language)),
        values=values.get(found.id, {}),
        signed_in=resident is not None,
        large="groot" in request.GET,
        organisation=catalogue.organisation_data(found.organisation),
        lens=queries.lens_works(found),
        thanks="dank" in request.GET,
    )
    return private(response) if resident else response  # type: ignore[return-value]  # the same one


@everyone
@require_safe
def paper(request: HttpRequest, service: str, name: str, edition: str) -> HttpResponse:
    """The paper itself, from its source; to print, or to hold before the camera."""
    found = _found(service, name, edition)
    return HttpResponse(
        queries.paper_of(found, edition),
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{found.short_code(edition)}.pdf"'},
    )


@everyone
@require_http_methods(["GET", "HEAD", "POST"])
def remark(request: HttpRequest, service: str, name: str, edition: str) -> HttpResponse:
    """Something is unclear or wrong: text only, without an account."""
    found = _found(service, name, edition)
    asked = request.POST if request.method == "POST" else request.GET
    field = asked.get("veld", "")
    error = ""
    if request.method == "POST":
        try:
            actions.remark(
                found.id, edition, field=field, kind=asked.get("soort", ""),
                language=frame.language_of(request, found), text=asked.get("tekst", ""),
            )  # fmt: skip
        except EmptyRemark as empty:
            error = str(empty)
        else:
            back = reverse("l_guide", args=[service, name, edition])
            return HttpResponseRedirect(f"{back}?dank=1")
    label = found.texts[active()].fields.get(field, {}).get("label", "")
    return render(
        request, "lens/remark.jinja", status=400 if error else 200, guide=found, edition=edition,
        field=field, label=label, kind=asked.get("soort", "unclear"), typed=asked.get("tekst", ""),
        error=error,
    )  # fmt: skip


@everyone
@require_POST
def count(request: HttpRequest, service: str, name: str, edition: str) -> HttpResponse:
    """Somebody says that the camera found the right form, a wrong one, or none."""
    found = _found(service, name, edition)
    try:
        actions.counted(found.id, edition, request.POST.get("soort", ""))
    except UnknownGuide as error:
        raise Http404(str(error)) from error
    return HttpResponseRedirect(f"{reverse('l_guide', args=[service, name, edition])}?dank=1")


urlpatterns = [
    path("<slug:service>/<slug:name>/<slug:edition>/", guide, name="l_guide"),
    path("<slug:service>/<slug:name>/<slug:edition>/papier.pdf", paper, name="l_paper"),
    path("<slug:service>/<slug:name>/<slug:edition>/opmerking/", remark, name="l_remark"),
    path("<slug:service>/<slug:name>/<slug:edition>/telling/", count, name="l_count"),
]
