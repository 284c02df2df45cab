"""Cases, tasks and contacts of other organisations: one case, carrying a task out, filling in."""

from django.http import Http404, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.urls import path, reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from oogopslag.cases import queries
from oogopslag.cases.errors import CasesError
from oogopslag.doors.entry import ResidentRequest, resident_only
from oogopslag.doors.resident.cases import lists_of
from oogopslag.doors.resident.glance import parts_of
from oogopslag.doors.resident.shell import shell
from oogopslag.outside.errors import OutsideError
from oogopslag.ui.page import render

PARTS = ("overzicht", "zaken", "berichten")


@require_safe
@resident_only
def rest(request: ResidentRequest) -> HttpResponse:
    """What came later, as a part of the page that asks for it: waits for the late ones."""
    part = request.GET.get("deel", "")
    if part not in PARTS:
        raise Http404
    if part == "overzicht":
        found = parts_of(request, patient=True)
    elif part == "zaken":
        found = lists_of(request, patient=True)
    else:
        found = {"elsewhere": queries.elsewhere_of(request.resident, patient=True)}
    return render(request, "resident/elsewhere_part.jinja", part=part, **found)


@require_safe
@resident_only
def one(request: ResidentRequest, source: str, key: str) -> HttpResponse:
    try:
        found = queries.foreign_case(request.resident, source, key)
    except CasesError as error:
        raise Http404(str(error)) from error
    return render(request, "resident/elsewhere_case.jinja", shell(request, "cases"), case=found)


@require_safe
@resident_only
def documents(request: ResidentRequest, source: str, key: str) -> HttpResponse:
    """What may be read of a case there; asked now."""
    found, sentence = [], ""
    try:
        case = queries.foreign_case(request.resident, source, key)
        found = queries.foreign_documents(request.resident, source, key)
    except CasesError as error:
        raise Http404(str(error)) from error
    except OutsideError as error:
        sentence = str(error)
    return render(
        request,
        "resident/elsewhere_documents.jinja",
        shell(request, "cases"),
        status=502 if sentence else 200,
        case=case,
        documents=found,
        sentence=sentence,
    )


@require_safe
@resident_only
def document(
    request: ResidentRequest, source: str, key: str, document: str
) -> HttpResponse | StreamingHttpResponse:
    """One document, passed on while it comes; always as a download."""
    try:
        found, content = queries.foreign_document(request.resident, source, key, document)
    except CasesError as error:
        raise Http404(str(error)) from error
    except OutsideError as error:
        return render(
            request,
            "resident/elsewhere_gone.jinja",
            shell(request, "cases"),
            status=502,
            sentence=str(error),
            back=reverse("r_foreign_documents", args=[source, key]),
        )
    response = StreamingHttpResponse(content, content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(True, found.name or "document")
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_safe
@resident_only
def carry_out(request: ResidentRequest, source: str, key: str) -> HttpResponse:
    """Leads to where the task is done, after reading it once more at its source."""
    try:
        return HttpResponseRedirect(queries.address_of_task(request.resident, source, key))
    except (CasesError, OutsideError) as error:
        return render(
            request,
            "resident/elsewhere_gone.jinja",
            shell(request, "glance"),
            status=404 if isinstance(error, CasesError) else 502,
            sentence=str(error),
            back=reverse("r_glance"),
        )


urlpatterns = [
    path("elders/", rest, name="r_elsewhere"),
    path("zaken/elders/<str:source>/<str:key>/", one, name="r_foreign_case"),
    path("zaken/elders/<str:source>/<str:key>/documenten/", documents, name="r_foreign_documents"),
    path(
        "zaken/elders/<str:source>/<str:key>/documenten/<str:document>/",
        document,
        name="r_foreign_document",
    ),
    path("taken/<str:source>/<str:key>/", carry_out, name="r_task"),
]
