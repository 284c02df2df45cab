"""Every document of a resident in one place, and all of them in one archive."""

from uuid import UUID

from django.http import HttpResponse, StreamingHttpResponse
from django.urls import path
from django.views.decorators.http import require_safe

from oogopslag.cases import queries
from oogopslag.doors.downloads import json_download
from oogopslag.doors.entry import ResidentRequest, resident_only
from oogopslag.doors.resident.shell import shell
from oogopslag.facts import queries as facts
from oogopslag.ui.format import active
from oogopslag.ui.page import render


@require_safe
@resident_only
def overview(request: ResidentRequest) -> HttpResponse:
    return render(
        request,
        "resident/documents.jinja",
        shell(request, "data"),
        documents=queries.documents_of(request.resident),
    )


@require_safe
@resident_only
def archive(request: ResidentRequest) -> StreamingHttpResponse:
    """All letters and files as a ZIP, made while it is sent."""
    chunks = queries.documents_zip(request.resident, active())
    response = StreamingHttpResponse(chunks, content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="documenten.zip"'
    return response


@require_safe
@resident_only
def case(request: ResidentRequest, case_id: UUID) -> StreamingHttpResponse:
    """Everything of one case as a ZIP, made while it is sent."""
    chunks = queries.case_zip(request.resident, case_id, active())
    response = StreamingHttpResponse(chunks, content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="zaak.zip"'
    return response


@require_safe
@resident_only
def logbook(request: ResidentRequest) -> HttpResponse:
    """Who used my data, in the field names of the Logboek Dataverwerkingen."""
    lines = facts.logbook_of(request.resident)
    return json_download(lines, "logboek.json")


urlpatterns = [
    path("documenten/", overview, name="r_documents"),
    path("documenten/alles.zip", archive, name="r_documents_zip"),
    path("zaken/<uuid:case_id>/alles.zip", case, name="r_case_zip"),
    path("gegevens/gebruik/logboek.json", logbook, name="r_logbook"),
]
