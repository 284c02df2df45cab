"""ZGW: Zaken, Catalogi, Documenten and Besluiten of one register, such as an Open Zaak."""

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from oogopslag.catalogue.conformance import zgw_writing
from oogopslag.catalogue.conformance.token import zgw_token
from oogopslag.catalogue.contracts import contract
from oogopslag.core.contract import Contract

if TYPE_CHECKING:
    from oogopslag.catalogue.conformance.probe import Probe
    from oogopslag.catalogue.conformance.run import Credentials

SEARCH = "rol__betrokkeneIdentificatie__natuurlijkPersoon__inpBsn"
_NOBODY = "123456782"
"""Passes the eleven test; the example number of many documents, given to nobody."""
_LISTS = ("statustype_list", "resultaattype_list", "roltype_list",
          "informatieobjecttype_list", "besluittype_list")  # fmt: skip


def headers_of(credentials: "Credentials", *, age: int = 0) -> dict[str, str]:
    token = zgw_token(credentials.client_id, credentials.secret, age=age)
    return {
        "Authorization": f"Bearer {token}",
        "Accept-Crs": "EPSG:4326",
        "Content-Crs": "EPSG:4326",
    }


def test(probe: "Probe", credentials: "Credentials", write: bool) -> dict[str, str]:
    zaken, catalogi = contract("zgw-zaken"), contract("zgw-catalogi")
    documenten, besluiten = contract("zgw-documenten"), contract("zgw-besluiten")
    headers = headers_of(credentials)
    _entry(probe, zaken, credentials)
    types = _catalogue(probe, catalogi, headers)
    _cases(probe, zaken, credentials)
    probe.ask(documenten, "enkelvoudiginformatieobject_list", status=200, headers=headers)
    probe.ask(besluiten, "besluit_list", status=200, headers=headers)
    if write:
        zgw_writing.test(probe, headers, types, credentials)
    else:
        probe.untested(zaken, "zaak_create", "only with --write: it leaves a case")
    return {one.name: one.version for one in (zaken, catalogi, documenten, besluiten)}


def test_catalogue(probe: "Probe", credentials: "Credentials", write: bool) -> dict[str, str]:
    """The catalogue alone: what an organisation's types promise, without a case being asked."""
    catalogi = contract("zgw-catalogi")
    probe.ask(catalogi, "zaaktype_list", status=(401, 403), why="without a token")
    _catalogue(probe, catalogi, headers_of(credentials))
    return {catalogi.name: catalogi.version}


def _catalogue(probe: "Probe", catalogi: Contract, headers: dict[str, str]) -> list[Any]:
    """Case types and their parts; gives the published types."""
    types = probe.ask(
        catalogi, "zaaktype_list", status=200, params={"status": "definitief"}, headers=headers
    )
    _types(probe, catalogi, _rows(types))
    for operation in _LISTS:
        probe.ask(catalogi, operation, status=200, headers=headers)
    return _rows(types)


def _entry(probe: "Probe", zaken: Contract, credentials: "Credentials") -> None:
    """Who is let in: nobody without a token, nobody with one of two hours old."""
    probe.ask(zaken, "zaak_list", status=(401, 403), why="without a token")
    probe.ask(
        zaken, "zaak_list", status=(401, 403), why="with a token of two hours old",
        headers=headers_of(credentials, age=7200),
    )  # fmt: skip


def _types(probe: "Probe", catalogi: Contract, types: list[Any]) -> None:
    if not types:
        probe.untested(catalogi, "zaaktype_read", "there is no published case type")
        return
    rules = (
        ([one for one in types if one.get("concept") is True],
         "status=definitief gives published case types only", "are concepts",
         "Leave concepts out when status=definitief is asked."),
        ([one for one in types if not one.get("resultaattypen")],
         "every case type has a result type", "have none: such a case can never be closed",
         "Add a result type in the catalogue and publish a new version of the case type."),
        ([one for one in types if not one.get("statustypen")],
         "every case type has a status type", "have none",
         "Add at least a first and a last status type in the catalogue."),
    )  # fmt: skip
    for wrong, step, what, mend in rules:
        names = ", ".join(str(one.get("identificatie") or "?") for one in wrong[:5])
        probe.demand(
            catalogi,
            "zaaktype_list",
            step,
            holds=not wrong,
            what=f"{len(wrong)} {what} ({names})",
            mend=mend,
        )
    by_product: dict[str, set[str]] = {}
    for one in types:
        for product in one.get("productenOfDiensten") or []:
            by_product.setdefault(str(product), set()).add(str(one.get("identificatie")))
    double = sorted(product for product, names in by_product.items() if len(names) > 1)
    probe.demand(
        catalogi,
        "zaaktype_list",
        "one case type for each product (UPL)",
        holds=not double,
        what=f"{len(double)} products have several case types: {', '.join(double[:3])}",
        mend="Name the product in one case type only, or tell your partners which one is meant.",
    )


def _cases(probe: "Probe", zaken: Contract, credentials: "Credentials") -> None:
    headers = headers_of(credentials)
    probe.ask(
        zaken, "zaak_read", status=404, why="a case that does not exist",
        path={"uuid": str(uuid4())}, headers=headers,
    )  # fmt: skip
    probe.ask(zaken, "zaak_create", status=400, why="an empty case", body={}, headers=headers)
    every = probe.ask(zaken, "zaak_list", status=200, headers=headers)
    person = credentials.person or "999990019"
    found = probe.ask(
        zaken, "zaak__zoek", status=200, why="cases of one person, the BSN in the body",
        body={SEARCH: person}, headers=headers,
    )  # fmt: skip
    nobody = probe.ask(
        zaken,
        "zaak__zoek",
        status=200,
        why="cases of a number that is nobody's",
        body={SEARCH: _NOBODY},
        headers=headers,
    )
    probe.demand(
        zaken,
        "zaak__zoek",
        "searching by BSN narrows the list",
        holds=not _rows(nobody),
        what="it gives cases for a number that is nobody's: the key is ignored",
        mend=f"Support {SEARCH} in POST /zaken/_zoek; other people's cases show otherwise.",
    )
    rows = _rows(found) or _rows(every)
    if not rows:
        probe.untested(zaken, "zaak_read", "there is no case to read: give --person one who has")
        return
    _one(probe, zaken, rows[0], headers)


def _one(probe: "Probe", zaken: Contract, row: Any, headers: dict[str, str]) -> None:
    url, key = str(row.get("url", "")), str(row.get("uuid", ""))
    probe.ask(zaken, "zaak_read", status=200, path={"uuid": key}, headers=headers)
    for operation in ("status_list", "rol_list", "resultaat_list", "zaakinformatieobject_list"):
        probe.ask(zaken, operation, status=200, params={"zaak": url}, headers=headers)
    probe.ask(zaken, "zaakbesluit_list", status=200, path={"zaak_uuid": key}, headers=headers)


def _rows(found: Any) -> list[Any]:
    rows = found.get("results", []) if isinstance(found, dict) else []
    return [one for one in rows if isinstance(one, dict)] if isinstance(rows, list) else []
