"""Taking a new decision in the place of one in force: the old one, the difference, the new one."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods

from oogopslag.cases import actions, queries
from oogopslag.cases.errors import AlreadyDecided, CasesError
from oogopslag.core.casework import REVISES, Outcome
from oogopslag.doors.asked import outcome_of, revision_of
from oogopslag.doors.entry import StaffRequest, staff_only
from oogopslag.doors.workspace import second
from oogopslag.doors.workspace.shell import shell, workplace
from oogopslag.inbox.errors import InboxError
from oogopslag.ui.page import render


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def revise(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """GET: a draft from the facts and the law of today. POST: send; texts are never lost."""
    organisation = workplace(request)
    case = queries.case_for_staff(organisation, case_id, request.staff)
    found = queries.reconsideration(organisation, case_id)
    waiting = queries.proposal_of(case, request.staff)
    outcome = _outcome(request, found, waiting)
    typed = _typed(request, organisation, case_id, outcome, waiting)
    sentence, status = "", 200
    if request.method == "POST":
        try:
            _ACTS.get(request.POST.get("do", ""), _send)(request, case_id, outcome, typed)
            return HttpResponseRedirect(reverse("w_case", args=[case_id]))
        except AlreadyDecided as error:
            sentence, status = str(error), 409
        except (CasesError, InboxError) as error:
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
        closing=queries.closing_of(organisation, case_id),
        sentence=sentence,
        **second.may(request, case, waiting, outcome, "revise"),
    )


def _outcome(request: StaffRequest, found: Any, waiting: Any) -> Outcome:
    """What was sent, never read as something else; or chosen, proposed, or found by the law."""
    if sent := request.POST.get("outcome"):
        return outcome_of(sent, REVISES)
    chosen = request.GET.get("besluit", "")
    if chosen not in REVISES:
        chosen = waiting.outcome if waiting and waiting.outcome in REVISES else found.proposed
    return Outcome(chosen)


def _texts(outcome: Outcome, typed: dict[str, str]) -> dict[str, Any]:
    return {
        "outcome": outcome,
        "motivation": typed["motivation"],
        "letter_text": {"nl": typed["letter_nl"], "en": typed["letter_en"]},
        "revision": revision_of(typed["revision"]),
    }


def _send(request: StaffRequest, case_id: UUID, outcome: Outcome, typed: dict[str, str]) -> None:
    actions.revise(case_id, request.staff, **_texts(outcome, typed))


def _propose(request: StaffRequest, case_id: UUID, outcome: Outcome, typed: dict[str, str]) -> None:
    texts = _texts(outcome, typed)
    actions.propose(case_id, request.staff, **texts, departure="", hardship=False)


def _typed(
    request: StaffRequest, organisation: Any, case_id: UUID, outcome: Outcome, waiting: Any
) -> dict[str, str]:
    if request.method == "POST" and request.POST.get("do") != "back":
        names = ("motivation", "letter_nl", "letter_en", "revision")
        return {name: request.POST.get(name, "") for name in names}
    draft = queries.draft_decision(organisation, case_id, outcome)
    if waiting and waiting.outcome == outcome:
        return {
            "motivation": waiting.motivation,
            "letter_nl": waiting.letter["nl"],
            "letter_en": waiting.letter.get("en", ""),
            "revision": str(draft.revision),
        }
    return {
        "motivation": draft.motivation["nl"],
        "letter_nl": draft.letter["nl"],
        "letter_en": draft.letter["en"],
        "revision": str(draft.revision),
    }


_ACTS = {"send": _send, "propose": _propose, "back": second.back}
urlpatterns = [path("zaken/<uuid:case_id>/herzien/", revise, name="w_revise")]
