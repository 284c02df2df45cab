"""The team's page: minutes per service, the sample to check, advice that others ask of us."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.views.decorators.http import require_POST, require_safe

from oogopslag.cases import actions, queries
from oogopslag.cases.errors import CasesError
from oogopslag.doors.asked import revision_of
from oogopslag.doors.entry import StaffRequest, staff_only
from oogopslag.doors.workspace.shell import shell, workplace
from oogopslag.people import queries as people
from oogopslag.ui.page import render


@require_safe
@staff_only
def team(request: StaffRequest) -> HttpResponse:
    return _page(request)


def _page(request: StaffRequest, sentence: str = "") -> HttpResponse:
    organisation = workplace(request)
    return render(
        request,
        "workspace/team.jinja",
        shell(request, "team", organisation),
        status=409 if sentence else 200,
        sentence=sentence,
        figures=queries.team_figures(organisation),
        sample=queries.sample(organisation),
        asked=queries.advice_asked_of(organisation),
        colleagues=people.colleagues(organisation),
    )


@require_POST
@staff_only
def advise(request: StaffRequest, advice_id: UUID) -> HttpResponse:
    try:
        actions.give_advice(
            advice_id,
            request.staff,
            workplace(request),
            verdict=request.POST.get("oordeel", ""),
            answer=request.POST.get("antwoord", ""),
        )
    except CasesError as error:
        return _page(request, str(error))
    return HttpResponseRedirect(reverse("w_team"))


@require_POST
@staff_only
def batch(request: StaffRequest) -> HttpResponse:
    """Grants the chosen cases that are plainly entitled; says of the others why not."""
    organisation = workplace(request)
    chosen = [_chosen(text) for text in request.POST.getlist("zaak")]
    results = actions.decide_many(
        organisation, request.staff, [one for one in chosen if one is not None]
    )
    return render(
        request,
        "workspace/batch.jinja",
        shell(request, "worklist", organisation),
        results=results,
    )


def _chosen(text: str) -> tuple[UUID, int] | None:
    key, _, revision = text.partition("_")
    try:
        return UUID(key), revision_of(revision)
    except ValueError:
        return None


@require_POST
@staff_only
def settle(request: StaffRequest, attention_id: UUID) -> HttpResponse:
    actions.settle_attention(workplace(request), attention_id)
    return HttpResponseRedirect(reverse("w_worklist"))


urlpatterns = [
    path("team/", team, name="w_team"),
    path("advies/<uuid:advice_id>/", advise, name="w_give_advice"),
    path("samen/", batch, name="w_batch"),
    path("aandacht/<uuid:attention_id>/", settle, name="w_settle"),
]
