"""The demo twin of Open VTB: which requests and letters it took in, to look at."""

import json
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.http import require_safe

from oogopslag.cases import queries
from oogopslag.doors.entry import everyone
from oogopslag.people import queries as people
from oogopslag.ui.page import render

MOST = 50
"""How many requests the page shows, newest first."""


@everyone
@require_safe
def requests(request: HttpRequest) -> HttpResponse:
    names = {body.slug: body.name for body in people.organisations()}
    rows = queries.requests_at_twins()[:MOST]
    letters = queries.letters_at_twins()[:MOST]
    return render(
        request,
        "demo/requests.jinja",
        rows=[_shown(one, names) for one in rows],
        letters=[_letter(one, names) for one in letters],
    )


def _shown(row: dict[str, Any], names: dict[str, Any]) -> dict[str, Any]:
    return {
        "organisation": names.get(row["organisation"], row["organisation"]),
        "name": row["naam"],
        "received": datetime.fromisoformat(row["ontvangen"]),
        "status": row["verwerkStatus"],
        "reference": row.get("verzoekBron", {}).get("kenmerk", ""),
        "who": row["initiator"],
        "urn": row["urn"],
        "answers": [
            (name, json.dumps(value, ensure_ascii=False))
            for name, value in sorted(row.get("aanvraagGegevens", {}).items())
        ],
    }


def _letter(row: dict[str, Any], names: dict[str, Any]) -> dict[str, Any]:
    return {
        "organisation": names.get(row["organisation"], row["organisation"]),
        "title": row["onderwerp"],
        "text": row["berichtTekst"],
        "reference": row.get("referentie", ""),
        "published": datetime.fromisoformat(row["publicatiedatum"]),
        "who": row["ontvanger"],
        "urn": row["urn"],
    }


urlpatterns = [path("verzoeken/", requests, name="d_requests")]
