"""Taking a new decision in the place of one in force: the old one, the difference, the new one."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods

from oogopslag.cases import actions, queries
from oogopslag.cases.errors import AlreadyDecided, CasesError, UnknownCase
from oogopslag.core.casework import REVISES, Outcome
from oogopslag.doors.entry import StaffRequest, staff_only
from oogopslag.doors.workspace.shell import shell, workplace
from oogopslag.ui.page import render


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def revise(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """GET: a draft from the facts and the law of today. POST: send; texts are never lost."""
    organisation = workplace(request)
    try:
        case = queries.case_for_staff(organisation, case_id, request.staff)
        found = queries.reconsideration(organisation, case_id)
    except UnknownCase as error:
        raise Http404(str(error)) from error
    chosen = request.POST.get("outcome") or request.GET.get("besluit", "")
    outcome = Outcome(chosen) if chosen in REVISES else found.proposed
    typed = _typed(request, organisation, case_id, outcome)
    sentence, status = "", 200
    if request.method == "POST":
        try:
            actions.revise(
                case_id,
                request.staff,
                outcome=outcome,
                motivation=typed["motivation"],
                letter_text={"nl": typed["letter_nl"], "en": typed["letter_en"]},
                revision=int(typed["revision"]) if typed["revision"].isdigit() else -1,
            )
            return HttpResponseRedirect(reverse("w_case", args=[case_id]))
        except AlreadyDecided as error:
            sentence, status = str(error), 409
        except CasesError as error:
            sentence, status = str(error), 400
    return render(
        request,
        "workspace/revise.jinja",
        shell(request, "worklist", organisation),
        status=status,
        case=case,
        found=found,
        outcome=outcome,
        outcomes=REVISES,
        typed=typed,
        sentence=sentence,
    )


def _typed(
    request: StaffRequest, organisation: Any, case_id: UUID, outcome: Outcome
) -> dict[str, str]:
    if request.method == "POST":
        names = ("motivation", "letter_nl", "letter_en", "revision")
        return {name: request.POST.get(name, "") for name in names}
    draft = queries.draft_decision(organisation, case_id, outcome)
    return {
        "motivation": draft.motivation["nl"],
        "letter_nl": draft.letter["nl"],
        "letter_en": draft.letter["en"],
        "revision": str(draft.revision),
    }


urlpatterns = [path("zaken/<uuid:case_id>/herzien/", revise, name="w_revise")]
