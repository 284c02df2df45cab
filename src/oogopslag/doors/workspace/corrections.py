"""Requests to correct a register that this organisation keeps (terugmelding)."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.views.decorators.http import require_POST, require_safe

from oogopslag.cases import actions
from oogopslag.catalogue import queries as catalogue
from oogopslag.doors.entry import StaffRequest, staff_only
from oogopslag.doors.workspace.shell import shell, workplace
from oogopslag.facts import queries as facts
from oogopslag.facts.errors import FactsError
from oogopslag.ui.page import render


@require_safe
@staff_only
def overview(request: StaffRequest) -> HttpResponse:
    return _page(request)


def _page(request: StaffRequest, sentence: str = "") -> HttpResponse:
    organisation = workplace(request)
    dictionary = catalogue.library().dictionary
    rows = facts.corrections_for(organisation.slug)
    return render(
        request,
        "workspace/corrections.jinja",
        shell(request, "team", organisation),
        status=400 if sentence else 200,
        rows=[(one, dictionary.kind_of(one.name)) for one in rows],
        sentence=sentence,
        typed=request.POST.get("antwoord", ""),
        about=request.POST.get("over", ""),
    )


@require_POST
@staff_only
def answer(request: StaffRequest, correction_id: UUID) -> HttpResponse:
    try:
        actions.answer_correction(
            correction_id,
            request.staff,
            workplace(request),
            outcome=request.POST.get("besluit", ""),
            answer=request.POST.get("antwoord", ""),
        )
    except FactsError as error:
        return _page(request, str(error))
    return HttpResponseRedirect(reverse("w_corrections"))


urlpatterns = [
    path("terugmeldingen/", overview, name="w_corrections"),
    path("terugmeldingen/<uuid:correction_id>/", answer, name="w_correction_answer"),
]
