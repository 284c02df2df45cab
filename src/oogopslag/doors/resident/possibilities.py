"""Everything somebody could have, and for each: how we come to it."""

import secrets
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from oogopslag.cases import actions as case_actions
from oogopslag.cases import queries as cases
from oogopslag.catalogue import queries as catalogue
from oogopslag.doors.entry import ResidentRequest, resident_only
from oogopslag.doors.resident.shell import shell
from oogopslag.facts import queries as facts
from oogopslag.facts.queries import KnownFact
from oogopslag.inbox.errors import InboxError
from oogopslag.people import queries as people
from oogopslag.possibilities import actions
from oogopslag.possibilities import queries as possibilities
from oogopslag.ui.page import render


@require_safe
@resident_only
def overview(request: ResidentRequest) -> HttpResponse:
    actions.ensure(request.resident)
    return render(
        request,
        "resident/possibilities.jinja",
        shell(request, "glance"),
        groups=possibilities.grouped(request.resident),
        organisations=possibilities.organisation_names(),
        taken=cases.running_and_taken(request.resident)[1],
    )


@require_safe
@resident_only
def one(request: ResidentRequest, service: str) -> HttpResponse:
    return _page(request, service)


def _page(
    request: ResidentRequest, service: str, *, sentence: str = "", typed: str = ""
) -> HttpResponse:
    actions.ensure(request.resident)
    found = possibilities.one(request.resident, service)
    if found is None:
        raise Http404
    running, _taken = cases.running_and_taken(request.resident)
    return render(
        request,
        "resident/possibility.jinja",
        shell(request, "glance"),
        status=400 if sentence else 200,
        found=found,
        organisation=catalogue.organisation_data(found.service.organisation),
        used=_used(request, found.finding.used),
        running=next(
            (c for c in running if c.service.slug == service and c.kind == "application"), None
        ),
        offer=possibilities.offer_of(request.resident, service),
        changes=possibilities.what_would_change(request.resident, service),
        dictionary=catalogue.library().dictionary,
        sentence=sentence,
        typed=typed,
        key=secrets.token_urlsafe(12),
    )


def _used(request: ResidentRequest, names: tuple[str, ...]) -> list[tuple[Any, KnownFact, str]]:
    """The facts a finding rests on: (kind, fact, of whom: empty for the resident's own)."""
    knowledge, dictionary = facts.known(request.resident), catalogue.library().dictionary
    found = []
    for name in names:
        own = name.removeprefix("partner.")
        known = (knowledge.partner if own != name else knowledge.values).get(own)
        if known is not None:
            found.append((dictionary[own], known, gettext("partner") if own != name else ""))
        if name.startswith("kinderen[]."):
            own = name.removeprefix("kinderen[].")
            found += [
                (dictionary[own], child.facts[own], child.name)
                for child in knowledge.children
                if own in child.facts
            ]
    return found


@require_POST
@resident_only
def change(request: ResidentRequest, service: str) -> HttpResponse:
    """Tells the organisation that something changed; what was typed is never lost."""
    data, text = catalogue.service(service), request.POST.get("text", "")
    organisation = people.organisation(data.organisation)
    try:
        thread = case_actions.report_change(
            request.resident, organisation, service, text, key=request.POST.get("key", "")[:80]
        )
    except InboxError as error:
        return _page(request, service, sentence=str(error), typed=text)
    return HttpResponseRedirect(reverse("r_thread", args=[thread]))


@require_POST
@resident_only
def answer(request: ResidentRequest, service: str) -> HttpResponse:
    """No, thank you; never again; or offer it again after all."""
    given = request.POST.get("answer", "")
    known: dict[str, Any] = {"declined": "declined", "never": "never", "again": "again"}
    catalogue.service(service)
    if given in known:
        actions.answer_offer(request.resident, service, known[given])
    return HttpResponseRedirect(reverse("r_possibility", args=[service]))


urlpatterns = [
    path("mogelijkheden/", overview, name="r_possibilities"),
    path("mogelijkheden/<slug:service>/", one, name="r_possibility"),
    path("mogelijkheden/<slug:service>/wijziging/", change, name="r_change"),
    path("mogelijkheden/<slug:service>/aanbod/", answer, name="r_offer"),
]
