"""A demo twin of a register of contacts (Klantinteracties 0.9, as Open Klant serves it)."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import NAMESPACE_OID, uuid5

import httpx

from oogopslag.cases.adapters.taken_twin import SAYS, problem

_NOBODY = {"voorletters": "", "voornaam": "", "voorvoegselAchternaam": "", "achternaam": ""}
_NEEDED = ("kanaal", "onderwerp", "taal", "vertrouwelijk")
_LONGEST = {"kanaal": 50, "onderwerp": 200, "inhoud": 1000, "reactie": 4000, "taal": 3}


@dataclass(frozen=True, kw_only=True)
class Told:
    """What the twin holds: BSN → key of the party, and (key of the party, contact)."""

    parties: Mapping[str, str]
    contacts: tuple[tuple[str, dict[str, Any]], ...]


class KlantTwin:
    """Answers lists, one of them, and `maak-klantcontact`; `root` is its address."""

    def __init__(self, told: Callable[[], Told], root: str) -> None:
        self.told, self.root = told, root.rstrip("/")

    def answer(self, request: httpx.Request, body: bytes) -> httpx.Response:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme != "Token" or not token:
            return problem(401, "Er is geen token meegestuurd.")
        kind, _, key = request.url.path.strip("/").partition("/")
        if request.method == "POST" and kind == "maak-klantcontact":
            return self._make(body)
        rows = self._rows(kind, request.url.params)
        if request.method != "GET" or rows is None:
            return problem(404, "Dit adres is er niet.")
        if key:
            found = next((row for row in rows if row.get("uuid") == key), None)
            if found is None:
                return problem(404, "Niet gevonden.")
            return httpx.Response(200, json=found, headers=SAYS)
        listed = {"count": len(rows), "next": None, "previous": None, "results": rows}
        return httpx.Response(200, json=listed, headers=SAYS)

    def _rows(self, kind: str, asked: httpx.QueryParams) -> list[dict[str, Any]] | None:
        told = self.told()
        bsn = asked.get("partijIdentificator__objectId")
        party = asked.get("hadBetrokkene__wasPartij__uuid")
        rows: dict[str, list[dict[str, Any]]] = {
            "partijen": [
                self._party(key) for number, key in told.parties.items() if bsn in (None, number)
            ],
            "partij-identificatoren": [
                self._identifier(number, key) for number, key in told.parties.items()
            ],
            "klantcontacten": [
                self._contact(key, row) for key, row in told.contacts if party in (None, key)
            ],
            "betrokkenen": [self._involved(key, row["uuid"]) for key, row in told.contacts],
            "digitaleadressen": [],
            "internetaken": [],
        }
        return rows.get(kind)

    def _link(self, kind: str, key: str) -> dict[str, str]:
        return {"uuid": key, "url": f"{self.root}/{kind}/{key}"}

    def _party(self, key: str) -> dict[str, Any]:
        return {
            **self._link("partijen", key),
            "soortPartij": "persoon",
            "indicatieActief": True,
            "betrokkenen": [
                self._link("betrokkenen", _betrokkene(who, row["uuid"]))
                for who, row in self.told().contacts
                if who == key
            ],
            "categorieRelaties": [],
            "vertegenwoordigden": [],
            "digitaleAdressen": [],
            "partijIdentificatie": {"contactnaam": dict(_NOBODY), "volledigeNaam": ""},
        }

    def _identifier(self, bsn: str, key: str) -> dict[str, Any]:
        return {
            **self._link("partij-identificatoren", str(uuid5(NAMESPACE_OID, f"bsn {key}"))),
            "identificeerdePartij": self._link("partijen", key),
            "partijIdentificator": {
                "codeObjecttype": "natuurlijk_persoon",
                "codeSoortObjectId": "bsn",
                "objectId": bsn,
                "codeRegister": "brp",
            },
        }

    def _contact(self, party: str, row: Mapping[str, Any]) -> dict[str, Any]:
        return {
            **self._link("klantcontacten", row["uuid"]),
            "gingOverOnderwerpobjecten": [],
            "hadBetrokkenActoren": [],
            "omvatteBijlagen": [],
            "hadBetrokkenen": [self._link("betrokkenen", _betrokkene(party, row["uuid"]))],
            "leiddeTotInterneTaken": [],
            **{name: value for name, value in row.items() if name != "uuid"},
        }

    def _involved(self, party: str, contact: str) -> dict[str, Any]:
        return {
            **self._link("betrokkenen", _betrokkene(party, contact)),
            "wasPartij": self._link("partijen", party),
            "hadKlantcontact": self._link("klantcontacten", contact),
            "digitaleAdressen": [],
            "volledigeNaam": "",
            "rol": "klant",
            "initiator": True,
        }

    def _make(self, body: bytes) -> httpx.Response:
        try:
            sent = json.loads(body or b"{}")
        except ValueError:
            return problem(400, "Dit is geen JSON.")
        contact = sent.get("klantcontact") if isinstance(sent, Mapping) else None
        if not isinstance(contact, Mapping) or any(name not in contact for name in _NEEDED):
            return problem(400, "Het klantcontact mist een verplicht veld.")
        if any(len(str(contact.get(name) or "")) > most for name, most in _LONGEST.items()):
            return problem(400, "Een veld van het klantcontact is te lang.")
        key = str(uuid5(NAMESPACE_OID, json.dumps(sent, sort_keys=True)))
        made: dict[str, Any] = {"klantcontact": self._contact("", {**contact, "uuid": key})}
        made["klantcontact"]["hadBetrokkenen"] = []
        who = sent.get("betrokkene")
        if isinstance(who, Mapping):
            party = (who.get("wasPartij") or {}).get("uuid", "")
            made["betrokkene"] = {
                **self._involved(party, key),
                "rol": who.get("rol", "klant"),
                "initiator": bool(who.get("initiator")),
            }
            one = made["betrokkene"]
            made["klantcontact"]["hadBetrokkenen"] = [{"uuid": one["uuid"], "url": one["url"]}]
        return httpx.Response(201, json=made, headers=SAYS)


def _betrokkene(party: str, contact: str) -> str:
    return str(uuid5(NAMESPACE_OID, f"betrokkene {party} {contact}"))
