"""The catalogue of a twin: one case type for each service, with statuses, results and roles."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from oogopslag.cases.adapters.zgw.twin.store import Resources

KINDS = (
    "catalogussen", "zaaktypen", "statustypen", "resultaattypen", "roltypen",
    "informatieobjecttypen", "besluittypen", "zaken", "statussen", "rollen", "resultaten",
    "zaakinformatieobjecten", "enkelvoudiginformatieobjecten", "besluiten",
)  # fmt: skip
API = {
    **dict.fromkeys(KINDS[:7], "catalogi/api/v1"),
    **dict.fromkeys(KINDS[7:12], "zaken/api/v1"),
    "enkelvoudiginformatieobjecten": "documenten/api/v1",
    "besluiten": "besluiten/api/v1",
}
RESULTS = (
    ("Toegekend", "toegekend"), ("Gedeeltelijk toegekend", "toegekend"),
    ("Geweigerd", "geweigerd"), ("Ingetrokken", "ingetrokken"),
)  # fmt: skip
STEPS = ("Ontvangen", "In behandeling", "Besluit genomen", "Afgerond")


@dataclass(frozen=True, kw_only=True)
class CaseType:
    """A case type to seed: `number` is its identificatie, `products` are UPL addresses."""

    number: str
    title: str
    products: tuple[str, ...]
    duration: str = "P8W"
    by_description: bool = False
    """True: relations as VNG's Catalogi has them from 1.3 on, by description; else by address."""
    with_results: bool = True
    concept: bool = False


def seeded(root: str, types: Iterable[CaseType]) -> Resources:
    """The resources of a fresh register at `root`."""
    resources: Resources = {kind: {} for kind in KINDS}
    catalogue = _put(
        resources, root, "catalogussen", "algemeen",
        {"domein": "ALG", "rsin": "000000000", "contactpersoonBeheerNaam": "Twin"},
    )  # fmt: skip
    document = _put(
        resources, root, "informatieobjecttypen", "bijlage",
        {"catalogus": catalogue, "omschrijving": "Bijlage", "concept": False,
         "vertrouwelijkheidaanduiding": "zaakvertrouwelijk", "beginGeldigheid": "2020-01-01",
         "beginObject": "2020-01-01", "eindeObject": None, "informatieobjectcategorie": "brief",
         "zaaktypen": [], "besluittypen": []},
    )  # fmt: skip
    for one in types:
        _type(resources, root, one, catalogue, document)
    return resources


def address(root: str, kind: str, key: str) -> str:
    return f"{root}/{API[kind]}/{kind}/{key}"


def _put(resources: Resources, root: str, kind: str, name: str, body: dict[str, Any]) -> str:
    """Names give the same uuid each time, so that web and worker see one register."""
    key = str(uuid5(NAMESPACE_URL, f"{root}/{kind}/{name}"))
    url = address(root, kind, key)
    resources[kind][key] = {"url": url, **body}
    return url


def _type(resources: Resources, root: str, one: CaseType, catalogue: str, document: str) -> None:
    key = str(uuid5(NAMESPACE_URL, f"{root}/zaaktypen/{one.number}"))
    url = address(root, "zaaktypen", key)
    decision = _put(
        resources, root, "besluittypen", one.number,
        {"catalogus": catalogue, "zaaktypen": [url], "omschrijving": f"Besluit {one.title}",
         "publicatieIndicatie": False, "informatieobjecttypen": [document], "concept": False,
         "beginGeldigheid": "2020-01-01", "beginObject": "2020-01-01", "eindeObject": None,
         "resultaattypen": [], "resultaattypenOmschrijving": [], "vastgelegdIn": []},
    )  # fmt: skip
    resources["zaaktypen"][key] = {
        "url": url, "identificatie": one.number, "omschrijving": one.title,
        "vertrouwelijkheidaanduiding": "zaakvertrouwelijk", "doel": one.title,
        "aanleiding": "Aanvraag", "indicatieInternOfExtern": "extern",
        "handelingInitiator": "Aanvragen", "onderwerp": one.title[:80],
        "handelingBehandelaar": "Behandelen", "doorlooptijd": one.duration,
        "opschortingEnAanhoudingMogelijk": True, "verlengingMogelijk": False,
        "publicatieIndicatie": False, "productenOfDiensten": list(one.products),
        "referentieproces": {"naam": one.title}, "concept": one.concept,
        "verantwoordelijke": "000000000", "beginGeldigheid": "2020-01-01",
        "versiedatum": "2020-01-01", "beginObject": "2020-01-01", "eindeObject": None,
        "catalogus": catalogue, "statustypen": _steps(resources, root, one, url, catalogue),
        "resultaattypen": _results(resources, root, one, url, catalogue),
        "eigenschappen": [], "roltypen": _roles(resources, root, one, url, catalogue),
        "informatieobjecttypen": ["Bijlage"] if one.by_description else [document],
        "besluittypen": [f"Besluit {one.title}"] if one.by_description else [decision],
        "gerelateerdeZaaktypen": [], "zaakobjecttypen": [],
    }  # fmt: skip


def _steps(resources: Resources, root: str, one: CaseType, url: str, catalogue: str) -> list[str]:
    return [
        _put(
            resources, root, "statustypen", f"{one.number}-{number}",
            {"zaaktype": url, "zaaktypeIdentificatie": one.number, "omschrijving": text,
             "omschrijvingGeneriek": text, "statustekst": text, "volgnummer": number,
             "isEindstatus": number == len(STEPS), "informeren": True, "catalogus": catalogue,
             "eigenschappen": [], "zaakobjecttypen": [], "beginObject": "2020-01-01",
             "eindeObject": None},
        )
        for number, text in enumerate(STEPS, 1)
    ]  # fmt: skip


def _results(resources: Resources, root: str, one: CaseType, url: str, catalogue: str) -> list[str]:
    if not one.with_results:
        return []
    return [
        _put(
            resources, root, "resultaattypen", f"{one.number}-{text}",
            {"zaaktype": url, "zaaktypeIdentificatie": one.number, "omschrijving": text,
             "resultaattypeomschrijving": "https://selectielijst.openzaak.nl/api/v1/x",
             "omschrijvingGeneriek": generic, "selectielijstklasse": "https://example.org/2020/1.1",
             "archiefnominatie": "vernietigen", "archiefactietermijn": "P7Y",
             "catalogus": catalogue, "besluittypen": [], "besluittypeOmschrijving": [],
             "informatieobjecttypen": [], "informatieobjecttypeOmschrijving": [],
             "beginObject": "2020-01-01", "eindeObject": None},
        )
        for text, generic in RESULTS
    ]  # fmt: skip


def _roles(resources: Resources, root: str, one: CaseType, url: str, catalogue: str) -> list[str]:
    return [
        _put(
            resources, root, "roltypen", f"{one.number}-{generic}",
            {"zaaktype": url, "zaaktypeIdentificatie": one.number, "omschrijving": text,
             "omschrijvingGeneriek": generic, "catalogus": catalogue,
             "beginObject": "2020-01-01", "eindeObject": None},
        )
        for generic, text in (("initiator", "Aanvrager"), ("behandelaar", "Behandelaar"))
    ]  # fmt: skip
