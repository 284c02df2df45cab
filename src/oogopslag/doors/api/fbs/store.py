"""FBS berichtenmagazijn 0.2.0: letters delivered by senders, fetched by authorised portals."""

import base64
from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from pydantic import AwareDatetime, Field, StringConstraints

from oogopslag.core.values import Actor, Bsn, InvalidValue
from oogopslag.doors.api.fbs.showing import ROOT, summary, whole
from oogopslag.doors.api.keyspace import contract_key
from oogopslag.doors.api.refusing import problem_of
from oogopslag.doors.api.speaking import (
    Extension,
    Tolerant,
    acceptable,
    download,
    guarded,
    meant,
    moment,
    number_in,
    read,
    said,
    uploaded,
)
from oogopslag.doors.entry import machine
from oogopslag.doors.problems import Problem
from oogopslag.inbox import actions as inbox
from oogopslag.inbox import federated
from oogopslag.people import queries as people
from oogopslag.people.errors import PeopleError, UnknownRecipient

VERSION = "0.2.0"
MOST_TEXT = 1_048_576  # bytes of UTF-8
MOST_BYTES = 40 * 1024 * 1024
_OBJECTION = {
    "nl": "Dit is een besluit. U kunt bezwaar maken.",
    "en": "This is a decision. You can object.",
}
Oin = Annotated[str, StringConstraints(pattern=r"^[0-9]{20}$")]


class Number(Tolerant):
    """Whose letter it is."""

    type: Literal["BSN", "RSIN", "KVK", "OIN"]
    waarde: str = Field(pattern=r"^[0-9]{8,20}$")


class File(Tolerant):
    """A file in base64; its real type is looked at, not what is said here."""

    naam: str = Field(min_length=1, max_length=255)
    mimeType: str = Field(min_length=1, max_length=127)
    inhoud: str = Field(min_length=1)


class Delivery(Tolerant):
    """A letter as a sender delivers it; what FBS lacks stands in `extensie`."""

    afzender: Oin
    ontvanger: Number
    onderwerp: str = Field(min_length=1, max_length=255)
    inhoud: str = Field(min_length=1, max_length=MOST_TEXT)
    publicatietijdstip: AwareDatetime | None = None
    bijlagen: list[File] = Field(default=[], max_length=10)
    extensie: Extension | None = None


class Change(Tolerant):
    """Absent and null both mean: leave as it is."""

    gelezen: bool | None = None
    map: str | None = Field(default=None, min_length=1, max_length=128)


@require_POST
def deliver(request: HttpRequest) -> HttpResponse:
    """Stores a letter of this sender for a resident."""
    acceptable(request)
    client = request.client  # type: ignore[attr-defined]
    letter = read(request, Delivery)
    if letter.afzender != client.organisation.oin:
        raise Problem(
            403, "another-sender", _("afzender must be your own OIN. Nothing was stored.")
        )
    if len(letter.inhoud.encode()) > MOST_TEXT:
        raise Problem(400, "text-too-long", _("inhoud is larger than 1 MiB. Nothing was stored."))
    resident = _recipient(client, letter.ontvanger)
    now = datetime.now(UTC)
    one = _incoming(request, client, letter, resident)
    found = guarded(
        lambda: federated.deliver(
            client, one, _files(letter), actor=Actor(kind="organisation", id=str(client.id))
        )
    )
    answer = {
        "berichtId": str(found.message),
        "afzender": letter.afzender,
        "ontvanger": {"type": letter.ontvanger.type, "waarde": letter.ontvanger.waarde},
        "onderwerp": letter.onderwerp,
        "tijdstipOntvangst": moment(now),
        "publicatietijdstip": moment(letter.publicatietijdstip or now),
        "_links": {"self": {"href": f"{ROOT}/berichten/{found.message}"}},
    }
    return said(answer, 201)


def _recipient(client: Any, number: Number) -> Any:
    if number.type != "BSN":
        raise Problem(
            400, "no-resident", _("Only residents have a box here: send a BSN. Nothing was stored.")
        )
    try:
        bsn = Bsn(number.waarde)
    except InvalidValue as error:
        raise Problem(400, "wrong-bsn", _("This is not a valid BSN.")) from error
    try:
        # Who may not write to somebody does not learn whether they are known either.
        return people.recipient(client, bsn)
    except UnknownRecipient as error:
        raise Problem(400, "unknown-recipient", str(error), fallback="letter") from error
    except PeopleError as error:
        raise problem_of(error) from error


