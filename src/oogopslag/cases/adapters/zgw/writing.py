"""Writes our cases into the register of the body that decides, step by step.

Each step says what it made, so that a hand-over that broke off goes on where it was and makes
nothing twice. Order of the standard: the result first, then the end status, which closes the case.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from oogopslag.cases.adapters.zgw import catalogue, uploading
from oogopslag.cases.adapters.zgw.catalogue import CaseType, CatalogueProblem
from oogopslag.cases.adapters.zgw.client import BESLUITEN, ZAKEN, ZgwClient, text
from oogopslag.cases.adapters.zgw.uploading import Document, Made, upload
from oogopslag.core.ladder import HERE
from oogopslag.core.values import Bsn

RESULT_WORDS = {
    "grant": ("toegekend", "verleend", "verstrekt", "verwerkt"),
    "partly": ("gedeeltelijk", "deels", "toegekend", "verleend"),
    "refuse": ("geweigerd", "afgewezen", "afgebroken"),
    "withdrawn": ("ingetrokken", "afgebroken"),
}


@dataclass(frozen=True, kw_only=True)
class Outgoing:
    """A case of ours as the register needs it; `rsin` is of the body that decides."""

    number: str
    rsin: str
    upl: str
    known: str
    title: str
    started: date
    received: datetime
    bsn: Bsn
    documents: tuple[Document, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Conclusion:
    """How a case ended: outcome as in RESULT_WORDS, and the decision's days.

    `sent` and `object_until` are None while its letter waits to be posted; they follow later.
    """

    outcome: str
    decided: datetime
    reason: str
    object_until: date | None
    sent: date | None = None
    documents: tuple[Document, ...] = ()


def day_of(moment: datetime) -> date:
    """The day on the calendar here: in UTC it is still yesterday just after midnight."""
    return moment.astimezone(HERE).date()


async def hand_over(client: ZgwClient, case: Outgoing, made: Made) -> None:
    """Case, initiator, first status, documents. Fills `made`; raises an OutsideError."""
    kind = await catalogue.for_product(client, case.upl, case.started, known=case.known)
    if "zaak" not in made:
        made["zaak"] = await _found(client, case) or await _case(client, case, kind)
    if "rol" not in made:
        made["rol"] = await _initiator(client, case, kind, made["zaak"])
    if "status" not in made:
        made["status"] = await _status(client, made["zaak"], kind.steps[0].url, case.received)
    await _documents(client, case, kind, case.documents, made)


async def conclude(client: ZgwClient, case: Outgoing, end: Conclusion, made: Made) -> None:
    """Decision, its letter, result and end status. Fills `made`; raises an OutsideError."""
    kind = await catalogue.for_product(client, case.upl, case.started, known=case.known)
    if day_of(end.decided) < case.started:
        raise CatalogueProblem("decided_before_application", case.number)
    await _documents(client, case, kind, end.documents, made)
    if "besluit" not in made and end.outcome != "withdrawn":
        made["besluit"] = await _decision(client, case, kind, end, made["zaak"])
        made["besluit sent"] = _iso(end.sent)
    elif "besluit" in made and end.sent and made.get("besluit sent") != _iso(end.sent):
        await client.patch(made["besluit"], _days(end))
        made["besluit sent"] = _iso(end.sent)
    if "resultaat" not in made:
        result = await catalogue.result_type(client, kind, RESULT_WORDS[end.outcome])
        body = {"zaak": made["zaak"], "resultaattype": result, "toelichting": ""}
        made["resultaat"] = text(await client.post(f"{ZAKEN}/resultaten", body), "url")
    if "eind" not in made:
        last = next((step for step in reversed(kind.steps) if step.last), kind.steps[-1])
        made["eind"] = await _status(client, made["zaak"], last.url, end.decided)


async def _found(client: ZgwClient, case: Outgoing) -> str:
    """The case that an earlier attempt made without hearing so."""
    params = {"identificatie": case.number, "bronorganisatie": case.rsin}
    async for row in client.rows(f"{ZAKEN}/zaken", params):
        if text(row, "identificatie") == case.number:
            return text(row, "url")
    return ""


async def _case(client: ZgwClient, case: Outgoing, kind: CaseType) -> str:
    body = {
        "identificatie": case.number,
        "bronorganisatie": case.rsin,
        "verantwoordelijkeOrganisatie": case.rsin,
        "omschrijving": case.title[:80],
        "zaaktype": kind.url,
        "startdatum": case.started.isoformat(),
        "registratiedatum": day_of(case.received).isoformat(),
        "productenOfDiensten": [case.upl]
        if case.upl in (kind.raw.get("productenOfDiensten") or [])
        else [],
    }
    return text(await client.post(f"{ZAKEN}/zaken", body), "url")


async def _initiator(client: ZgwClient, case: Outgoing, kind: CaseType, zaak: str) -> str:
    body = {
        "zaak": zaak,
        "betrokkeneType": "natuurlijk_persoon",
        "roltype": await catalogue.initiator_role(client, kind),
        "roltoelichting": "aanvrager",
        "betrokkeneIdentificatie": {"inpBsn": case.bsn.number},
    }
    return text(await client.post(f"{ZAKEN}/rollen", body), "url")


async def _status(client: ZgwClient, zaak: str, kind: str, moment: datetime) -> str:
    body = {"zaak": zaak, "statustype": kind, "datumStatusGezet": moment.isoformat()}
    return text(await client.post(f"{ZAKEN}/statussen", body), "url")


async def _documents(
    client: ZgwClient,
    case: Outgoing,
    kind: CaseType,
    documents: tuple[Document, ...],
    made: Made,
) -> None:
    for one in documents:
        if f"whole {one.name}" not in made or one.size <= uploading.AT_ONCE:
            await upload(client, one, await _document_kind(client, kind), case.rsin, made)
        if f"link {one.name}" not in made:
            body = {"zaak": made["zaak"], "informatieobject": made[f"document {one.name}"]}
            link = await client.post(f"{ZAKEN}/zaakinformatieobjecten", body)
            made[f"link {one.name}"] = text(link, "url")


async def _document_kind(client: ZgwClient, kind: CaseType) -> str:
    """The first document type of a case type, asked once. Raises CatalogueProblem."""
    name = f"documents {kind.url}"
    if name not in client.memory:
        types = catalogue.related(client, kind, "informatieobjecttypen", "informatieobjecttypen")
        client.memory[name] = text(await anext(types, {}), "url")
    found: str = client.memory[name]
    if not found:
        raise CatalogueProblem("no_document_type", kind.identification)
    return found


async def _decision(
    client: ZgwClient, case: Outgoing, kind: CaseType, end: Conclusion, zaak: str
) -> str:
    first: Mapping[str, object] | None = None
    async for row in catalogue.related(client, kind, "besluittypen", "besluittypen"):
        first = row
        break
    if first is None:
        raise CatalogueProblem("no_decision_type", kind.identification)
    day = day_of(end.decided).isoformat()
    body = {
        "verantwoordelijkeOrganisatie": case.rsin,
        "besluittype": text(first, "url"),
        "zaak": zaak,
        "datum": day,
        "ingangsdatum": day,
        "toelichting": end.reason[:1000],
        **_days(end),
    }
    return text(await client.post(f"{BESLUITEN}/besluiten", body), "url")


def _days(end: Conclusion) -> dict[str, str | None]:
    """When a decision was sent and until when one can react; null while nobody knows."""
    return {
        "verzenddatum": _iso(end.sent) or None,
        "uiterlijkeReactiedatum": _iso(end.object_until) or None,
    }


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
