"""The public scorecard: the staircase of the country, of one organisation, and how we count."""

from datetime import date
from typing import Any

from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_http_methods, require_safe

from oogopslag.broker import queries as broker
from oogopslag.core.values import Actor
from oogopslag.doors.entry import everyone
from oogopslag.doors.public import scorecard_words as words
from oogopslag.doors.public.scorecard_country import fan_of, tile_map
from oogopslag.insight import actions, queries
from oogopslag.insight.errors import InsightError, NoCard
from oogopslag.ui import numbers
from oogopslag.ui.page import render
from oogopslag.ui.shell import Shell


def _shell(active: str, theme: str = "") -> Shell:
    return Shell(layout="scorecard", active=active, theme=theme)


def _card(slug: str) -> queries.CardView:
    try:
        return queries.card(slug)
    except NoCard as error:
        raise Http404(str(error)) from error


def _card_or_name(slug: str) -> queries.CardView | str:
    """The card; or the name of a body that takes part and of which nothing was measured yet."""
    try:
        return queries.card(slug)
    except NoCard as error:
        if name := queries.name_of(slug):
            return name
        raise Http404(str(error)) from error


@everyone
@require_safe
def country(request: HttpRequest) -> HttpResponse:
    """The dream beside what is measured, the window of arrival, and who stands where."""
    on = _day(request.GET.get("op", ""))
    found = queries.national()
    return render(
        request,
        "public/staircase.jinja",
        _shell("staircase"),
        national=found,
        fan=fan_of(found) if found else None,
        levels=queries.model().levels,
        bodies=queries.bodies(),
        map=tile_map(on, queries.bodies()),
        on=on,
        percent=numbers.percent,
        month=numbers.month,
    )


def _day(text: str) -> date:
    try:
        return parse_date(text) or date.today()
    except ValueError:
        return date.today()


@everyone
@require_safe
def scorecard(request: HttpRequest, slug: str) -> HttpResponse:
    """One organisation on one page; one that joined has a page before it has figures."""
    view = _card_or_name(slug)
    if isinstance(view, str):
        return render(
            request, "public/unmeasured.jinja", _shell("bodies"), name=view,
            until=queries.last_day(slug), today=timezone.localdate(),
        )  # fmt: skip
    card = view.content
    return render(
        request,
        "public/scorecard.jinja",
        _shell("bodies"),
        **_common(view),
        tiles=words.tiles(card),
        requirements=words.requirements(card, view.contested),
        services=words.services(card),
        weakest="" if view.gone else words.weakest(card),
        following=words.level_name(min(card["level"] + 1, 5)),
        series=_levels(card),
        plan=broker.public_plan(slug),
        dream=words.dream(card),
        percent=numbers.percent,
        today=timezone.localdate(),
    )


def _common(view: queries.CardView) -> dict[str, Any]:
    card = view.content
    dimensions = dict(queries.model().dimensions)
    return {
        "card": card,
        "heir": view.heir,
        "until": view.until,
        "gone": view.gone,
        "computed": view.computed,
        "lead": words.lead(card, gone=view.gone),
        "levels": queries.model().levels,
        # Of the formulas this card was made with, which may be older than today's.
        "weakest_counts": queries.model(card["model"]).weakest,
        "dimensions": [row | {"name": dimensions[row["key"]]} for row in card["dimensions"]],
        "month": numbers.month,
        "number": numbers.number,
    }


def _levels(card: dict[str, Any]) -> Any:
    """The steps of the past months as a picture; the table has the same."""
    rows = [
        {"period": numbers.short_month(month), "figure": level, "part": "a"}
        for month, level in zip(card["months"], card["levels"], strict=True)
    ]
    data = {"rows": rows, "breaks": [], "unit": "step", "domain": [0, 5]}
    return queries.picture("series", data)


@everyone
@require_safe
def figures(request: HttpRequest, slug: str) -> HttpResponse:
    """Every figure with its question, n, date, interval and source."""
    view = _card(slug)
    dimensions = queries.model().dimensions
    rows = words.figures(view.content, view.contested)
    groups = [
        (name, [row for row in rows if queries.model().indicators[row.id].dimension == key])
        for key, name in dimensions
    ]
    return render(request, "public/figures.jinja", _shell("bodies"), **_common(view), groups=groups)


@everyone
@require_http_methods(["GET", "HEAD", "POST"])
def contest(request: HttpRequest, slug: str) -> HttpResponse:
    """ "Betwist dit cijfer": what was typed stays when it cannot be sent."""
    view = _card(slug)
    sentence, why = "", request.POST.get("why", "")
    chosen = request.POST.get("indicator") or request.GET.get("cijfer", "")
    if request.method == "POST":
        try:
            actions.contest(slug, chosen, why=why, actor=Actor(kind="helper", id="public"))
            return HttpResponseRedirect(reverse("p_contest", args=[slug]) + "?ontvangen=1")
        except InsightError as error:
            sentence = str(error)
    return render(
        request,
        "public/contest.jinja",
        _shell("bodies"),
        **_common(view),
        rows=words.figures(view.content, view.contested),
        contests=queries.contests(slug),
        names={key: one.name for key, one in queries.model().indicators.items()},
        chosen=chosen,
        why=why,
        sentence=sentence,
        received="ontvangen" in request.GET,
        status=400 if sentence else 200,
    )


@everyone
@require_safe
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})  # type: ignore[arg-type]  # typed for views without arguments
def embed(request: HttpRequest, slug: str) -> HttpResponse:
    """A small card for other sites: the same words and the same row. A link to it stays good."""
    view = _card_or_name(slug)
    if isinstance(view, str):
        return render(request, "public/embed.jinja", name=view, slug=slug)
    return render(
        request,
        "public/embed.jinja",
        **_common(view),
        weakest="" if view.gone else words.weakest(view.content),
    )


@everyone
@require_safe
def formulas(request: HttpRequest) -> HttpResponse:
    """How we count: levels, gates, indicators, versions and what never raises a step."""
    model = queries.model()
    return render(
        request,
        "public/formulas.jinja",
        _shell("formulas"),
        model=model,
        limits={g.key: numbers.amount(g.threshold, model.indicators[g.indicator].unit,
                                      is_number=model.indicators[g.indicator].number)
                for g in model.gates},
        vocabulary=queries.vocabulary(),
    )  # fmt: skip


urlpatterns = [
    path("trap/", country, name="p_staircase"),
    path("trap/rekenen/", formulas, name="p_formulas"),
    path("trap/<slug:slug>/", scorecard, name="p_scorecard"),
    path("trap/<slug:slug>/cijfers/", figures, name="p_figures"),
    path("trap/<slug:slug>/betwist/", contest, name="p_contest"),
    path("trap/<slug:slug>/kaart/", embed, name="p_embed"),
]