def _incoming(request: HttpRequest, client: Any, letter: Delivery, resident: Any) -> Any:
    more = letter.extensie or Extension()
    name = client.organisation.name
    language = "en" if more.taal == "en" else "nl"
    title = {"nl": letter.onderwerp, language: letter.onderwerp}
    until = _day(more.bezwaartermijn)
    return inbox.Incoming(
        key=contract_key(request, "fbs"),
        request_hash=people.digest_of(request.body),
        resident=resident,
        title=title,
        safe_title={"nl": f"Bericht van {name['nl']}", "en": f"Message from {name['en']}"},
        body={"nl": letter.inhoud, language: letter.inhoud},
        policy=more.policy() or inbox.ReplyPolicy(refused="phone_only"),
        visible_from=letter.publicatietijdstip,
        thread=_uuid(more.gesprekId),
        in_reply_to=_uuid(more.inReactieOp),
        legal_effect=_OBJECTION if until else None,
        react_before=until,
    )


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError as error:
        raise Problem(400, "invalid-request", "gesprekId and inReactieOp are UUIDs.") from error


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise Problem(400, "invalid-request", "bezwaartermijn is a date.") from error


def _files(letter: Delivery) -> list[Any]:
    try:
        return [
            uploaded(one.naam, base64.b64decode(one.inhoud, validate=True))
            for one in letter.bijlagen
        ]
    except ValueError as error:  # also for what is not ASCII
        detail = _("A file is not base64. Nothing was stored.")
        raise Problem(400, "not-base64", detail) from error


@require_GET
def letters(request: HttpRequest) -> HttpResponse:
    """A page of the box of whoever X-Ontvanger names."""
    acceptable(request)
    resident, sender = meant(request), request.GET.get("afzender", "")
    if sender and not (len(sender) == 20 and sender.isdigit()):
        raise Problem(400, "wrong-query", _("afzender must be an OIN of 20 digits."))
    page = number_in(request, "page", 0, 0, 1_000_000)
    size = number_in(request, "pageSize", 20, 1, 100)
    total = federated.size_of_box(resident, sender=sender)
    rows = federated.box(resident, sender=sender, skip=page * size, limit=size)
    number = request.headers["x-ontvanger"]
    pages = -(-total // size)
    return said(
        {
            "berichten": [summary(row, number) for row in rows],
            "page": page,
            "pageSize": size,
            "totalElements": total,
            "totalPages": pages,
            "_links": _pages(page, size, pages),
        }
    )


def _pages(page: int, size: int, pages: int) -> dict[str, Any]:
    def link(number: int) -> dict[str, str]:
        return {"href": f"{ROOT}/berichten?page={number}&pageSize={size}"}

    links = {"self": link(page), "first": link(0), "last": link(max(0, pages - 1))}
    if page > 0:
        links["prev"] = link(page - 1)
    if page + 1 < pages:
        links["next"] = link(page + 1)
    return links


def letter(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """One letter: read, marked, or removed from the box."""
    acceptable(request)
    number = request.headers.get("x-ontvanger", "")
    if request.method == "GET":
        resident = meant(request)
        return said(whole(guarded(lambda: federated.letter(resident, message_id)), number))
    if request.method == "PATCH":
        resident, change = meant(request), read(request, Change, "application/merge-patch+json")
        found = guarded(
            lambda: federated.mark(resident, message_id, read=change.gelezen, folder=change.map)
        )
        return said(whole(found, number))
    if request.method == "DELETE":
        resident = meant(request)
        guarded(lambda: federated.mark(resident, message_id, removed=True))
        return HttpResponse(status=204)
    return HttpResponseNotAllowed(["GET", "PATCH", "DELETE"])


@require_GET
def file(request: HttpRequest, message_id: UUID, file_id: UUID) -> HttpResponse:
    """A file, always as a download."""
    resident = meant(request)
    found = guarded(lambda: federated.file_of(resident, message_id, file_id))
    return download(found)


_PREFIX = ROOT.lstrip("/")
urlpatterns = [
    path(
        f"{_PREFIX}/aanleveringen",
        machine(deliver, version=VERSION, most_bytes=MOST_BYTES),
        name="api_fbs_deliver",
    ),
    path(f"{_PREFIX}/berichten", machine(letters, version=VERSION), name="api_fbs_letters"),
    path(
        f"{_PREFIX}/berichten/<uuid:message_id>",
        machine(letter, version=VERSION),
        name="api_fbs_letter",
    ),
    path(
        f"{_PREFIX}/berichten/<uuid:message_id>/bijlagen/<uuid:file_id>",
        machine(file, version=VERSION),
        name="api_fbs_file",
    ),
]
