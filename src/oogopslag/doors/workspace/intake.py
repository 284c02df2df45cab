"""Typing in what came on paper, by phone or at the desk, with the duties of the app."""

import secrets
from datetime import date
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from oogopslag.cases import actions, queries
from oogopslag.cases.errors import CasesError
from oogopslag.catalogue import queries as catalogue
from oogopslag.catalogue.errors import UnknownService
from oogopslag.core.values import Bsn, InvalidValue
from oogopslag.doors.entry import StaffRequest, staff_only
from oogopslag.doors.workspace.shell import shell, workplace
from oogopslag.people import queries as people
from oogopslag.people.errors import UnknownResident
from oogopslag.ui.page import render


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def intake(request: StaffRequest) -> HttpResponse:
    """Choose a service, then one page with its questions; everything typed stays on an error."""
    organisation = workplace(request)
    services = queries.services_of(organisation)
    chosen = request.GET.get("dienst", "")
    if chosen not in dict(services):
        return _render(request, organisation, services=services, service=None)
    if request.method != "POST":
        return _form(request, organisation, chosen)
    return _typed_in(request, organisation, chosen)


def _typed_in(request: StaffRequest, organisation: Any, chosen: str) -> HttpResponse:
    """Makes the case, or gives the form back with a sentence."""
    wrong: dict[str, str] = {}
    try:
        resident = people.resident_by_bsn(Bsn.parse(request.POST.get("bsn", "")))
        actions.know(resident)
        made = actions.typed_in(
            request.staff,
            resident,
            chosen,
            channel=request.POST.get("kanaal", ""),
            received=date.fromisoformat(request.POST.get("ontvangen", "")),
            typed={name: str(value) for name, value in request.POST.items()},
            key=request.POST.get("key", "")[:80],
        )
        return HttpResponseRedirect(reverse("w_case", args=[made.id]))
    except InvalidValue:
        sentence = _("This BSN cannot be right. Check it.")
    except (CasesError, UnknownResident, UnknownService) as error:
        sentence, wrong = str(error), getattr(error, "fields", {})
    except ValueError:
        sentence = _("Choose the day it came in.")
    return _form(request, organisation, chosen, sentence, wrong)


def _form(
    request: StaffRequest,
    organisation: Any,
    service: str,
    sentence: str = "",
    wrong: dict[str, str] | None = None,
) -> HttpResponse:
    return _render(
        request,
        organisation,
        status=400 if sentence else 200,
        services=[],
        service=catalogue.service(service),
        form=catalogue.form(service),
        sentence=sentence,
        wrong=wrong or {},
        typed={name: str(value) for name, value in request.POST.items()},
        key=request.POST.get("key") or secrets.token_urlsafe(16),
        day=request.POST.get("ontvangen") or timezone.localdate().isoformat(),
    )


def _render(
    request: StaffRequest, organisation: Any, *, status: int = 200, **context: Any
) -> HttpResponse:
    frame = shell(request, "worklist", organisation)
    return render(request, "workspace/intake.jinja", frame, status=status, **context)


urlpatterns = [path("nieuw/", intake, name="w_intake")]
