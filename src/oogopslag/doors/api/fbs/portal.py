"""FBS berichtenuitvraag 0.1.0: what an authorised portal fetches, searches and marks."""

import json
from collections.abc import Callable, Iterator
from typing import Any, Literal, TypeVar
from uuid import UUID

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    StreamingHttpResponse,
)
from django.urls import path
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from pydantic import AwareDatetime, Field, model_validator

from oogopslag.delivery import webhooks
from oogopslag.doors.api.fbs.boxed import ROOT, summary, whole
from oogopslag.doors.api.speaking import (
    Tolerant,
    acceptable,
    download,
    guarded,
    meant,
    number_in,
    portal,
    read,
    said,
)
from oogopslag.doors.entry import machine
from oogopslag.doors.problems import Problem
from oogopslag.inbox import federated, gathering
from oogopslag.inbox.errors import UnknownThread
from oogopslag.outside.errors import OutsideError

VERSION = "0.1.0"
T = TypeVar("T")
PUBLISHED = "nl.rijksoverheid.fbs.bericht.gepubliceerd"


class Change(Tolerant):
    """At least one of both; null means: leave as it is."""

    status: Literal["gelezen", "ongelezen"] | None = None
    map: str | None = Field(default=None, min_length=1, max_length=128)

    @model_validator(mode="before")
    @classmethod
    def _some(cls, data: Any) -> Any:
        if isinstance(data, dict) and not data:
            raise ValueError(_("Send status, or map."))
        return data


class Recipient(Tolerant):
    """Whose letter was published."""

    type: Literal["BSN", "RSIN", "KVK", "OIN"]
    waarde: str = Field(pattern="^[0-9]+$")


class Published(Tolerant):
    """What the event says of the letter."""

    berichtId: UUID
    afzender: str
    ontvanger: Recipient
    onderwerp: str
    inhoud: str
    publicatietijdstip: AwareDatetime


class Event(Tolerant):
    """A CloudEvent of the publication stream of a store."""

    id: str = Field(min_length=1, max_length=500)
    source: str = Field(min_length=1, max_length=500)
    specversion: Literal["1.0"]
    type: Literal["nl.rijksoverheid.fbs.bericht.gepubliceerd"]
    data: Published


@require_GET
def fetch(request: HttpRequest) -> StreamingHttpResponse:
    """Fills the session: progress per store as server-sent events, and a last event when ready."""
    resident, client = meant(request), request.client  # type: ignore[attr-defined]
    key = request.headers["x-ontvanger"]

    def progress() -> Iterator[str]:
        for event in gathering.fetch(client, key, resident):
            name = event.pop("event")
            yield f"event: {name}\ndata: {json.dumps(event)}\n\n"

    return StreamingHttpResponse(progress(), content_type="text/event-stream")


def _session(request: HttpRequest) -> Any:
    """The resident of a session that was filled. Raises Problem 409 before `_ophalen`."""
    acceptable(request)
    resident, client = meant(request), request.client  # type: ignore[attr-defined]
    if not gathering.fetched(client, request.headers["x-ontvanger"]):
        raise Problem(
            409,
            "not-fetched",
            _("Nothing was fetched for this recipient yet: ask berichten/_ophalen first."),
        )
    return resident


@require_GET
def letters(request: HttpRequest) -> HttpResponse:
    """A page of the box, with links instead of totals."""
    resident = _session(request)
    page = number_in(request, "pagina", 0, 0, 1_000_000)
    size = number_in(request, "paginaGrootte", 20, 1, 200)
    rows = gathering.page(*_who(request), resident, skip=page * size, limit=size + 1)
    here = f"{ROOT}/berichten?paginaGrootte={size}&pagina="
    links = {"self": {"href": f"{here}{page}"}}
    if len(rows) > size:
        links["next"] = {"href": f"{here}{page + 1}"}
    if page:
        links["prev"] = {"href": f"{here}{page - 1}"}
    return said({"berichten": [summary(row) for row in rows[:size]], "_links": links})


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """Letters that hold these words."""
    resident, words = _session(request), request.GET.get("q", "")
    if not 2 <= len(words) <= 200:
        raise Problem(400, "wrong-query", _("q must be 2 to 200 characters."))
    rows = gathering.page(*_who(request), resident, words=words, limit=100)
    return said({"berichten": [summary(row) for row in rows], "_links": {}})


