"""Builders of ZGW registers: a twin with case types, cases and people."""

from typing import Any

from oogopslag.cases.adapters.zgw.twin import MemoryStore, ZgwTwin
from oogopslag.cases.adapters.zgw.twin.behaviour import SEARCH, made, search
from oogopslag.cases.adapters.zgw.twin.catalogue import CaseType, address, seeded
from oogopslag.cases.adapters.zgw.twin.transport import TwinTransport

ROOT, CLIENT, SECRET = (
    "https://zaken.veenstad.test",
    "oogopslag",
    "geheim-van-minstens-32-tekens-lang",
)
PARKING = "http://standaarden.overheid.nl/owms/terms/parkeervergunning"
OTHER_BSN = "999990019"
__all__ = ["CLIENT", "PARKING", "ROOT", "SEARCH", "SECRET"]


def kind(number: str = "PARK", title: str = "Parkeervergunning", **traits: Any) -> CaseType:
    values: dict[str, Any] = {"products": (PARKING,), **traits}
    return CaseType(number=number, title=title, **values)


def twin(*types: CaseType, root: str = ROOT) -> ZgwTwin:
    """A register with one case type, unless others are given, and one case of somebody else."""
    found = types or (kind(),)
    store = MemoryStore(seeded(root, found))
    made_ = ZgwTwin(store, root=root, client_id=CLIENT, secret=SECRET)
    case_in(made_, OTHER_BSN, "ZAAK-ANDER")
    return made_


def transport(*types: CaseType) -> TwinTransport:
    return TwinTransport(twin(*types))


def case_in(
    register: ZgwTwin, bsn: str, number: str, *, role: str = "initiator", step: int = 1
) -> dict[str, Any]:
    """A case that began there."""
    with register.store.writing() as resources:
        type_ = next(iter(resources["zaaktypen"].values()))
        case = made(
            resources, register.root, "zaken",
            {"identificatie": number, "bronorganisatie": "000000000", "zaaktype": type_["url"],
             "verantwoordelijkeOrganisatie": "000000000", "startdatum": "2026-11-02",
             "omschrijving": type_["omschrijving"]},
        )  # fmt: skip
        roles = [r for r in resources["roltypen"].values() if r["omschrijvingGeneriek"] == role]
        made(
            resources, register.root, "rollen",
            {"zaak": case["url"], "betrokkeneType": "natuurlijk_persoon",
             "roltype": roles[0]["url"], "betrokkeneIdentificatie": {"inpBsn": bsn}},
        )  # fmt: skip
        steps = [s for s in resources["statustypen"].values() if s["volgnummer"] == step]
        made(
            resources, register.root, "statussen",
            {"zaak": case["url"], "statustype": steps[0]["url"],
             "datumStatusGezet": "2026-11-03T10:00:00+01:00"},
        )  # fmt: skip
        return case


def every_case() -> dict[str, Any]:
    register = twin()
    return search(register.store.reading(), ROOT, {}, {})


def link(kind_: str, key: str) -> str:
    return address(ROOT, kind_, key)
