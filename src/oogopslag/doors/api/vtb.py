"""Open VTB berichten 0.1.0: the same letters, by the words of VNG's pattern."""

from typing import Annotated, Any, Literal
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import path
from django.utils.translation import gettext as _
from pydantic import AwareDatetime, Field

from oogopslag.core.values import Actor, Bsn
from oogopslag.doors.api.keyspace import contract_key
from oogopslag.doors.api.speaking import (
    Extension,
    Tolerant,
    guarded,
    meant,
    moment,
    number_in,
    read,
    said,
    terms_of,
)
from oogopslag.doors.entry import machine
from oogopslag.doors.problems import Problem
from oogopslag.inbox import actions as inbox
from oogopslag.inbox import federated, outward
from oogopslag.people import queries as people

VERSION = "0.1.0"
ROOT = "/open-vtb/berichten/api/v1"
CONTRACT = "open-vtb"
_BSN = "urn:nld:brp:bsn:"
_PERSPECTIVES = Literal[
    "", "betalen", "incasso", "informatie_geven", "informatie_krijgen", "reactie_ontvangen",
    "vernieuwing_nodig", "uitnodiging_voor_afspraak",
]  # fmt: skip
Urn = Annotated[str, Field(pattern=r"^urn:[A-Za-z0-9-]{2,32}:\S+$", max_length=255)]


class About(Tolerant):
    """A case or product."""

    urn: Urn


class File(Tolerant):
    """A document kept elsewhere; we keep its name."""

    informatieObject: Urn
    omschrijving: str = Field(default="", max_length=40)
    isBerichtTypeBijlage: bool = False


class NewLetter(Tolerant):
    """A letter as VTB has it."""

    onderwerp: str = Field(min_length=1, max_length=50)
    berichtTekst: str = Field(min_length=1, max_length=4000)
    ontvanger: Urn
    mijnOverheidBerichtenbox: bool
    publicatiedatum: AwareDatetime | None = None
    referentie: str = Field(default="", max_length=25)
    berichtType: str = Field(default="", max_length=8)
    isGerelateerdAan: list[About] = Field(default=[], max_length=20)
    handelingsPerspectief: _PERSPECTIVES = ""
    einddatumHandelingsTermijn: AwareDatetime | None = None
    bijlagen: list[File] = Field(default=[], max_length=20)
    extensie: Extension | None = None


class Opened(Tolerant):
    """When it was opened in a portal: a mark, as far as we are concerned."""

    geopendOp: AwareDatetime | None


def letters(request: HttpRequest) -> HttpResponse:
    """The letters of this organisation, or a new one."""
    if request.method == "POST":
        return _deliver(request)
    if request.method != "GET":
        return HttpResponseNotAllowed(["GET", "POST"])
    if "ontvanger" in request.GET:
        raise Problem(
            400,
            "person-in-address",
            _("A person may not stand in an address (URL). Ask without ontvanger."),
        )
    page = number_in(request, "page", 1, 1, 1_000_000)
    size = number_in(request, "pageSize", 100, 1, 500)
    unopened = {"true": True, "false": False}.get(request.GET.get("geopendOp__isnull", ""))
    client = request.client  # type: ignore[attr-defined]
    about = request.GET.get("isGerelateerdAan", "")
    rows, total = federated.delivered_by(
        client, CONTRACT, about=about, unopened=unopened, skip=(page - 1) * size, limit=size
    )
    here = f"{settings.BASE_URL}{ROOT}/berichten?pageSize={size}&page="
    return said(
        {
            "count": total,
            "next": f"{here}{page + 1}" if page * size < total else None,
            "previous": f"{here}{page - 1}" if page > 1 else None,
            "results": [_letter(row) for row in rows],
        }
    )


def _deliver(request: Any) -> HttpResponse:
    client, letter = request.client, read(request, NewLetter)
    if not letter.ontvanger.startswith(_BSN):
        raise Problem(400, "no-resident", _("Only residents have a box here. Nothing was stored."))
    try:
        bsn = Bsn(letter.ontvanger.removeprefix(_BSN))
    except ValueError as error:
        raise Problem(400, "wrong-bsn", _("This is not a valid BSN.")) from error
    resident = guarded(lambda: people.recipient(client, bsn))
    fields = letter.model_dump(mode="json", exclude={"ontvanger", "extensie"})
    found = guarded(
        lambda: federated.deliver(
            client,
            _incoming(request, letter, resident),
            [],
            actor=Actor(kind="organisation", id=str(client.id)),
            contract=CONTRACT,
            fields=fields,
        )
    )
    return said(_letter(federated.delivered(client, CONTRACT, found.message)), 201)


def _incoming(request: Any, letter: NewLetter, resident: Any) -> inbox.Incoming:
    name = request.client.organisation.name
    promised = letter.extensie.policy() if letter.extensie else None
    due = letter.einddatumHandelingsTermijn
    return inbox.Incoming(
        key=contract_key(request, "vtb"),
        request_hash=people.digest_of(request.body),
        resident=resident,
        title={"nl": letter.onderwerp},
        safe_title={"nl": f"Bericht van {name['nl']}", "en": f"Message from {name['en']}"},
        body={"nl": letter.berichtTekst},
        policy=promised or inbox.ReplyPolicy(refused="phone_only"),
        visible_from=letter.publicatiedatum,
        react_before=due.date() if due else None,
    )


def letter(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """One letter; a portal sets when it was opened there."""
    if request.method not in {"GET", "PATCH"}:
        return HttpResponseNotAllowed(["GET", "PATCH"])
    client = request.client  # type: ignore[attr-defined]
    if request.method == "PATCH":
        opened = read(request, Opened)
        resident = meant(request)
        state = opened.geopendOp is not None
        found = guarded(lambda: federated.mark(resident, message_id, read=state))
        return said(_letter(found, marked=True))
    return said(_letter(guarded(lambda: federated.delivered(client, CONTRACT, message_id))))


def _letter(row: Any, *, marked: bool = False) -> dict[str, Any]:
    """As VTB has it. `geopendOp` is the resident's mark and never our proof of opening; a sender

    sees it with the resident's permission or where the letter has legal effect, whoever just set
    it (`marked`) does in any case.
    """
    origin, mark = getattr(row, "origin", None), getattr(row, "mark", None)
    thread = row.thread
    seen = mark is not None and mark.read and (marked or outward.may_see_opening(row))
    bsn = people.bsn_of(thread.resident).number
    found: dict[str, Any] = {
        "onderwerp": thread.title["nl"][:50],
        "berichtTekst": row.body["nl"][:4000],
        "mijnOverheidBerichtenbox": False,
        **(origin.fields if origin else {}),
        "url": f"{settings.BASE_URL}{ROOT}/berichten/{row.id}",
        "urn": f"urn:nld:oogopslag:bericht:uuid:{row.id}",
        "uuid": str(row.id),
        "ontvanger": f"{_BSN}{bsn}",
        "publicatiedatum": moment(max(row.placed, thread.visible_from or row.placed)),
        "geopendOp": moment(mark.changed) if mark and seen else None,
        "extensie": {"gesprekId": str(row.thread_id), **terms_of(row)},
    }
    return found


_PREFIX = ROOT.lstrip("/")
urlpatterns = [
    path(f"{_PREFIX}/berichten", machine(letters, version=VERSION), name="api_vtb_letters"),
    path(
        f"{_PREFIX}/berichten/<uuid:message_id>",
        machine(letter, version=VERSION),
        name="api_vtb_letter",
    ),
]
