"""RvIG's test set, register flavour (codes, yyyymmdd), as answers of the BRP API.

The demo twin of the register stores these answers; so the reader of brp.py reads one form.
"""

from typing import Any

_MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli",
    "augustus", "september", "oktober", "november", "december",
)  # fmt: skip


def answer(record: dict[str, Any]) -> dict[str, Any]:
    """One register record as a `Persoon` of Haal Centraal BRP personen 2.7."""
    person: dict[str, Any] = {
        "burgerservicenummer": record["burgerservicenummer"],
        "naam": _name(record.get("naam", {})),
        "geboorte": _birth(record.get("geboorte", {})),
        "partners": [_partner(partner) for partner in record.get("partners", [])],
        "kinderen": [_other(child) for child in record.get("kinderen", [])],
        "verblijfplaats": _place(record.get("verblijfplaats", {})),
    }
    if municipality := record.get("gemeenteVanInschrijving"):
        person["gemeenteVanInschrijving"] = _coded(municipality)
    if death := record.get("overlijden"):
        person["overlijden"] = {"datum": datum(death.get("datum"))}
    if stopped := record.get("opschortingBijhouding"):
        person["opschortingBijhouding"] = {
            "reden": _coded(stopped.get("reden", {})),
            "datum": datum(stopped.get("datum")),
        }
        if stopped.get("reden", {}).get("code") == "O" and "overlijden" not in person:
            person["overlijden"] = {"datum": datum(stopped.get("datum"))}
    return person


def datum(text: str | None) -> dict[str, Any]:
    """yyyymmdd, with zeros for what is unknown, as one of the API's four kinds of date."""
    text = text or "00000000"
    year, month, day = text[:4], text[4:6], text[6:8]
    if year == "0000":
        return {"type": "DatumOnbekend", "onbekend": True, "langFormaat": "onbekend"}
    if month == "00":
        return {"type": "JaarDatum", "jaar": int(year), "langFormaat": year}
    name = _MONTHS[int(month) - 1]
    if day == "00":
        return {
            "type": "JaarMaandDatum", "jaar": int(year), "maand": int(month),
            "langFormaat": f"{name} {year}",
        }  # fmt: skip
    return {
        "type": "Datum", "datum": f"{year}-{month}-{day}",
        "langFormaat": f"{int(day)} {name} {year}",
    }  # fmt: skip


def _coded(row: dict[str, Any]) -> dict[str, str]:
    return {key: row[key] for key in ("code", "omschrijving") if key in row}


def _name(naam: dict[str, Any]) -> dict[str, Any]:
    keys = ("voornamen", "voorvoegsel", "geslachtsnaam")
    found: dict[str, Any] = {key: naam[key].strip() for key in keys if naam.get(key)}
    if use := naam.get("aanduidingNaamgebruik"):
        found["aanduidingNaamgebruik"] = _coded(use)
    return found


def _birth(birth: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {"datum": datum(birth.get("datum"))}
    for key in ("land", "plaats"):
        if birth.get(key):
            found[key] = _coded(birth[key])
    return found


def _other(other: dict[str, Any]) -> dict[str, Any]:
    found = {"naam": _name(other.get("naam", {})), "geboorte": _birth(other.get("geboorte", {}))}
    if number := other.get("burgerservicenummer"):
        found["burgerservicenummer"] = number
    return found


def _partner(partner: dict[str, Any]) -> dict[str, Any]:
    found = _other(partner)
    if kind := partner.get("soortVerbintenis"):
        found["soortVerbintenis"] = _coded(kind)
    for key in ("aangaanHuwelijkPartnerschap", "ontbindingHuwelijkPartnerschap"):
        if partner.get(key):
            found[key] = {"datum": datum(partner[key].get("datum"))}
    return found


def _place(place: dict[str, Any]) -> dict[str, Any]:
    if not place:
        return {}
    if "land" in place:
        return {
            "type": "VerblijfplaatsBuitenland",
            "verblijfadres": {"land": _coded(place["land"])},
        }
    address = {
        "korteStraatnaam": place.get("straat"),
        "postcode": place.get("postcode"),
        "huisnummer": _number(place.get("huisnummer")),
        "huisletter": place.get("huisletter"),
        "woonplaats": place.get("woonplaats"),
    }
    found: dict[str, Any] = {
        "type": "Adres",
        "verblijfadres": {key: value for key, value in address.items() if value},
    }
    if kind := place.get("functieAdres"):
        found["functieAdres"] = _coded(kind)
    return found


def _number(text: Any) -> int | None:
    return int(text) if str(text or "").isdigit() else None
