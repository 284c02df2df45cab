"""Acting for another: only what the mandate covers, only as long as it lasts, every act noted."""

import secrets
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oogopslag.cases import actions as case_actions
from oogopslag.cases import queries as cases
from oogopslag.cases.errors import CasesError
from oogopslag.core.values import Actor
from oogopslag.doors.asked import once_for
from oogopslag.doors.entry import ResidentRequest, resident_only
from oogopslag.doors.resident.shell import shell
from oogopslag.inbox import actions as inbox
from oogopslag.inbox import queries as messages
from oogopslag.inbox.errors import InboxError
from oogopslag.people import actions as people_actions
from oogopslag.people import queries as people
from oogopslag.ui.page import render


def _held(request: ResidentRequest, mandate_id: UUID, what: str = "") -> tuple[Any, Any]:
    """The mandate and whom it is about, `what` noted; 404 for one that does not hold (any more)."""
    mandate, giver = people.mandate_held(request.resident, mandate_id)
    if what:
        people_actions.note_mandate(mandate, request.resident, what)
    return mandate, giver


def _case(giver: Any, mandate: Any, case_id: UUID) -> Any:
    """A case within the mandate; 404 for any other."""
    found = cases.case(giver, case_id)
    if not mandate.covers(found.row.service.slug):
        raise Http404
    return found


@require_safe
@resident_only
def overview(request: ResidentRequest, mandate_id: UUID) -> HttpResponse:
    mandate, giver = _held(request, mandate_id, "looked")
    rows = [one for one in cases.of_resident(giver) if mandate.covers(one.service.slug)]
    services = [one for one in cases.services_by_title() if mandate.covers(one[0])]
    return render(
        request, "resident/acting.jinja", shell(request, "data"),
        mandate=mandate, rows=rows, services=services if mandate.may_act else [],
    )  # fmt: skip


@require_safe
@resident_only
def one(request: ResidentRequest, mandate_id: UUID, case_id: UUID) -> HttpResponse:
    mandate, giver = _held(request, mandate_id, "looked")
    return _page(request, mandate, giver, case_id)


def _page(
    request: ResidentRequest, mandate: Any, giver: Any, case_id: UUID, sentence: str = ""
) -> HttpResponse:
    found = _case(giver, mandate, case_id)
    return render(
        request, "resident/acting_case.jinja", shell(request, "data"),
        status=400 if sentence else 200, mandate=mandate, case=found, sentence=sentence,
        thread=messages.thread(giver, found.thread) if found.thread else None,
        text=request.POST.get("text", ""), key=secrets.token_urlsafe(16),
    )  # fmt: skip


@require_POST
@resident_only
def reply(request: ResidentRequest, mandate_id: UUID, case_id: UUID) -> HttpResponse:
    """An answer in the name of both: the helper's name and for whom."""
    mandate, giver = _held(request, mandate_id)
    found = _case(giver, mandate, case_id)
    if not mandate.may_act or found.thread is None:
        raise Http404
    try:
        inbox.reply(
            messages.row_of_resident(giver, found.thread),
            text=request.POST.get("text", ""),
            key=once_for(request, "text"),
            actor=Actor(kind="helper", id=str(request.resident.id)),
            author={
                "nl": f"{request.resident.name}, namens {giver.name}",
                "en": f"{request.resident.name}, for {giver.name}",
            },
        )
    except InboxError as error:
        return _page(request, mandate, giver, case_id, str(error))
    people_actions.note_mandate(mandate, request.resident, "replied")
    return HttpResponseRedirect(reverse("r_acting_case", args=[mandate_id, case_id]))


@require_http_methods(["GET", "HEAD", "POST"])
@resident_only
def apply(request: ResidentRequest, mandate_id: UUID, service: str) -> HttpResponse:
    """One page with the questions that are still open; sent in the name of both."""
    mandate, giver = _held(request, mandate_id, "" if request.method == "POST" else "looked")
    if not mandate.may_act or not mandate.covers(service):
        raise Http404
    sentence = ""
    wrong: dict[str, str] = {}
    if request.method == "POST":
        typed = {name: str(value) for name, value in request.POST.items()}
        try:
            made = case_actions.submit_for(
                giver, request.resident, mandate.id, service, typed,
                key=request.POST.get("key", "")[:80],
            )  # fmt: skip
            people_actions.note_mandate(mandate, request.resident, "applied")
            return HttpResponseRedirect(reverse("r_acting_case", args=[mandate_id, made.id]))
        except CasesError as error:
            sentence, wrong = str(error), getattr(error, "fields", {})
    return render(
        request, "resident/acting_apply.jinja", shell(request, "data"),
        status=400 if sentence else 200, mandate=mandate, sentence=sentence, wrong=wrong,
        application=cases.look_ahead(giver, service), key=secrets.token_urlsafe(16),
        typed={name: str(value) for name, value in request.POST.items()},
    )  # fmt: skip


urlpatterns = [
    path("namens/<uuid:mandate_id>/", overview, name="r_acting"),
    path("namens/<uuid:mandate_id>/zaken/<uuid:case_id>/", one, name="r_acting_case"),
    path("namens/<uuid:mandate_id>/zaken/<uuid:case_id>/antwoord/", reply, name="r_acting_reply"),
    path("namens/<uuid:mandate_id>/aanvragen/<slug:service>/", apply, name="r_acting_apply"),
]