def letter(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """One letter; changes name the store that holds it."""
    if request.method == "GET":
        resident = _session(request)
        return said(whole(guarded(lambda: _letter(request, resident, message_id))))
    if request.method not in {"PATCH", "DELETE"}:
        return HttpResponseNotAllowed(["GET", "PATCH", "DELETE"])
    resident = _session(request)
    if not request.GET.get("magazijnId"):
        raise Problem(400, "wrong-query", _("magazijnId is needed: it stands with the letter."))
    found = guarded(lambda: _letter(request, resident, message_id))
    foreign = isinstance(found, gathering.Foreign)
    store = found.store if foreign else found.thread.organisation.oin
    if store != request.GET["magazijnId"]:
        raise Problem(502, "unknown-store", _("We know no store of this magazijnId."))
    return _elsewhere(request, found) if foreign else _here(request, resident, message_id)


def _letter(request: HttpRequest, resident: Any, message_id: UUID) -> Any:
    """Ours, or that of another store. Raises UnknownThread, NotTheirs."""
    try:
        return federated.letter(resident, message_id)
    except UnknownThread:
        return gathering.foreign(*_who(request), message_id)


def _who(request: HttpRequest) -> tuple[Any, str]:
    """The portal and for whom it asks: together they name a session."""
    return request.client, request.headers["x-ontvanger"]  # type: ignore[attr-defined]


def _here(request: HttpRequest, resident: Any, message_id: UUID) -> HttpResponse:
    if request.method == "DELETE":
        guarded(lambda: federated.mark(resident, message_id, removed=True))
        return HttpResponse(status=204)
    state, folder = _change(request)
    return said(
        whole(guarded(lambda: federated.mark(resident, message_id, read=state, folder=folder)))
    )


def _elsewhere(request: HttpRequest, found: gathering.Foreign) -> HttpResponse:
    """The store itself is changed first: what it did not take does not stand here either."""
    if request.method == "DELETE":
        _upstream(lambda: gathering.remove(*_who(request), found))
        return HttpResponse(status=204)
    state, folder = _change(request)
    return said(
        whole(_upstream(lambda: gathering.mark(*_who(request), found, read=state, folder=folder)))
    )


def _change(request: HttpRequest) -> tuple[bool | None, str | None]:
    change = read(request, Change, "application/merge-patch+json")
    return (None if change.status is None else change.status == "gelezen"), change.map


def _upstream(work: Callable[[], T]) -> T:
    """Does `work` at another store. Raises Problem 502 when it gives no usable answer."""
    try:
        return work()
    except OutsideError as error:
        detail = _("The store of this letter gives no answer now. Nothing changed; ask again.")
        raise Problem(502, "store-unreachable", detail, reason=error.code) from error


@require_GET
def file(request: HttpRequest, message_id: UUID, file_id: UUID) -> HttpResponse:
    """A file, always as a download."""
    resident = _session(request)
    found = guarded(lambda: _letter(request, resident, message_id))
    if not isinstance(found, gathering.Foreign):
        return download(guarded(lambda: federated.file_of(resident, message_id, file_id)))
    key = request.headers["x-ontvanger"]
    name, content, media = _upstream(lambda: guarded(lambda: gathering.file(key, found, file_id)))
    answer = HttpResponse(content, content_type=media)
    answer.headers["Content-Disposition"] = content_disposition_header(True, name) or ""
    return answer


@require_POST
def published(request: HttpRequest) -> HttpResponse:
    """A store says that a letter was published: it joins the session that is open, if any.

    The same event again changes nothing.
    """
    client = request.client  # type: ignore[attr-defined]
    portal(request)
    event = read(request, Event, "application/cloudevents+json")
    webhooks.receive(client.organisation.slug, event.source, event.id, event.type, client=client.id)
    to, one = event.data.ontvanger, event.data
    gathering.add(
        client, f"{to.type}:{to.waarde}", _store_of(event.source),
        letter=one.berichtId, sender=one.afzender, title=one.onderwerp, text=one.inhoud,
        published=one.publicatietijdstip,
    )  # fmt: skip
    return HttpResponse(status=202)


def _store_of(source: str) -> str:
    """The OIN in urn:nld:oin:<OIN>:systeem:…; empty when there is none."""
    parts = source.split(":")
    return parts[3] if source.startswith("urn:nld:oin:") and len(parts) > 3 else ""


_PREFIX = ROOT.lstrip("/")
urlpatterns = [
    path(f"{_PREFIX}/berichten/_ophalen", machine(fetch, version=VERSION), name="api_fbs_fetch"),
    path(f"{_PREFIX}/berichten/_zoeken", machine(search, version=VERSION), name="api_fbs_search"),
    path(f"{_PREFIX}/berichten", machine(letters, version=VERSION), name="api_fbs_box"),
    path(
        f"{_PREFIX}/berichten/<uuid:message_id>",
        machine(letter, version=VERSION),
        name="api_fbs_box_letter",
    ),
    path(
        f"{_PREFIX}/berichten/<uuid:message_id>/bijlagen/<uuid:file_id>",
        machine(file, version=VERSION),
        name="api_fbs_box_file",
    ),
    path(f"{_PREFIX}/aanmeldingen", machine(published, version=VERSION), name="api_fbs_published"),
]
