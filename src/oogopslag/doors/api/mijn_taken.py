"""MijnTaken 0.1.0: what residents must do here, for every portal that may show it."""

from datetime import datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.views.decorators.http import require_GET, require_POST
from pydantic import Field

from oogopslag.doors.api.speaking import Tolerant, guarded, of_number, read, said
from oogopslag.doors.entry import machine
from oogopslag.doors.problems import Problem
from oogopslag.facts import actions as facts
from oogopslag.inbox import asked
from oogopslag.inbox.asked import Asked
from oogopslag.people import queries as people
from oogopslag.people.errors import PeopleError

VERSION = "0.1.0"
_STATES = {"open": "open", "done": "afgerond", "withdrawn": "geannuleerd"}
# A type we do not carry out by machine gets a button to our own page, as the contract says.
_TYPES = {"payment": "betaling", "appointment": "afspraak", "signature": "ondertekenen"}
_HERE = ZoneInfo("Europe/Amsterdam")
_CASE = "urn:nld:oogopslag:zaak:"


class Query(Tolerant):
    """Whose tasks; `klantId` is our pseudonym or a BSN, in the body only."""

    klantId: str = Field(min_length=1, max_length=100)
    contextId: str | None = Field(default=None, pattern="^urn:", max_length=300)
    include: list[str] = Field(default=[], max_length=20)


def _own(request: Any) -> Any:
    """Whose tasks this caller may see: a portal everybody's, an organisation its own."""
    known = {one.strip() for one in settings.CONFIG.portal_oins.split(",") if one.strip()}
    return None if request.client.organisation.oin in known else request.client.organisation


@require_POST
def search(request: HttpRequest) -> HttpResponse:
    """What a resident must do; safe, so it may be asked again and again."""
    query = read(request, Query)
    if query.include and "taken" not in query.include:
        return said({})
    resident = _resident(query.klantId)
    if resident is None or request.client.kind != "normal":  # type: ignore[attr-defined]
        return said({"taken": []})
    case = None
    if query.contextId:
        case = _case(query.contextId)
        if case is None:
            return said({"taken": []})
    found = asked.asked_of(resident, organisation=_own(request), case=case)
    _note(request, resident)
    return said({"taken": [_info(one) for one in found]})


def _note(request: Any, resident: Any) -> None:
    """Whoever it is about reads that another body looked at what they must do."""
    facts.note_use(
        resident,
        [],
        purpose={
            "nl": "Tonen wat u moet doen (MijnTaken).",
            "en": "Showing what you must do (MijnTaken).",
        },
        who=request.client.organisation.name,
        activity="urn:oogopslag:verwerking:taken",
    )


def _resident(text: str) -> Any:
    if text.isdigit() and len(text) == 9:
        return of_number("BSN", text)
    try:
        return people.resident_by_id(UUID(text))
    except (ValueError, PeopleError):
        return None


def _case(urn: str) -> UUID | None:
    try:
        return UUID(urn.removeprefix(_CASE)) if urn.startswith(_CASE) else None
    except ValueError:
        return None


@require_GET
def one(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One task whole, just before it is carried out."""
    if request.client.kind != "normal":  # type: ignore[attr-defined]
        raise Problem(404, "not-found", "There is no such task.")
    return said(_info(guarded(lambda: asked.one_asked(uuid, organisation=_own(request)))))


def _info(task: Asked) -> dict[str, Any]:
    here = settings.BASE_URL + reverse("r_thread", args=[task.thread])
    last = datetime.combine(task.due, time(23, 59, 59), _HERE)
    found: dict[str, Any] = {
        "uuid": str(task.id),
        "titel": dict(task.title),
        "toelichting": {
            "nl": f"Voor {task.organisation['nl']}",
            "en": f"For {task.organisation.get('en', task.organisation['nl'])}",
        },
        "status": _STATES[task.state],
        "deadline": last.isoformat(),
        "uitvoering": {"type": _TYPES.get(task.kind, "beantwoorden"), "fallbackUrl": here},
    }
    if task.case:
        found["context"] = {"urn": f"{_CASE}{task.case}", "canonicalUrl": here}
    return found


urlpatterns = [
    path("mijn-taken/v0/context/zoek", machine(search, version=VERSION), name="api_taken_search"),
    path("mijn-taken/v0/taken/<uuid:uuid>", machine(one, version=VERSION), name="api_taken_one"),
]
