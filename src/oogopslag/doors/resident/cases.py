"""Cases: what runs and what is done, withdrawing, objecting."""

import secrets
from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oogopslag.cases import actions, queries
from oogopslag.cases.errors import CasesError, UnknownCase
from oogopslag.doors.downloads import download
from oogopslag.doors.entry import ResidentRequest, resident_only
from oogopslag.doors.resident.shell import shell
from oogopslag.inbox.errors import InboxError
from oogopslag.ui.format import active
from oogopslag.ui.page import render


@require_safe
@resident_only
def overview(request: ResidentRequest) -> HttpResponse:
    return render(
        request,
        "resident/cases.jinja",
        shell(request, "cases"),
        drafts=queries.drafts_of(request.resident),
        **lists_of(request),
    )


def lists_of(request: ResidentRequest, *, patient: bool = False) -> dict[str, Any]:
    """Cases that run and are done, of all registers; `patient` waits for late ones."""
    return {
        "running": queries.of_resident(request.resident, closed=False),
        "done": queries.of_resident(request.resident, closed=True),
        "elsewhere": queries.elsewhere_of(request.resident, patient=patient),
    }


@require_safe
@resident_only
def one(request: ResidentRequest, case_id: UUID) -> HttpResponse:
    return _page(request, case_id)


def _page(request: ResidentRequest, case_id: UUID, sentence: str = "") -> HttpResponse:
    found = queries.case(request.resident, case_id)
    return render(
        request,
        "resident/case.jinja",
        shell(request, "cases"),
        status=409 if sentence else 200,
        case=found,
        sentence=sentence,
        payment=_payment(request, case_id, found),
        appointment=queries.appointment_of(request.resident, case_id)
        if found.row.service.desk
        else None,
        can_correct=queries.can_correct(found),
        can_withdraw="withdraw" in queries.moves(found, frozenset({"resident"})),
    )


def _payment(request: ResidentRequest, case_id: UUID, found: Any) -> Any:
    """The fee of a case whose service has one; else None, without asking."""
    if found.row.service.fee is None:
        return None
    try:
        return queries.payment_of(request.resident, case_id)
    except UnknownCase:
        return None


@require_POST
@resident_only
def give_notice(request: ResidentRequest, case_id: UUID) -> HttpResponse:
    """Notice of default (Awb 4:17)."""
    try:
        actions.give_notice(case_id, request.resident)
    except CasesError as error:
        return _page(request, case_id, str(error))
    return HttpResponseRedirect(reverse("r_case", args=[case_id]))


@require_POST
@resident_only
def withdraw(request: ResidentRequest, case_id: UUID) -> HttpResponse:
    try:
        actions.withdraw(case_id, request.resident)
    except CasesError as error:
        return _page(request, case_id, str(error))
    return HttpResponseRedirect(reverse("r_case", args=[case_id]))


@require_http_methods(["GET", "HEAD", "POST"])
@resident_only
def object_to(request: ResidentRequest, decision_id: UUID) -> HttpResponse:
    """The objection form; on any error the text stands there again."""
    decision, case = queries.decision_of(request.resident, decision_id)
    sentence = ""
    if request.method == "POST":
        try:
            made = actions.object_to(
                decision_id,
                request.resident,
                grounds=request.POST.get("grounds", ""),
                key=request.POST.get("key", "")[:80],
                files=request.FILES.getlist("files"),
            )
            return HttpResponseRedirect(reverse("r_receipt", args=[made.id]))
        except (CasesError, InboxError) as error:
            sentence = str(error)
    return render(
        request,
        "resident/object.jinja",
        shell(request, "cases"),
        status=400 if sentence else 200,
        decision=decision,
        case=case,
        sentence=sentence,
        grounds=request.POST.get("grounds", ""),
        key=request.POST.get("key") or secrets.token_urlsafe(16),
    )


@require_safe
@resident_only
def receipt_pdf(request: ResidentRequest, case_id: UUID) -> HttpResponse:
    made = queries.receipt_pdf(request.resident, case_id, active())
    return download(made, "ontvangstbevestiging.pdf")


@require_safe
@resident_only
def letter_pdf(request: ResidentRequest, decision_id: UUID) -> HttpResponse:
    return download(queries.letter_pdf(request.resident, decision_id, active()), "besluit.pdf")


urlpatterns = [
    path("ontvangen/<uuid:case_id>/pdf/", receipt_pdf, name="r_receipt_pdf"),
    path("besluiten/<uuid:decision_id>/pdf/", letter_pdf, name="r_letter_pdf"),
    path("zaken/", overview, name="r_cases"),
    path("zaken/<uuid:case_id>/", one, name="r_case"),
    path("zaken/<uuid:case_id>/ingebrekestelling/", give_notice, name="r_notice"),
    path("zaken/<uuid:case_id>/intrekken/", withdraw, name="r_withdraw"),
    path("besluiten/<uuid:decision_id>/bezwaar/", object_to, name="r_object"),
]
