"""What a twin does with a good request: lists, search, and the rules that a register keeps."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

from oogopslag.cases.adapters.zgw.durations import days_of
from oogopslag.cases.adapters.zgw.twin import documents
from oogopslag.cases.adapters.zgw.twin.catalogue import address
from oogopslag.cases.adapters.zgw.twin.refusal import Refusal
from oogopslag.cases.adapters.zgw.twin.store import Resources

PAGE = 100
SEARCH = "rol__betrokkeneIdentificatie__natuurlijkPersoon__inpBsn"
_FILTERS = ("zaak", "zaaktype", "identificatie", "bronorganisatie", "omschrijvingGeneriek",
            "betrokkeneType", "informatieobject", "besluit")  # fmt: skip


def one(resources: Resources, kind: str, key: str) -> dict[str, Any]:
    found = resources[kind].get(key)
    if found is None:
        raise Refusal(404, "not_found", "Niet gevonden.")
    return found


def listed(resources: Resources, root: str, kind: str, query: dict[str, str]) -> Any:
    rows = [row for row in resources[kind].values() if _passes(row, query)]
    if kind == "zaakinformatieobjecten":
        return rows
    return _paged(rows, f"{root}/{kind}", query)


def _passes(row: dict[str, Any], query: dict[str, str]) -> bool:
    if query.get("status") == "definitief" and row.get("concept"):
        return False
    return all(row.get(name) == query[name] for name in _FILTERS if name in query)


def _paged(rows: list[dict[str, Any]], url: str, query: dict[str, str]) -> dict[str, Any]:
    page = int(query.get("page", "1"))
    start = (page - 1) * PAGE
    more = len(rows) > start + PAGE
    return {
        "count": len(rows),
        "next": f"{url}?page={page + 1}" if more else None,
        "previous": f"{url}?page={page - 1}" if page > 1 else None,
        "results": rows[start : start + PAGE],
    }


def search(
    resources: Resources, root: str, sent: dict[str, Any], query: dict[str, str]
) -> dict[str, Any]:
    rows = list(resources["zaken"].values())
    if bsn := sent.get(SEARCH):
        named = {
            role["zaak"]
            for role in resources["rollen"].values()
            if role.get("betrokkeneIdentificatie", {}).get("inpBsn") == bsn
        }
        rows = [row for row in rows if row["url"] in named]
    for name in ("identificatie", "bronorganisatie"):
        if name in sent:
            rows = [row for row in rows if row.get(name) == sent[name]]
    rows = [_expanded(resources, row, sent.get("expand", [])) for row in rows]
    return _paged(rows, f"{root}/zaken/api/v1/zaken/_zoek", query)


def _expanded(resources: Resources, row: dict[str, Any], wanted: list[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if "zaaktype" in wanted:
        found["zaaktype"] = _at(resources, row["zaaktype"])
    if "rollen" in wanted:
        found["rollen"] = [r for r in resources["rollen"].values() if r["zaak"] == row["url"]]
    for name in ("status", "resultaat"):
        if name in wanted and row.get(name) and (inner := _at(resources, row[name])):
            kind = _at(resources, inner[f"{name}type"])
            found[name] = {**inner, "_expand": {f"{name}type": kind}} if kind else inner
    return {**row, "_expand": found} if found else row


def _at(resources: Resources, url: str) -> dict[str, Any] | None:
    kind, key = url.rstrip("/").rsplit("/", 2)[-2:]
    return resources.get(kind, {}).get(key)


def decisions_of(resources: Resources, root: str, key: str) -> list[dict[str, Any]]:
    case = one(resources, "zaken", key)
    return [
        {"url": f"{case['url']}/besluiten/{number}", "uuid": number, "besluit": row["url"]}
        for number, row in resources["besluiten"].items()
        if row.get("zaak") == case["url"]
    ]


def changed(resources: Resources, kind: str, key: str, sent: dict[str, Any]) -> dict[str, Any]:
    row = one(resources, kind, key)
    row.update(sent)
    return row


def made(resources: Resources, root: str, kind: str, sent: dict[str, Any]) -> dict[str, Any]:
    """A new resource with what a register adds by itself."""
    key = str(uuid4())
    row = {"url": address(root, kind, key), "uuid": key, **sent}
    if kind != "zaken" and "zaak" in sent:
        _need(resources, "zaak", sent["zaak"])
    if add := _ADD.get(kind):
        add(resources, row)
    if kind in ("enkelvoudiginformatieobjecten", "besluiten"):
        del row["uuid"]
    resources[kind][key] = row
    return row


def _need(resources: Resources, name: str, url: str) -> dict[str, Any]:
    found = _at(resources, url)
    if found is None:
        params = [{"name": name, "code": "bad-url", "reason": "Deze URL bestaat niet."}]
        raise Refusal(400, "invalid", "Een URL bestaat niet.", params)
    return found


def _now() -> str:
    return datetime.now(UTC).isoformat()


def _case(resources: Resources, row: dict[str, Any]) -> None:
    kind = _need(resources, "zaaktype", row["zaaktype"])
    for other in resources["zaken"].values():
        same = (other["identificatie"], other["bronorganisatie"])
        if same == (row.get("identificatie"), row["bronorganisatie"]):
            params = [{"name": "identificatie", "code": "identificatie-niet-uniek",
                       "reason": "Deze zaak bestaat al."}]  # fmt: skip
            raise Refusal(400, "invalid", "Deze zaak bestaat al.", params)
    start = date.fromisoformat(row["startdatum"])
    last = start + timedelta(days=days_of(kind["doorlooptijd"]) or 56)
    defaults: dict[str, Any] = {
        "identificatie": f"ZAAK-{start.year}-{len(resources['zaken']) + 1:010}",
        "omschrijving": "", "registratiedatum": date.today().isoformat(), "einddatum": None,
        "uiterlijkeEinddatumAfdoening": last.isoformat(), "laatstGemuteerd": _now(),
        "betalingsindicatieWeergave": "", "verlenging": None,
        "opschorting": {"indicatie": False, "eerdereOpschorting": False, "reden": ""},
        "deelzaken": [], "eigenschappen": [], "rollen": [], "status": None,
        "zaakinformatieobjecten": [], "zaakobjecten": [], "resultaat": None,
        "archiefnominatie": None, "archiefactiedatum": None, "productenOfDiensten": [],
    }  # fmt: skip
    row.update({name: value for name, value in defaults.items() if name not in row})


def _role(resources: Resources, row: dict[str, Any]) -> None:
    kind = _need(resources, "roltype", row["roltype"])
    row.update(
        omschrijving=kind["omschrijving"], omschrijvingGeneriek=kind["omschrijvingGeneriek"],
        registratiedatum=_now(), statussen=[],
    )  # fmt: skip
    _need(resources, "zaak", row["zaak"])["rollen"].append(row["url"])


def _status(resources: Resources, row: dict[str, Any]) -> None:
    case = _need(resources, "zaak", row["zaak"])
    kind = _need(resources, "statustype", row["statustype"])
    row.update(indicatieLaatstGezetteStatus=True, zaakinformatieobjecten=[])
    if kind["isEindstatus"]:
        if not case["resultaat"]:
            params = [{"name": "nonFieldErrors", "code": "resultaat-does-not-exist",
                       "reason": "De zaak heeft nog geen resultaat."}]  # fmt: skip
            raise Refusal(400, "invalid", "De zaak heeft nog geen resultaat.", params)
        _documents_ready(resources, case)
        _close(resources, case, row["datumStatusGezet"])
    case["status"] = row["url"]


def _documents_ready(resources: Resources, case: dict[str, Any]) -> None:
    """As Open Zaak: no case closes with a locked document, or one whose usage right is not said."""
    for link in resources["zaakinformatieobjecten"].values():
        found = _at(resources, link["informatieobject"]) if link["zaak"] == case["url"] else None
        for wrong, code in (
            (found is not None and found["locked"], "informatieobject-locked"),
            (found is not None and found.get("indicatieGebruiksrecht") is None,
             "indicatiegebruiksrecht-unset"),
        ):  # fmt: skip
            if wrong:
                params = [{"name": "nonFieldErrors", "code": code, "reason": code}]
                raise Refusal(400, "invalid", "De zaak kan nog niet worden afgesloten.", params)


def _close(resources: Resources, case: dict[str, Any], moment: str) -> None:
    """The register computes when the case may be destroyed."""
    end = datetime.fromisoformat(moment).date()
    result = _at(resources, case["resultaat"]) or {}
    kind = _at(resources, result.get("resultaattype", "")) or {}
    case["einddatum"] = end.isoformat()
    case["archiefnominatie"] = kind.get("archiefnominatie")
    if days := days_of(kind.get("archiefactietermijn") or ""):
        case["archiefactiedatum"] = (end + timedelta(days=days)).isoformat()


def _result(resources: Resources, row: dict[str, Any]) -> None:
    _need(resources, "resultaattype", row["resultaattype"])
    _need(resources, "zaak", row["zaak"])["resultaat"] = row["url"]


def _link(resources: Resources, row: dict[str, Any]) -> None:
    _need(resources, "informatieobject", row["informatieobject"])
    row.update(aardRelatieWeergave="Hoort bij, omgekeerd: kent", registratiedatum=_now())
    case = _need(resources, "zaak", row["zaak"])
    case["zaakinformatieobjecten"].append(row["url"])


def _document(resources: Resources, row: dict[str, Any]) -> None:
    _need(resources, "informatieobjecttype", row["informatieobjecttype"])
    row.update(versie=1, beginRegistratie=_now(), locked=False, bestandsdelen=[])
    row.setdefault("identificatie", f"DOCUMENT-{len(resources['enkelvoudiginformatieobjecten'])}")
    documents.kept(resources, row)


def _decision(resources: Resources, row: dict[str, Any]) -> None:
    _need(resources, "besluittype", row["besluittype"])
    row.setdefault("identificatie", f"BESLUIT-{len(resources['besluiten']) + 1}")
    row["vervalredenWeergave"] = ""


_ADD: dict[str, Callable[[Resources, dict[str, Any]], None]] = {
    "zaken": _case,
    "rollen": _role,
    "statussen": _status,
    "resultaten": _result,
    "zaakinformatieobjecten": _link,
    "enkelvoudiginformatieobjecten": _document,
    "besluiten": _decision,
}
