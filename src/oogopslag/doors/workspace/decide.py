"""Deciding: outcome, letter from the law's trace, preview; send, propose or send back."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods

from oogopslag.cases import actions, queries
from oogopslag.cases.errors import AlreadyDecided, CasesError
from oogopslag.core.casework import DECIDES, Outcome
from oogopslag.doors.asked import outcome_of, revision_of
from oogopslag.doors.entry import StaffRequest, staff_only
from oogopslag.doors.workspace import second
from oogopslag.doors.workspace.shell import shell, workplace
from oogopslag.inbox.errors import InboxError
from oogopslag.ui.page import render

_TEXTS = ("letter_nl", "letter_en", "motivation", "departure", "minutes")


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def decide(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """GET: a draft for the chosen outcome. POST: preview, or act; texts are never lost."""
    organisation = workplace(request)
    found = queries.case_for_staff(organisation, case_id, request.staff)
    waiting = queries.proposal_of(found, request.staff)
    outcome = _outcome(request, found, waiting) or queries.proposed(found)
    typed = _typed(request, organisation, case_id, outcome, waiting)
    sentence, status = "", 200
    if act := _ACTS.get(request.POST.get("do", "")):
        try:
            act(request, case_id, outcome, typed)
            return HttpResponseRedirect(reverse("w_case", args=[case_id]))
        except AlreadyDecided as error:
            sentence, status = str(error), 409
        except (CasesError, InboxError) as error:
            sentence, status = str(error), 400
    move = "leave" if outcome == Outcome.NOT_TREATED else "decide"
    return render(
        request,
        "workspace/decide.jinja",
        shell(request, "worklist", organisation),
        status=status,
        case=found,
        outcome=outcome,
        outcomes=_outcomes(found),
        proposed=queries.proposed(found),
        typed=typed,
        closing=queries.closing_of(organisation, case_id),
        sentence=sentence,
        preview=request.POST.get("do") == "preview",
        **second.may(request, found, waiting, outcome, move),
    )


def _outcomes(case: Any) -> tuple[Outcome, ...]:
    """What can be decided; not to treat only in the four weeks after a request lapsed (Awb 4:5)."""
    return (*DECIDES, Outcome.NOT_TREATED) if case.leave_by else DECIDES


def _outcome(request: StaffRequest, case: Any, waiting: Any) -> Outcome | None:
    """What was chosen; else what a colleague proposed.

    What a form says is never read as something else: one that can no longer be is refused with a
    sentence where it is decided.
    """
    if sent := request.POST.get("outcome"):
        return outcome_of(sent, (*DECIDES, Outcome.NOT_TREATED))
    chosen = request.GET.get("besluit", "")
    if chosen in _outcomes(case):
        return Outcome(chosen)
    return Outcome(waiting.outcome) if waiting and waiting.outcome in _outcomes(case) else None


def _typed(
    request: StaffRequest, organisation: Any, case_id: UUID, outcome: Outcome, waiting: Any
) -> dict[str, Any]:
    """What stands in the form: what was typed, what was proposed, or a fresh draft."""
    if request.method == "POST" and request.POST.get("do") not in ("draft", "back"):
        typed: dict[str, Any] = {name: request.POST.get(name, "") for name in _TEXTS}
        typed["revision"] = request.POST.get("revision", "")
        typed["hardship"] = "hardship" in request.POST
        return typed
    draft = queries.draft_decision(organisation, case_id, outcome)
    kept = {"minutes": request.POST.get("minutes", ""), "revision": str(draft.revision)}
    if waiting and waiting.outcome == outcome:
        return kept | {
            "letter_nl": waiting.letter["nl"],
            "letter_en": waiting.letter.get("en", ""),
            "motivation": waiting.motivation,
            "departure": waiting.departure,
            "hardship": waiting.hardship,
        }
    return kept | {
        "letter_nl": draft.letter["nl"],
        "letter_en": draft.letter["en"],
        "motivation": draft.motivation["nl"],
        "departure": request.POST.get("departure", ""),
        "hardship": "hardship" in request.POST,
    }


def _texts(outcome: Outcome, typed: dict[str, Any]) -> dict[str, Any]:
    return {
        "outcome": outcome,
        "motivation": typed["motivation"],
        "letter_text": {"nl": typed["letter_nl"], "en": typed["letter_en"]},
        "departure": typed["departure"],
        "hardship": typed["hardship"],
        "revision": revision_of(typed["revision"]),
        "minutes": queries.minutes_of(typed["minutes"]),
    }


def _send(request: StaffRequest, case_id: UUID, outcome: Outcome, typed: dict[str, Any]) -> None:
    texts = _texts(outcome, typed)
    if outcome == Outcome.NOT_TREATED:
        kept = {name: texts[name] for name in ("motivation", "letter_text", "revision")}
        actions.leave_untreated(case_id, request.staff, **kept)
    else:
        actions.decide(case_id, request.staff, **texts)


def _propose(request: StaffRequest, case_id: UUID, outcome: Outcome, typed: dict[str, Any]) -> None:
    actions.propose(case_id, request.staff, **_texts(outcome, typed))


_ACTS = {"send": _send, "propose": _propose, "back": second.back}
urlpatterns = [path("zaken/<uuid:case_id>/besluit/", decide, name="w_decide")]
