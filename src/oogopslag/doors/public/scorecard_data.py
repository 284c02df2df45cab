"""The same figures as open data (CC0): JSON and CSV equal the page; pictures as SVG."""

import csv
import io
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.views.decorators.http import require_safe

from oogopslag.broker import queries as broker
from oogopslag.doors.entry import everyone
from oogopslag.doors.public.scorecard_words import exact
from oogopslag.insight import queries
from oogopslag.insight.errors import NoCard

COLUMNS = ("organisation", "month", "id", "name", "question", "figure", "low", "high", "hits", "n",
           "silent", "on", "class", "source", "why", "unit", "eu", "other", "jumps", "contested",
           "answer", "model")  # fmt: skip


def rows(view: queries.CardView) -> list[dict[str, Any]]:
    """One row per indicator, in Dutch, with all that a public number owes."""
    card, model = view.content, queries.model()
    found = []
    for row in card["indicators"]:
        one = model.indicators[row["id"]]
        contest = view.contested.get(row["id"])
        found.append(
            {
                "organisation": card["organisation"], "month": card["month"], "id": one.id,
                "name": one.name["nl"], "question": one.question["nl"], **exact(row),
                "class": row["klass"],
                "source": row.get("source"), "why": row.get("why"),
                # How many services fell silent: they are not in the figure.
                "silent": row.get("silent", 0),
                "unit": one.unit or ("number" if one.number else "share"),
                "eu": one.eu, "other": one.other, "jumps": row.get("jumps", []),
                # As on the page: contested until it is answered, then the answer stands beside it.
                "contested": contest is not None and contest.answered is None,
                "answer": contest.answer if contest else "", "model": card["model"],
            }
        )  # fmt: skip
    return found


def _planned(one: broker.Planned) -> dict[str, Any]:
    """What the organisation plans: the first date stays beside every later one."""
    days = {"original": one.original, "recalibrated": one.recalibrated,
            "expected": one.expected, "done": one.done}  # fmt: skip
    found = {name: day and day.isoformat() for name, day in days.items()}
    return {"title": one.title, **found, "reason": one.reason}


def _view(slug: str) -> queries.CardView:
    try:
        return queries.card(slug)
    except NoCard as error:
        raise Http404(str(error)) from error


@everyone
@require_safe
def as_json(request: HttpRequest, slug: str) -> HttpResponse:
    view = _view(slug)
    keys = ("organisation", "name", "layer", "demo", "until", "into", "month", "months", "model",
            "level", "levels", "spread", "index", "silent", "services", "dream", "gates",
            "dimensions", "reference")  # fmt: skip
    found = {key: view.content.get(key) for key in keys}
    found |= {
        "until": view.until and view.until.isoformat(),
        "computed": view.computed.isoformat(),
        "licence": "CC0-1.0",
        # EU counts with mystery shoppers, we with real use: ours are an indication.
        "eu": "indicatief",
        "indicators": rows(view),
        "plan": [_planned(one) for one in broker.public_plan(slug)],
    }
    return _open(JsonResponse(found, json_dumps_params={"ensure_ascii": False}))


@everyone
@require_safe
def as_csv(request: HttpRequest, slug: str) -> HttpResponse:
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(row | {"jumps": " ".join(row["jumps"])} for row in rows(_view(slug)))
    return _open(
        HttpResponse(
            text.getvalue(),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{slug}.csv"'},
        )
    )


@everyone
@require_safe
def country_json(request: HttpRequest) -> HttpResponse:
    found = queries.national()
    if found is None:
        raise Http404
    bodies = [
        {"organisation": body.slug, "name": body.name, "layer": body.layer, "level": body.level,
         "demo": body.demo, "until": body.until and body.until.isoformat(), "into": body.into}
        for body in queries.bodies()
    ]  # fmt: skip
    return _open(JsonResponse(found | {"licence": "CC0-1.0", "organisations": bodies}))


@everyone
@require_safe
def picture(request: HttpRequest, digest: str) -> HttpResponse:
    """A drawn chart; its name is the hash of its data, so it never changes."""
    svg = queries.svg(digest)
    if not svg:
        raise Http404
    return HttpResponse(
        svg,
        content_type="image/svg+xml; charset=utf-8",
        headers={"Cache-Control": "public, max-age=31536000, immutable"},
    )


def _open(response: HttpResponse) -> HttpResponse:
    """Open data may be read from any site."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


urlpatterns = [
    path("trap/landelijk.json", country_json, name="p_country_json"),
    path("trap/figuur/<slug:digest>.svg", picture, name="p_picture"),
    path("trap/<slug:slug>.json", as_json, name="p_scorecard_json"),
    path("trap/<slug:slug>.csv", as_csv, name="p_scorecard_csv"),
]
