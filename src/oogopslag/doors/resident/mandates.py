"""Who may help you, and for whom you act: giving, taking, ending."""

import secrets
from datetime import date, timedelta
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from oogopslag.cases import actions as case_actions
from oogopslag.cases import queries as cases
from oogopslag.doors.entry import ResidentRequest, resident_only
from oogopslag.doors.resident.shell import shell
from oogopslag.inbox.errors import InboxError
from oogopslag.people import actions, queries
from oogopslag.people.errors import PeopleError, UnknownMandate, WrongMandate
from oogopslag.ui.page import render

USUAL = timedelta(days=90)


@require_safe
@resident_only
def overview(request: ResidentRequest) -> HttpResponse:
    return _page(request)


def _page(request: ResidentRequest, sentence: str = "", code: str = "") -> HttpResponse:
    return render(
        request,
        "resident/mandates.jinja",
        shell(request, "data"),
        status=400 if sentence else 200,
        given=queries.mandates_given(request.resident),
        held=queries.mandates_held(request.resident),
        services=cases.services_by_title(),
        titles=dict(cases.services_by_title()),
        until=timezone.localdate() + USUAL,
        children=cases.children_of(request.resident),
        sentence=sentence,
        code=code,
    )


@require_POST
@resident_only
def give(request: ResidentRequest) -> HttpResponse:
    """Makes a mandate and shows its code, this once."""
    chosen = request.POST.get("dienst", "")
    try:
        if chosen not in dict(cases.services_by_title()):
            raise ValueError
        _mandate, code = actions.give_mandate(
            request.resident,
            kind=request.POST.get("wie", ""),
            service=chosen,
            scope=request.POST.get("mag", ""),
            until=date.fromisoformat(request.POST.get("tot", "")),
        )
    except PeopleError as error:
        return _page(request, str(error))
    except ValueError:
        return _page(request, _("Choose a service, and a day until which. Nothing was changed."))
    return _page(request, code=code)


@require_POST
@resident_only
def take(request: ResidentRequest) -> HttpResponse:
    try:
        found = actions.take_mandate(request.resident, request.POST.get("code", ""))
    except PeopleError as error:
        return _page(request, str(error))
    return HttpResponseRedirect(reverse("r_acting", args=[found.id]))


@require_POST
@resident_only
def child(request: ResidentRequest) -> HttpResponse:
    """A parent begins to act for a child that the register names."""
    try:
        found = cases.act_for_child(request.resident, request.POST.get("kind", ""))
    except PeopleError as error:
        return _page(request, str(error))
    return HttpResponseRedirect(reverse("r_acting", args=[found.id]))


@require_POST
@resident_only
def end(request: ResidentRequest, mandate_id: UUID) -> HttpResponse:
    try:
        actions.end_mandate(request.resident, mandate_id)
    except UnknownMandate as error:
        raise Http404(str(error)) from error
    except PeopleError as error:
        return _page(request, str(error))
    return HttpResponseRedirect(reverse("r_mandates"))


@require_POST
@resident_only
def contest(request: ResidentRequest, mandate_id: UUID) -> HttpResponse:
    """Who is represented by a ruling says that it is not right."""
    try:
        case_actions.contest_representative(
            request.resident,
            mandate_id,
            why=request.POST.get("waarom", ""),
            key=f"contest-{mandate_id}-{secrets.token_hex(4)}",
        )
    except UnknownMandate as error:
        raise Http404(str(error)) from error
    except WrongMandate:
        return _page(request, _("Write what is not right. A few words are enough."))
    except InboxError as error:
        return _page(request, str(error))
    return HttpResponseRedirect(reverse("r_mandates"))


urlpatterns = [
    path("helpen/", overview, name="r_mandates"),
    path("helpen/geven/", give, name="r_mandate_give"),
    path("helpen/nemen/", take, name="r_mandate_take"),
    path("helpen/kind/", child, name="r_mandate_child"),
    path("helpen/<uuid:mandate_id>/stoppen/", end, name="r_mandate_end"),
    path("helpen/<uuid:mandate_id>/betwisten/", contest, name="r_mandate_contest"),
]
