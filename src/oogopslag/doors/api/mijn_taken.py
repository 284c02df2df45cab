"""MijnTaken 0.1.0: what residents must do here, for every portal that may show it."""

from datetime import datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from pydantic import Field

from oogopslag.core.values import Actor
from oogopslag.doors.api.speaking import Tolerant, guarded, meant, of_number, read, said
from oogopslag.doors.entry import machine
from oogopslag.doors.problems import Problem
from oogopslag.facts import actions as facts
from oogopslag.inbox import asked
from oogopslag.inbox.asked import Asked
from oogopslag.inbox.attachments import LARGEST
from oogopslag.people import queries as people
from oogopslag.people.errors import PeopleError

VERSION = "0.1.0"
_STATES = {"open": "open", "done": "afgerond", "withdrawn": "geannuleerd"}
# A type we do not carry out by machine gets a button to our own page, as the contract says.
_TYPES = {
    "payment": "betaling", "appointment": "afspraak", "signature": "ondertekenen",
    "document": "upload", "answer": "formulier", "correction": "formulier",
}  # fmt: skip
MOST_FILES = 3
KINDS_OF_FILE = ("pdf", "jpg", "jpeg", "png", "txt")
# What an answer by machine holds: JSON Schema, as the contract wants a form to be described.
FORM: dict[str, Any] = {
    "type": "object",
    "required": ["antwoord"],
    "properties": {
        "antwoord": {"type": "string", "title": "Uw antwoord", "minLength": 1, "maxLength": 100_000}
    },
}
_HERE = ZoneInfo("Europe/Amsterdam")
_CASE = "urn:nld:oogopslag:zaak:"


class Answer(Tolerant):
    """What FORM describes."""

    antwoord: str = Field(min_length=1, max_length=100_000)


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
    return said(_whole(guarded(lambda: asked.one_asked(uuid, organisation=_own(request)))))


@require_POST
def files(request: Any, uuid: UUID) -> HttpResponse:
    """Files for a task of type upload, as multipart/form-data under `bestand`: it is done then."""
    resident = _of_portal(request)
    if request.content_type != "multipart/form-data":
        detail = _("Send this as %(media)s. Nothing was stored.") % {"media": "multipart/form-data"}
        raise Problem(415, "wrong-media-type", detail)
    try:
        given = request.FILES.getlist("bestand")
    except (MultiPartParserError, SuspiciousOperation) as error:
        raise Problem(400, "unreadable-request", _("These files cannot be read.")) from error
    if not 1 <= len(given) <= MOST_FILES:
        detail = _("Send 1 to %(most)s files. Nothing was stored.") % {"most": MOST_FILES}
        raise Problem(400, "wrong-files", detail)
    return _done(request, resident, uuid, "", given)


@require_POST
def form(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The answer to a task of type formulier, as its schema says: it is done then."""
    resident = _of_portal(request)
    return _done(request, resident, uuid, read(request, Answer).antwoord, [])


def _of_portal(request: HttpRequest) -> Any:
    """The resident for whom an authorised portal acts. Raises Problem 403, 404."""
    resident = meant(request)
    if resident is None:
        raise Problem(404, "not-found", _("There is nothing here for this key."))
    return resident


def _done(request: Any, resident: Any, uuid: UUID, text: str, given: list[Any]) -> HttpResponse:
    key = f"taak:{uuid.hex[-12:]}:{request.headers.get('idempotency-key', '')[:40]}"
    actor = Actor(kind="resident", id=str(resident.id))
    guarded(lambda: asked.carry_out(resident, uuid, text=text, files=given, key=key, actor=actor))
    return said(_whole(guarded(lambda: asked.one_asked(uuid))), 201)


def _whole(task: Asked) -> dict[str, Any]:
    """With the fields of its type, and where a portal carries it out; only while it is open."""
    found = _info(task)
    here = f"{settings.BASE_URL}/{_PREFIX}/taken/{task.id}"
    if task.state != "open":  # nothing is carried out any more: no address, so no such type
        found["uitvoering"].pop("type")
        return found
    match found["uitvoering"]["type"]:
        case "upload":
            found["uitvoering"] |= {
                "submitUrl": f"{here}/bestanden",
                "maxBestanden": MOST_FILES,
                "toegestaneFormaten": list(KINDS_OF_FILE),
                "maxBestandsgrootte": LARGEST,
            }
        case "formulier":
            found["uitvoering"] |= {"submitUrl": f"{here}/antwoord", "schema": FORM}
    return found


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


_PREFIX = "mijn-taken/v0"
_LARGE = MOST_FILES * LARGEST + 64 * 1024
urlpatterns = [
    path(f"{_PREFIX}/context/zoek", machine(search, version=VERSION), name="api_taken_search"),
    path(f"{_PREFIX}/taken/<uuid:uuid>", machine(one, version=VERSION), name="api_taken_one"),
    path(
        f"{_PREFIX}/taken/<uuid:uuid>/bestanden",
        machine(files, version=VERSION, most_bytes=_LARGE),
        name="api_taken_files",
    ),
    path(
        f"{_PREFIX}/taken/<uuid:uuid>/antwoord",
        machine(form, version=VERSION),
        name="api_taken_answer",
    ),
]
