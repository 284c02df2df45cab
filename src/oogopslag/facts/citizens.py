"""Reads a synthetic citizen: the data of each agency, as facts of our dictionary.

Amounts in that file are eurocents. A register that is absent stays unknown, never zero.
"""

import contextlib
from collections.abc import Mapping
from datetime import date
from typing import Any

from oogopslag.core.values import Bsn, InvalidValue
from oogopslag.facts.adapters.rvig import datum

AS_OF = date(2025, 1, 1)
# Wet IB 2001 art. 5.5, 2025: below it there is no income from savings, so the file's income
# (which has no such income) is the whole of the aggregate income.
_EXEMPT_ASSETS = 57_684_00
_FULL_YEARS = 50
_STUDIES = {"HBO": "hoger_onderwijs", "WO": "hoger_onderwijs", "MBO": "mbo"}
_INCOME = (
    "loon_uit_dienstbetrekking", "uitkeringen_en_pensioenen", "winst_uit_onderneming",
    "resultaat_overige_werkzaamheden", "eigen_woning",
)  # fmt: skip


def _row(profile: Mapping[str, Any], agency: str, table: str) -> Mapping[str, Any]:
    rows = profile.get("sources", {}).get(agency, {}).get(table, [])
    return rows[0] if isinstance(rows, list) and rows and isinstance(rows[0], Mapping) else {}


def person(bsn: Bsn, profile: Mapping[str, Any]) -> dict[str, Any]:
    """The register of persons' answer about this citizen."""
    own = _row(profile, "RvIG", "personen")
    relation = _row(profile, "RvIG", "relaties")
    place = _row(profile, "RvIG", "verblijfplaats")
    first, _, last = str(profile.get("name", "")).partition(" ")
    found: dict[str, Any] = {
        "burgerservicenummer": bsn.number,
        "naam": {"voornamen": first, "geslachtsnaam": last},
        "geboorte": {"datum": _day(own.get("geboortedatum"))},
        "partners": _partner(relation),
        "kinderen": [_child(child) for child in relation.get("kinderen") or []],
    }
    if own.get("household_size"):
        found["bewoners"] = int(own["household_size"])
    if place:
        number = str(place.get("huisnummer", ""))
        found["verblijfplaats"] = {
            "type": "Adres",
            "verblijfadres": {
                "korteStraatnaam": place.get("straat", ""),
                "postcode": str(place.get("postcode", "")).replace(" ", ""),
                "huisnummer": int(number) if number.isdigit() else 0,
                "woonplaats": place.get("woonplaats", ""),
            },
        }
    return found


def _partner(relation: Mapping[str, Any]) -> list[dict[str, Any]]:
    if relation.get("partnerschap_type", "GEEN") == "GEEN":
        return []
    partner: dict[str, Any] = {"naam": {}, "geboorte": {"datum": datum(None)}}
    # A partner outside the register is known to exist, nothing more.
    with contextlib.suppress(InvalidValue):
        partner["burgerservicenummer"] = Bsn(str(relation.get("partner_bsn"))).number
    if born := relation.get("partner_geboortedatum"):
        partner["geboorte"] = {"datum": _day(born)}
    return [partner]


def _child(child: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "naam": {"voornamen": str(child.get("naam", ""))},
        "geboorte": {"datum": _day(child.get("geboortedatum"))},
    }


def _day(value: Any) -> dict[str, Any]:
    return datum(str(value).replace("-", "") if value else None)


def registers(profile: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The facts each register has of this citizen, in a form that fits JSON."""
    found: dict[str, dict[str, Any]] = {"belastingdienst": _tax(profile)}
    if insurance := _row(profile, "RVZ", "verzekeringen"):
        found["rvz"] = {"zorgverzekerd": insurance.get("polis_status") == "ACTIEF"}
    found |= {"duo": _studies(profile), "svb": _insurance(profile), "uwv": _work(profile)}
    return {source: facts for source, facts in found.items() if facts}


def _studies(profile: Mapping[str, Any]) -> dict[str, Any]:
    """Student finance and the kind of study, from DUO."""
    finance = _row(profile, "DUO", "studiefinanciering")
    facts: dict[str, Any] = {}
    if "ontvangt_studiefinanciering" in finance:
        facts["studiefinanciering"] = bool(finance["ontvangt_studiefinanciering"])
    kind = str(_row(profile, "DUO", "inschrijvingen").get("onderwijssoort", ""))
    if kind in _STUDIES:
        facts["opleiding"] = _STUDIES[kind]
    if "aantal_studerende_broers_zussen" in finance:
        brothers = int(finance["aantal_studerende_broers_zussen"] or 0)
        facts["studerende_kinderen_ouders"] = {"number": str(brothers + 1)}
    return facts


def _insurance(profile: Mapping[str, Any]) -> dict[str, Any]:
    """Years insured for the state pension, and children for whom child benefit is paid."""
    facts: dict[str, Any] = {}
    years = _row(profile, "SVB", "verzekerde_tijdvakken").get("woonperiodes")
    if isinstance(years, int):
        facts["aow_verzekerde_jaren"] = {"number": str(min(years, _FULL_YEARS))}
    if _row(profile, "SVB", "algemene_kinderbijslagwet").get("ontvangt_kinderbijslag"):
        facts["kinderen_horen_bij_u"] = True
    return facts


def _work(profile: Mapping[str, Any]) -> dict[str, Any]:
    """Whether somebody works: a job that runs, or a business. The file has no net income."""
    job = _row(profile, "UWV", "arbeidsverhoudingen").get("dienstverband_type")
    spell = _row(profile, "UWV", "dienstverbanden")
    ends = str(spell.get("end_date") or "9999")
    runs = bool(spell.get("uren_per_week")) and ends >= AS_OF.isoformat()
    business = any(
        _row(profile, "KVK", table).get("waarde")
        for table in ("is_active_entrepreneur", "is_entrepreneur")
    )
    if runs or business or job not in {None, "GEEN"}:
        return {"werkt_of_leert": True}
    return {"werkt_of_leert": False} if job == "GEEN" else {}


def _tax(profile: Mapping[str, Any]) -> dict[str, Any]:
    box1, box3 = _row(profile, "BELASTINGDIENST", "box1"), _row(profile, "BELASTINGDIENST", "box3")
    if not box1 or not box3:
        return {}
    assets = sum(int(box3.get(k) or 0) for k in ("spaargeld", "beleggingen", "onroerend_goed"))
    assets = max(0, assets - int(box3.get("schulden") or 0))
    facts: dict[str, Any] = {"vermogen": assets}
    if assets <= _EXEMPT_ASSETS:
        box2 = _row(profile, "BELASTINGDIENST", "box2")
        deductions = _row(profile, "BELASTINGDIENST", "aftrekposten")
        income = sum(int(box1.get(name) or 0) for name in _INCOME)
        income += sum(int(value) for name, value in box2.items() if name != "bsn" and value)
        income -= int(deductions.get("persoonsgebonden_aftrek") or 0)
        facts["verzamelinkomen"] = max(0, income)
    return facts
