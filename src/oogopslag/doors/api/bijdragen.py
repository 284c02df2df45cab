"""MijnGesprekken: contributions to a conversation, and who read them."""

from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils.translation import gettext as _
from pydantic import AwareDatetime, Base64Bytes, Field, model_validator

from oogopslag.core.values import Actor
from oogopslag.doors.api.gesprekken import (
    ROOT,
    actor_of,
    at,
    eyes,
    short,
    side,
    sides,
    thread_of,
    uuid_in,
)
from oogopslag.doors.api.keyspace import contract_key
from oogopslag.doors.api.speaking import (
    Extension,
    Tolerant,
    guarded,
    moment,
    number_in,
    read,
    said,
    terms_of,
    uploaded,
)
from oogopslag.inbox import actions as inbox
from oogopslag.inbox import outward, talking
from oogopslag.people import queries as who

MOST_BYTES = 15 * 1024 * 1024  # ten megabytes of files in base64, with room for the text


class NewFile(Tolerant):
    """A file: its bytes in base64, for the design leaves open how a document gets here."""

    naam: str = Field(min_length=1, max_length=200)
    inhoud: Base64Bytes


class NewContribution(Tolerant):
    """Something said, a document, or both; `verzondenDoor` names who of that side said it."""

    bijdrageType: Literal["tekst", "document"]
    tekst: str = Field(default="", max_length=100_000)
    bijlagen: list[NewFile] = Field(default=[], max_length=10)
    verzondenDoor: UUID | None = None
    isAntwoordOp: UUID | None = None
    extensie: Extension | None = None

    @model_validator(mode="after")
    def _something(self) -> "NewContribution":
        wanted = self.bijlagen if self.bijdrageType == "document" else self.tekst.strip()
        if not wanted:
            raise ValueError(_("A text needs tekst, a document needs bijlagen."))
        return self

    def files(self) -> list[Any]:
        return [uploaded(one.naam, one.inhoud) for one in self.bijlagen]


class ReadMark(Tolerant):
    """When it was read."""

    momentGelezen: AwareDatetime


def contributions(request: HttpRequest, thread_id: UUID) -> HttpResponse:
    """What was said; and saying something, as the organisation or as the resident."""
    if request.method not in {"GET", "POST"}:
        return HttpResponseNotAllowed(["GET", "POST"])
    resident = eyes(request)
    thread = thread_of(request, resident, thread_id)
    if request.method == "POST":
        return _say(request, resident, thread)
    size = number_in(request, "aantal", 50, 1, 100)
    rows = talking.contributions(thread, uuid_in(request, "na"), size + 1)
    answer: dict[str, Any] = {"bijdragen": [_contribution(thread, row) for row in rows[:size]]}
    if len(rows) > size:
        here = f"{ROOT}/gesprekken/{thread.id}/bijdragen"
        answer["volgende"] = f"{here}?aantal={size}&na={rows[size - 1].id}"
    return said(answer)


def _say(request: Any, resident: Any, thread: Any) -> HttpResponse:
    asked, key = read(request, NewContribution), contract_key(request, "bijdrage")
    who_ = None if str(asked.verzondenDoor) in sides(thread) else asked.verzondenDoor
    if resident is not None:
        message = guarded(
            lambda: talking.answer(
                thread,
                asked.files(),
                text=asked.tekst,
                participant=who_,
                key=short(key),
                actor=Actor(kind="resident", id=str(resident.id)),
                in_reply_to=asked.isAntwoordOp,
            )
        )
        return said(_contribution(thread, message), 201)
    promised = asked.extensie.policy() if asked.extensie else None
    found = guarded(
        lambda: talking.say(
            request.client,
            thread,
            asked.files(),
            participant=who_,
            key=key,
            request_hash=who.digest_of(request.body),
            actor=actor_of(request),
            kind="answer",
            body={"nl": asked.tekst if asked.tekst.strip() else "Zie de bijlage."},
            policy=promised or inbox.ReplyPolicy(answer_within=2),
            in_reply_to=asked.isAntwoordOp,
        )
    )
    message = talking.contribution(thread, found.message)
    return said(_contribution(thread, message), 201 if found.created else 200)


def _contribution(thread: Any, row: Any) -> dict[str, Any]:
    files = [one for one in row.attachments.all() if one.state == "clean"]
    by_resident = row.by != "organisation"
    origin: Any = getattr(row, "origin", None)
    said_by = origin.fields.get("deelnemer") if origin else None
    return {
        "id": str(row.id),
        "bijdrageType": "document" if files else "tekst",
        "verzondenDoor": said_by or side(thread, resident=by_resident),
        "momentVerzonden": moment(row.placed),
        "isAntwoordOp": str(row.in_reply_to) if row.in_reply_to else None,
        "tekst": row.body.get("nl", ""),
        "bijlagen": [
            {"informatieobject": f"urn:nld:oogopslag:bijlage:{one.id}", "versie": one.checksum}
            for one in files
        ],
        "extensie": {"gesprekId": str(thread.id), **terms_of(row)},
    }


def read_marks(request: HttpRequest, thread_id: UUID, message_id: UUID) -> HttpResponse:
    """Who read a contribution; PATCH marks it read for the side that asks, never for an author."""
    if request.method not in {"GET", "PATCH"}:
        return HttpResponseNotAllowed(["GET", "PATCH"])
    resident = eyes(request)
    thread = thread_of(request, resident, thread_id)
    message = guarded(lambda: talking.contribution(thread, message_id))
    if request.method == "PATCH":
        read(request, ReadMark, "application/merge-patch+json", "application/json")
        guarded(lambda: talking.read(message, by_resident=resident is not None))
        message = talking.contribution(thread, message_id)
    mark: Any = getattr(message, "mark", None)
    shown = bool(mark and mark.read) and _may_know(message, resident)
    rows = (
        [
            {
                "id": str(mark.id),
                "deelnemer": side(thread, resident=message.by == "organisation"),
                "momentGelezen": moment(mark.changed),
            }
        ]
        if shown
        else []
    )
    return said({"gelezenBijdragen": rows})


def _may_know(message: Any, resident: Any) -> bool:
    """A resident sees all; an organisation whether its letter was read only with permission."""
    own = resident is not None or message.by != "organisation"
    return own or outward.may_see_opening(message)


urlpatterns = [
    at("/<uuid:thread_id>/bijdragen", contributions, "api_bijdragen", most_bytes=MOST_BYTES),
    at(
        "/<uuid:thread_id>/bijdragen/<uuid:message_id>/gelezen-bijdragen",
        read_marks,
        "api_gelezen",
    ),
]
