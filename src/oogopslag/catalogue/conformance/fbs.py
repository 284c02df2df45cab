"""FBS berichtenmagazijn 0.2.0: reading, and delivering when asked to write."""

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from oogopslag.catalogue.contracts import contract

if TYPE_CHECKING:
    from oogopslag.catalogue.conformance.probe import Probe
    from oogopslag.catalogue.conformance.run import Credentials

_SENDER = "00000001003214345000"
"""An OIN that belongs to nobody we know; a store that knows its senders needs --sender."""


def test(probe: "Probe", credentials: "Credentials", write: bool) -> dict[str, str]:
    fbs = contract("fbs")
    headers = {"Authorization": f"Bearer {credentials.token}"} if credentials.token else {}
    person = credentials.person or "999990019"
    reader = {**headers, "X-Ontvanger": f"BSN:{person}"}
    probe.ask(fbs, "getBerichten", status=400, why="without X-Ontvanger", headers=headers)
    found = probe.ask(fbs, "getBerichten", status=200, headers=reader)
    probe.ask(
        fbs, "getBerichten", status=400, why="a page larger than 100",
        params={"pageSize": "101"}, headers=reader,
    )  # fmt: skip
    probe.ask(
        fbs, "getBerichtById", status=404, why="a message that does not exist",
        path={"berichtId": str(uuid4())}, headers=reader,
    )  # fmt: skip
    probe.ask(fbs, "leverBerichtAan", status=400, why="an empty delivery", body={}, headers=headers)
    probe.ask(
        fbs, "leverBerichtAan", status=400, why="a subject of 256 characters",
        body={**_message(person, credentials.sender), "onderwerp": "x" * 256}, headers=headers,
    )  # fmt: skip
    if write:
        probe.ask(
            fbs,
            "leverBerichtAan",
            status=201,
            body=_message(person, credentials.sender),
            headers=headers,
        )
        found = probe.ask(fbs, "getBerichten", status=200, why="after delivery", headers=reader)
    else:
        probe.untested(fbs, "leverBerichtAan", "only with --write: it leaves a message")
    _first(probe, found, reader, write)
    return {fbs.name: fbs.version}


def _message(person: str, sender: str) -> dict[str, Any]:
    return {
        "afzender": sender or _SENDER,
        "ontvanger": {"type": "BSN", "waarde": person},
        "onderwerp": "Proefbericht",
        "inhoud": "Dit is een proef van de koppeling. U hoeft niets te doen.",
    }


def _first(probe: "Probe", found: Any, reader: dict[str, str], write: bool) -> None:
    fbs = contract("fbs")
    rows = found.get("berichten", []) if isinstance(found, dict) else []
    if not rows or not isinstance(rows[0], dict):
        probe.untested(fbs, "getBerichtById", "this person has no messages: give --person one")
        return
    path = {"berichtId": str(rows[0].get("berichtId", ""))}
    probe.ask(fbs, "getBerichtById", status=200, path=path, headers=reader)
    if write:
        patch = {**reader, "Content-Type": "application/merge-patch+json"}
        probe.ask(
            fbs, "updateBerichtStatus", status=200, path=path, body={"gelezen": True}, headers=patch
        )
    other = {**reader, "X-Ontvanger": "BSN:999990020"}
    probe.ask(
        fbs, "getBerichtById", status=(403, 404), why="somebody else's message",
        path=path, headers=other,
    )  # fmt: skip
