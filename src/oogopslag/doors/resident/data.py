"""My data: what is known, from whom, what is wrong about it, and who used it."""

from collections.abc import Mapping
from itertools import groupby
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from oogopslag.catalogue import queries as catalogue
from oogopslag.core.law import FactKind
from oogopslag.core.values import Actor
from oogopslag.doors.asked import before
from oogopslag.doors.entry import ResidentRequest, resident_only
from oogopslag.doors.resident.shell import shell
from oogopslag.facts import actions, queries
from oogopslag.facts.errors import InvalidFact
from oogopslag.facts.queries import DataUseView, KnownFact
from oogopslag.possibilities import actions as possibilities
from oogopslag.ui.page import render

PAGE = 30
FIRST = ("persoon", "gezin", "wonen", "inkomen", "zorg")


@require_safe
@resident_only
def overview(request: ResidentRequest) -> HttpResponse:
    possibilities.ensure(request.resident)
    knowledge = queries.known(request.resident)
    return render(
        request,
        "resident/data.jinja",
        shell(request, "data"),
        subjects=_by_subject(knowledge.values),
        relatives=knowledge.relatives,
        failed=knowledge.failed,
    )


def _by_subject(
    values: Mapping[str, KnownFact],
) -> dict[str, list[tuple[FactKind, KnownFact]]]:
    subjects: dict[str, list[tuple[FactKind, KnownFact]]] = {}
    for subject in FIRST:
        subjects[subject] = []
    for name, kind in catalogue.library().dictionary.items():
        if name in values:
            subjects.setdefault(kind.subject, []).append((kind, values[name]))
    return {subject: rows for subject, rows in subjects.items() if rows}


@require_http_methods(["GET", "HEAD", "POST"])
@resident_only
def contradict(request: ResidentRequest, fact: str) -> HttpResponse:
    """ "Klopt niet?": the resident says what it should be; the register's owner is told."""
    dictionary = catalogue.library().dictionary
    known = queries.known(request.resident).values.get(fact)
    if fact not in dictionary or known is None:
        raise Http404
    kind, sentence = dictionary[fact], ""
    if request.method == "POST":
        try:
            value = queries.typed(kind, request.POST.get("value", ""))
            actor = Actor(kind="resident", id=str(request.resident.id))
            actions.contradict(
                request.resident, fact, value, request.POST.get("why", "")[:2000], actor=actor
            )
            return HttpResponseRedirect(reverse("r_data"))
        except InvalidFact as error:
            sentence = str(error)
    return render(
        request,
        "resident/contradict.jinja",
        shell(request, "data"),
        status=400 if sentence else 200,
        kind=kind,
        known=known,
        sentence=sentence,
        typed=request.POST.get("value", ""),
        why=request.POST.get("why", ""),
    )


@require_safe
@resident_only
def uses(request: ResidentRequest) -> HttpResponse:
    lines = queries.uses_of(request.resident, before(request), PAGE)
    return render(
        request,
        "resident/uses.jinja",
        shell(request, "data"),
        rows=_together(lines),
        older=lines[-1].id if len(lines) == PAGE else None,
        dictionary=catalogue.library().dictionary,
    )


def _together(lines: list[DataUseView]) -> list[tuple[DataUseView, int]]:
    """The newest of lines that say the same on one day, and how many there were."""

    def same(line: DataUseView) -> tuple[Any, ...]:
        day = timezone.localdate(line.moment)
        return dict(line.who), dict(line.purpose), line.names, day

    groups = [list(group) for _said, group in groupby(lines, same)]
    return [(group[0], len(group)) for group in groups]


urlpatterns = [
    path("gegevens/", overview, name="r_data"),
    path("gegevens/gebruik/", uses, name="r_uses"),
    path("gegevens/<slug:fact>/klopt-niet/", contradict, name="r_contradict"),
]
