"""Paying a fee and making an appointment, within the case."""

from datetime import datetime
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oogopslag.cases import actions, queries
from oogopslag.cases.errors import CasesError, SlotTaken
from oogopslag.doors.downloads import download
from oogopslag.doors.entry import ResidentRequest, resident_only
from oogopslag.doors.resident.shell import shell
from oogopslag.ui.page import render


@require_safe
@resident_only
def pay(request: ResidentRequest, case_id: UUID) -> HttpResponse:
    try:
        payment = queries.payment_of(request.resident, case_id)
    except CasesError as error:
        raise Http404(str(error)) from error
    return render(request, "resident/pay.jinja", shell(request, "cases"), payment=payment)


@require_safe
@resident_only
def qr(request: ResidentRequest, case_id: UUID) -> HttpResponse:
    """The payment as a QR code that every Dutch bank app reads (EPC069-12)."""
    try:
        made = queries.payment_qr(queries.payment_of(request.resident, case_id))
    except CasesError as error:
        raise Http404(str(error)) from error
    return HttpResponse(made, content_type="image/svg+xml")


@require_http_methods(["GET", "HEAD", "POST"])
@resident_only
def book(request: ResidentRequest, case_id: UUID) -> HttpResponse:
    sentence = ""
    if request.method == "POST":
        try:
            start = datetime.fromisoformat(request.POST.get("moment", ""))
            actions.book(request.resident, case_id, start)
            return HttpResponseRedirect(reverse("r_book", args=[case_id]))
        except SlotTaken as error:
            sentence = str(error)
        except (ValueError, TypeError):
            sentence = _("Choose one of the moments.")
        except CasesError as error:
            raise Http404(str(error)) from error
    try:
        moments = queries.free_moments(request.resident, case_id)
    except CasesError as error:
        raise Http404(str(error)) from error
    return render(
        request,
        "resident/book.jinja",
        shell(request, "cases"),
        status=409 if sentence else 200,
        case=queries.case(request.resident, case_id).row,
        moments=moments,
        appointment=queries.appointment_of(request.resident, case_id),
        cancelled=queries.appointment_cancelled(request.resident, case_id),
        sentence=sentence,
    )


@require_POST
@resident_only
def cancel(request: ResidentRequest, case_id: UUID) -> HttpResponse:
    actions.cancel_appointment(request.resident, case_id)
    return HttpResponseRedirect(reverse("r_book", args=[case_id]))


@require_safe
@resident_only
def ics(request: ResidentRequest, case_id: UUID) -> HttpResponse:
    try:
        made = queries.appointment_ics(request.resident, case_id)
    except CasesError as error:
        raise Http404(str(error)) from error
    return download(made, "afspraak.ics", "text/calendar; charset=utf-8")


urlpatterns = [
    path("zaken/<uuid:case_id>/betalen/", pay, name="r_pay"),
    path("zaken/<uuid:case_id>/betalen/qr.svg", qr, name="r_pay_qr"),
    path("zaken/<uuid:case_id>/afspraak/", book, name="r_book"),
    path("zaken/<uuid:case_id>/afspraak/afzeggen/", cancel, name="r_book_cancel"),
    path("zaken/<uuid:case_id>/afspraak/agenda.ics", ics, name="r_book_ics"),
]
