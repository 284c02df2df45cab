"""What a worker does with a case beside asking and deciding: each move one address."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from oogopslag.broker import queries as broker
from oogopslag.cases import actions, queries
from oogopslag.cases.errors import CasesError, UnknownCase
from oogopslag.doors.entry import StaffRequest, View, staff_only
from oogopslag.doors.workspace.case import page
from oogopslag.doors.workspace.shell import workplace
from oogopslag.inbox.errors import InboxError

Do = Callable[[StaffRequest, UUID], object]


def _move(address: str, name: str) -> Callable[[Do], URLPattern]:
    """A POST on a case of one's own organisation; an error is a sentence on the case's page,
    with the form open and what was typed in it."""

    def build(do: Do) -> URLPattern:
        @require_POST
        @staff_only
        def view(request: StaffRequest, case_id: UUID) -> HttpResponse:
            try:
                queries.case_for_staff(workplace(request), case_id, request.staff)
                do(request, case_id)
            except UnknownCase as error:
                raise Http404(str(error)) from error
            except (CasesError, InboxError) as error:
                return page(request, case_id, str(error), tried=name, moved=request.POST)
            except (ValueError, OverflowError):  # a day before or after all calendars
                sentence = _("Fill in every field, with days that exist. Nothing was sent.")
                return page(request, case_id, sentence, tried=name, moved=request.POST)
            return HttpResponseRedirect(reverse("w_case", args=[case_id]))

        return path(f"zaken/<uuid:case_id>/{address}/", view, name=name)

    return build


def _text(request: StaffRequest, name: str) -> str:
    return str(request.POST.get(name, ""))


def _day(request: StaffRequest, name: str) -> date:
    return date.fromisoformat(_text(request, name))


@_move("toewijzen", "w_assign")
def assign(request: StaffRequest, case_id: UUID) -> None:
    chosen = _text(request, "wie")
    actions.assign(case_id, request.staff, UUID(chosen) if chosen else None)


@_move("advies", "w_ask_advice")
def ask_advice(request: StaffRequest, case_id: UUID) -> None:
    chosen = _text(request, "body")
    if chosen not in {body.slug for body in broker.addressable()}:
        raise UnknownCase
    actions.ask_advice(
        case_id,
        request.staff,
        body=chosen,
        question=_text(request, "vraag"),
        due=_day(request, "uiterlijk"),
    )


@_move("verlengen", "w_extend")
def extend(request: StaffRequest, case_id: UUID) -> None:
    actions.extend(case_id, request.staff, to=_day(request, "tot"), reason=_text(request, "reden"))


@_move("stilzetten", "w_stand_still")
def stand_still(request: StaffRequest, case_id: UUID) -> None:
    actions.stand_still(
        case_id,
        request.staff,
        reason=_text(request, "waarom"),
        since=_day(request, "vanaf"),
        explanation=_text(request, "uitleg"),
    )


@_move("verder", "w_run_again")
def run_again(request: StaffRequest, case_id: UUID) -> None:
    actions.run_again(case_id, request.staff)


@_move("doorsturen", "w_forward")
def forward(request: StaffRequest, case_id: UUID) -> None:
    chosen = _text(request, "dienst")
    if chosen not in dict(services_elsewhere(workplace(request))):
        raise ValueError
    actions.forward(case_id, request.staff, service=chosen)


@_move("horen", "w_plan_hearing")
def plan_hearing(request: StaffRequest, case_id: UUID) -> None:
    moment = datetime.fromisoformat(_text(request, "moment"))
    actions.plan_hearing(
        case_id,
        request.staff,
        moment=timezone.make_aware(moment) if moment.tzinfo is None else moment,
        place=_text(request, "plaats"),
    )


@_move("verslag", "w_hold_hearing")
def hold_hearing(request: StaffRequest, case_id: UUID) -> None:
    actions.hold_hearing(case_id, request.staff, record=_text(request, "verslag"))


@_move("niet-horen", "w_waive_hearing")
def waive_hearing(request: StaffRequest, case_id: UUID) -> None:
    actions.waive_hearing(case_id, request.staff, reason=_text(request, "afzien"))


@_move("commissie", "w_to_committee")
def to_committee(request: StaffRequest, case_id: UUID) -> None:
    actions.to_committee(case_id, request.staff)


@_move("leveren", "w_deliver")
def deliver(request: StaffRequest, case_id: UUID) -> None:
    actions.deliver(case_id, request.staff, what=_text(request, "wat"))


@_move("bewaren", "w_hold")
def hold(request: StaffRequest, case_id: UUID) -> None:
    actions.hold(case_id, request.staff, why=_text(request, "bewaren"))


@_move("vrijgeven", "w_release")
def release(request: StaffRequest, case_id: UUID) -> None:
    actions.release(case_id, request.staff)


def services_elsewhere(organisation: Any) -> list[tuple[str, str]]:
    """Services of other bodies, to forward to."""
    return queries.services_of_others(organisation)


urlpatterns = [
    assign, ask_advice, extend, stand_still, run_again, forward, plan_hearing, hold_hearing,
    waive_hearing, to_committee, deliver, hold, release,
]  # fmt: skip
__all__ = ["View", "urlpatterns"]
