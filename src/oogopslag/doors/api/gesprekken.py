"""MijnGesprekken: conversations between a resident and an organisation, by the words of its design.

No implementation or OpenAPI file was published; the names and shapes are those of its text. An
organisation sees its own conversations; an authorised portal those of whom X-Ontvanger names.
"""

from datetime import UTC, datetime
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import path
from django.utils.translation import gettext as _
from pydantic import AwareDatetime, Field, model_validator

from oogopslag.core.values import Actor, Bsn
from oogopslag.doors.api.keyspace import contract_key
from oogopslag.doors.api.speaking import (
    Tolerant,
    guarded,
    meant,
    moment,
    number_in,
    read,
    said,
)
from oogopslag.doors.entry import machine
from oogopslag.doors.problems import Problem
from oogopslag.inbox import actions as inbox
from oogopslag.inbox import talking
from oogopslag.people import actions as people
from oogopslag.people import queries as who
from oogopslag.people.calls import Outcome

VERSION = "0.1.0"
ROOT = "/mijn-gesprekken/v0"


class Participant(Tolerant):
    """Who takes part: a resident, by BSN in a body only, or a simulator with a test key."""

    type: Literal["inwoner"]
    bsn: str | None = Field(default=None, pattern=r"^\d{9}$")
    simulator: str | None = None

    @model_validator(mode="after")
    def _one(self) -> "Participant":
        if (self.bsn is None) == (self.simulator is None):
            raise ValueError(_("Name a bsn, or a simulator."))
        return self


class NewConversation(Tolerant):
    """A conversation with one resident."""

    gespreksonderwerp: str = Field(min_length=1, max_length=255)
    zaakId: UUID | None = None
    deelnemers: list[Participant] = Field(min_length=1, max_length=1)


class End(Tolerant):
    """The conversation ended."""

    momentEinde: AwareDatetime


def eyes(request: HttpRequest) -> Any:
    """Whose eyes: the resident that a portal names, else None for the organisation itself."""
    if not request.headers.get("x-ontvanger"):
        return None
    resident = meant(request)
    if resident is None:
        raise Problem(404, "not-found", _("There is nothing here for this key."))
    return resident


def actor_of(request: Any) -> Actor:
    return Actor(kind="organisation", id=str(request.client.id))


def conversations(request: HttpRequest) -> HttpResponse:
    """List with `na`, or begin one."""
    if request.method == "POST":
        return _begin(request)
    if request.method != "GET":
        return HttpResponseNotAllowed(["GET", "POST"])
    size = number_in(request, "aantal", 50, 1, 100)
    rows = talking.list_of(
        request.client,  # type: ignore[attr-defined]
        eyes(request),
        case=uuid_in(request, "zaakId"),
        after=uuid_in(request, "na"),
        limit=size + 1,
    )
    answer: dict[str, Any] = {"gesprekken": [_conversation(row) for row in rows[:size]]}
    if len(rows) > size:
        answer["volgende"] = f"{ROOT}/gesprekken?aantal={size}&na={rows[size - 1].id}"
    return said(answer)


def uuid_in(request: HttpRequest, name: str) -> UUID | None:
    text = request.GET.get(name, "")
    try:
        return UUID(text) if text else None
    except ValueError as error:
        raise Problem(400, "wrong-query", f"{name}: UUID.") from error


def _begin(request: Any) -> HttpResponse:
    client, asked = request.client, read(request, NewConversation)
    if request.headers.get("x-ontvanger"):
        raise Problem(403, "not-for-this-key", _("Only an organisation begins one here."))
    with_whom = asked.deelnemers[0]
    resident = guarded(
        lambda: (
            people.simulator(client, with_whom.simulator)
            if with_whom.simulator
            else who.recipient(client, _bsn(with_whom.bsn or ""))
        )
    )
    made: dict[str, Any] = {}

    def work() -> Outcome:
        thread = talking.begin(
            client,
            resident,
            subject=asked.gespreksonderwerp,
            case=asked.zaakId,
            actor=actor_of(request),
        )
        made.update(_conversation(thread))
        return Outcome(subject=thread.id, answer=made)

    key = contract_key(request, "gesprek")
    digest = who.digest_of(request.body)
    found, new = guarded(lambda: people.once(client.organisation, key, digest, work))
    return said(found.answer, 201 if new else 200)


def _bsn(text: str) -> Bsn:
    try:
        return Bsn(text)
    except ValueError as error:
        raise Problem(400, "wrong-bsn", _("This is not a valid BSN.")) from error


def short(key: str) -> str:
    """A key that fits where 80 characters do; two long ones that begin alike stay apart."""
    return key if len(key) <= 80 else who.digest_of(key.encode())


def conversation(request: HttpRequest, thread_id: UUID) -> HttpResponse:
    """One conversation; its organisation can end it."""
    if request.method not in {"GET", "PATCH"}:
        return HttpResponseNotAllowed(["GET", "PATCH"])
    resident = eyes(request)
    found = thread_of(request, resident, thread_id)
    if request.method == "PATCH":
        read(request, End, "application/merge-patch+json", "application/json")
        if resident is not None:
            raise Problem(403, "not-for-this-key", _("Only the organisation ends a conversation."))
        inbox.close(thread_id, actor=actor_of(request))
        found = thread_of(request, resident, thread_id)
    return said(_conversation(found))


def thread_of(request: Any, resident: Any, thread_id: UUID) -> Any:
    return guarded(lambda: talking.of(request.client, resident, thread_id))


def _conversation(thread: Any) -> dict[str, Any]:
    return {
        "id": str(thread.id),
        "nummer": f"G-{thread.id.hex[-8:].upper()}",
        "zaakId": str(thread.case) if thread.case else None,
        "gespreksonderwerp": thread.title["nl"],
        "aanvangsmoment": moment(_began(thread.id)),
        "momentEinde": moment(thread.closed) if thread.closed else None,
    }


def _began(key: UUID) -> datetime:
    """An id of version 7 holds the moment it was made."""
    return datetime.fromtimestamp((key.int >> 80) / 1000, UTC)


def began(thread: Any) -> str:
    return moment(_began(thread.id))


def sides(thread: Any) -> tuple[str, str]:
    """The ids of the two sides, which always take part."""
    return side(thread, resident=True), side(thread, resident=False)


def side(thread: Any, *, resident: bool) -> str:
    return str(thread.resident_id if resident else thread.organisation_id)


def at(tail: str, view: Any, name: str, **more: Any) -> Any:
    where = f"{ROOT.lstrip('/')}/gesprekken{tail}"
    return path(where, machine(view, version=VERSION, **more), name=name)


urlpatterns = [
    at("", conversations, "api_gesprekken"),
    at("/<uuid:thread_id>", conversation, "api_gesprek"),
]
