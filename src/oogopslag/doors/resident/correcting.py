"""Correcting an answer of an application that is not decided yet."""

from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods

from oogopslag.cases import actions, queries
from oogopslag.cases.errors import CasesError, InvalidAnswers
from oogopslag.catalogue import queries as catalogue
from oogopslag.doors.entry import ResidentRequest, resident_only
from oogopslag.doors.resident.shell import shell
from oogopslag.facts import queries as facts
from oogopslag.ui.page import render


@require_http_methods(["GET", "HEAD", "POST"])
@resident_only
def correct(request: ResidentRequest, case_id: UUID, fact: str) -> HttpResponse:
    """One answer of one case; what was typed stands there again after an error."""
    found = queries.case(request.resident, case_id)
    given = next((one for one in found.given if one.fact == fact), None)
    if given is None:
        raise Http404
    kind, sentence = catalogue.library().dictionary.kind_of(fact), ""
    typed = request.POST.get("value", "")
    if request.method == "POST":
        try:
            actions.correct(case_id, request.resident, fact, typed)
            return HttpResponseRedirect(reverse("r_case", args=[case_id]))
        except InvalidAnswers as error:
            sentence = error.fields[fact]
        except CasesError as error:
            sentence = str(error)
    elif given.value is not None:
        typed = facts.as_typed(kind, given.value)
    return render(
        request,
        "resident/correct.jinja",
        shell(request, "cases"),
        status=400 if sentence else 200,
        case=found,
        given=given,
        kind=kind,
        typed=typed,
        sentence=sentence,
    )


urlpatterns = [path("zaken/<uuid:case_id>/verbeteren/<str:fact>/", correct, name="r_correct")]
