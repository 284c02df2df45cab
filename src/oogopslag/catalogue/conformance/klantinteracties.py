"""Klantinteracties 0.9.0 as Open Klant serves it."""

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from oogopslag.catalogue.contracts import contract

if TYPE_CHECKING:
    from oogopslag.catalogue.conformance.probe import Probe
    from oogopslag.catalogue.conformance.run import Credentials

_LISTS = ("partijenList", "partijIdentificatorenList", "betrokkenenList", "digitaleadressenList",
          "internetakenList")  # fmt: skip


def test(probe: "Probe", credentials: "Credentials", write: bool) -> dict[str, str]:
    klant = contract("klantinteracties")
    headers = {"Authorization": f"Token {credentials.token}"}
    probe.ask(klant, "klantcontactenList", status=(401, 403), why="without a token")
    found = probe.ask(klant, "klantcontactenList", status=200, headers=headers)
    for operation in (one for one in _LISTS if one in klant.operations):
        probe.ask(klant, operation, status=200, headers=headers)
    probe.ask(
        klant, "klantcontactenRetrieve", status=404, why="a contact that does not exist",
        path={"uuid": str(uuid4())}, headers=headers,
    )  # fmt: skip
    _first(probe, found, headers)
    create = next(one for one in klant.operations if "maak" in one.lower())
    probe.ask(klant, create, status=400, why="an empty contact", body={}, headers=headers)
    if write:
        probe.ask(klant, create, status=201, body=_contact(), headers=headers)
    else:
        probe.untested(klant, create, "only with --write: it leaves a contact")
    return {klant.name: klant.version}


def _contact() -> dict[str, Any]:
    contact = {"kanaal": "oogopslag", "onderwerp": "Proef van de koppeling", "taal": "nld",
               "vertrouwelijk": False, "inhoud": "Dit is een proef."}  # fmt: skip
    return {"klantcontact": contact}


def _first(probe: "Probe", found: Any, headers: dict[str, str]) -> None:
    klant = contract("klantinteracties")
    rows = found.get("results", []) if isinstance(found, dict) else []
    if not rows or not isinstance(rows[0], dict):
        probe.untested(klant, "klantcontactenRetrieve", "there are no contacts yet")
        return
    path = {"uuid": str(rows[0].get("uuid", ""))}
    probe.ask(klant, "klantcontactenRetrieve", status=200, path=path, headers=headers)
