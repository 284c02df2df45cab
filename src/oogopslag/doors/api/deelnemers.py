"""MijnGesprekken: who takes part in a conversation."""

from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils.translation import gettext as _
from pydantic import AwareDatetime, Field, model_validator

from oogopslag.core.values import Actor
from oogopslag.doors.api.gesprekken import actor_of, at, began, eyes, sides, thread_of
from oogopslag.doors.api.speaking import Tolerant, guarded, moment, of_number, read, said
from oogopslag.doors.problems import Problem
from oogopslag.inbox import participants
from oogopslag.inbox.errors import NotTheirs

_KINDS = {"eenheid": "unit", "medewerker": "worker"}
_NAMES = {"unit": "eenheid", "worker": "medewerker", "helper": "vertegenwoordiger"}


class NewParticipant(Tolerant):
    """A unit or worker by name, for the organisation; or by BSN who may act for the resident."""

    type: Literal["eenheid", "medewerker", "vertegenwoordiger"]
    naam: str = Field(default="", max_length=120)
    bsn: str = Field(default="", pattern=r"^(\d{9})?$")

    @model_validator(mode="after")
    def _known(self) -> "NewParticipant":
        by_number = self.type == "vertegenwoordiger"
        if bool(self.bsn) != by_number or bool(self.naam) == by_number:
            raise ValueError(_("A unit or worker has a naam, a representative a bsn."))
        return self


class Left(Tolerant):
    """The moment at which somebody's part ended."""

    end: AwareDatetime


def everybody(request: HttpRequest, thread_id: UUID) -> HttpResponse:
    """Both sides, and who takes part for them; POST adds somebody, once."""
    if request.method not in {"GET", "POST"}:
        return HttpResponseNotAllowed(["GET", "POST"])
    resident = eyes(request)
    thread = thread_of(request, resident, thread_id)
    if request.method == "POST":
        return _add(request, resident, thread)
    end = moment(thread.closed) if thread.closed else None
    (own, other), begin = sides(thread), began(thread)
    both = [
        {"id": own, "type": "inwoner", "begin": begin, "end": end},
        {"id": other, "type": "organisatie", "naam": thread.organisation.name["nl"],
         "begin": begin, "end": end},
    ]  # fmt: skip
    return said({"deelnemers": [*both, *(_shown(one) for one in participants.of(thread))]})


def _add(request: HttpRequest, resident: Any, thread: Any) -> HttpResponse:
    asked = read(request, NewParticipant)
    if (asked.type == "vertegenwoordiger") != (resident is not None):
        detail = _("Each side names who takes part for itself. Nothing changed.")
        raise Problem(403, "not-for-this-key", detail)
    if resident is None:
        made = guarded(
            lambda: participants.add(
                thread, kind=_KINDS[asked.type], name=asked.naam, actor=actor_of(request)
            )
        )
        return said(_shown(made), 201)
    helper = of_number("BSN", asked.bsn)
    actor = Actor(kind="resident", id=str(resident.id))
    if helper is None:
        raise _no_mandate()
    try:
        made = participants.add_helper(thread, helper, actor=actor)
    except NotTheirs as error:
        raise _no_mandate() from error
    return said(_shown(made), 201)


def _no_mandate() -> Problem:
    """The same for somebody we do not know: who has no mandate learns nothing."""
    detail = _("This person has no mandate for this conversation. Nothing changed.")
    return Problem(403, "no-mandate", detail)


def one(request: HttpRequest, thread_id: UUID, participant_id: UUID) -> HttpResponse:
    """One participant; PATCH ends their part, by their own side."""
    if request.method not in {"GET", "PATCH"}:
        return HttpResponseNotAllowed(["GET", "PATCH"])
    resident = eyes(request)
    thread = thread_of(request, resident, thread_id)
    found = guarded(lambda: participants.one(thread, participant_id))
    if request.method == "PATCH":
        read(request, Left, "application/merge-patch+json", "application/json")
        if (found.kind == "helper") != (resident is not None):
            detail = _("Each side names who takes part for itself. Nothing changed.")
            raise Problem(403, "not-for-this-key", detail)
        actor = Actor(kind="resident", id=str(resident.id)) if resident else actor_of(request)
        found = guarded(lambda: participants.leave(thread, participant_id, actor=actor))
    return said(_shown(found))


def _shown(one: Any) -> dict[str, Any]:
    return {
        "id": str(one.id),
        "type": _NAMES[one.kind],
        "naam": one.name,
        "begin": moment(one.begin),
        "end": moment(one.end) if one.end else None,
    }


urlpatterns = [
    at("/<uuid:thread_id>/deelnemers", everybody, "api_deelnemers"),
    at("/<uuid:thread_id>/deelnemers/<uuid:participant_id>", one, "api_deelnemer"),
]
