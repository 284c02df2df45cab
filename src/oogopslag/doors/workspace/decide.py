"""Deciding: outcome, letter from the law's trace, preview, send."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods

from oogopslag.cases import actions, queries
from oogopslag.cases.errors import AlreadyDecided, CasesError, UnknownCase
from oogopslag.core.casework import Outcome
from oogopslag.doors.entry import StaffRequest, staff_only
from oogopslag.doors.workspace.shell import shell, workplace
from oogopslag.people import queries as people
from oogopslag.ui.page import render

_TEXTS = ("letter_nl", "letter_en", "motivation", "departure")


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def decide(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """GET: a draft for the chosen outcome. POST: preview, or send; texts are never lost."""
    organisation = workplace(request)
    try:
        found = queries.case_for_staff(organisation, case_id, request.staff)
    except UnknownCase as error:
        raise Http404(str(error)) from error
    outcome = _outcome(request) or queries.proposed(found)
    typed = _typed(request, organisation, case_id, outcome)
    sentence, status = "", 200
    if request.POST.get("do") == "send":
        try:
            _send(request, case_id, outcome, typed)
            return HttpResponseRedirect(reverse("w_case", args=[case_id]))
        except AlreadyDecided as error:
            sentence, status = str(error), 409
        except CasesError as error:
            sentence, status = str(error), 400
    return render(
        request,
        "workspace/decide.jinja",
        shell(request, "worklist", organisation),
        status=status,
        case=found,
        outcome=outcome,
        outcomes=list(Outcome),
        proposed=queries.proposed(found),
        typed=typed,
        sentence=sentence,
        preview=request.POST.get("do") == "preview",
        may="decide" in queries.moves(found, people.roles_of(request.staff, organisation.slug)),
    )


def _outcome(request: StaffRequest) -> Outcome | None:
    chosen = request.POST.get("outcome") or request.GET.get("besluit", "")
    return Outcome(chosen) if chosen in list(Outcome) else None


def _typed(
    request: StaffRequest, organisation: Any, case_id: UUID, outcome: Outcome
) -> dict[str, Any]:
    """What stands in the form: what was typed, or a fresh draft from the finding."""
    if request.method == "POST" and request.POST.get("do") != "draft":
        typed: dict[str, Any] = {name: request.POST.get(name, "") for name in _TEXTS}
        typed["revision"] = request.POST.get("revision", "")
        typed["hardship"] = "hardship" in request.POST
        return typed
    draft = queries.draft_decision(organisation, case_id, outcome)
    return {
        "letter_nl": draft.letter["nl"],
        "letter_en": draft.letter["en"],
        "motivation": draft.motivation["nl"],
        "departure": request.POST.get("departure", ""),
        "hardship": "hardship" in request.POST,
        "revision": str(draft.revision),
    }


def _send(request: StaffRequest, case_id: UUID, outcome: Outcome, typed: dict[str, Any]) -> None:
    actions.decide(
        case_id,
        request.staff,
        outcome=outcome,
        motivation=typed["motivation"],
        letter_text={"nl": typed["letter_nl"], "en": typed["letter_en"]},
        departure=typed["departure"],
        hardship=typed["hardship"],
        revision=int(typed["revision"]) if typed["revision"].isdigit() else -1,
    )


urlpatterns = [path("zaken/<uuid:case_id>/besluit/", decide, name="w_decide")]
