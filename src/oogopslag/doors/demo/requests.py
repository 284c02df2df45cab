"""The demo twin of a register of requests (Open VTB): what it took in, to look at."""

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
    return render(request, "demo/requests.jinja", rows=[_shown(one, names) for one in rows])


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


urlpatterns = [path("verzoeken/", requests, name="d_requests")]
