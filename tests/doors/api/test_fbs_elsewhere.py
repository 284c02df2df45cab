"""A portal that fetches from stores of others too: side by side, and honest about who failed."""

import json
import time
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any
from uuid import uuid4

import jsonschema
import pytest
import yaml
from tests import builders
from tests.doors.api.conftest import OINS, Machine
from tests.doors.api.contract import Contract
from tests.doors.api.test_fbs import PATCH, SUZANNE
from tests.loopback import says, served

from oogopslag.facts import queries as facts
from oogopslag.inbox import gathering
from oogopslag.inbox.models import Gathered
from oogopslag.people import queries as who

pytestmark = pytest.mark.django_db
THERE, DEAD, SLOW = (f"0000000991000000{n}000" for n in range(3))


class Twin:
    """A store of another organisation, with one letter in it for whoever may be asked about."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []
        self.people: list[str | None] = []
        self.letter: dict[str, Any] = {
            "berichtId": str(uuid4()),
            "afzender": THERE,
            "ontvanger": {"type": "BSN", "waarde": builders.SUZANNE.number},
            "onderwerp": "Uw waterschapsbelasting",
            "inhoud": "De aanslag van dit jaar.",
            "tijdstipOntvangst": "2026-03-01T09:00:00Z",
            "publicatietijdstip": "2026-03-01T09:00:00Z",
            "aantalBijlagen": 1,
            "bijlagen": [{"bijlageId": str(uuid4()), "naam": "aanslag.pdf"}],
            "status": {"gelezen": False, "gewijzigdOp": "2026-03-01T09:00:00Z"},
            "_links": {"self": {"href": "/api/v1/berichten/x"}},
        }

    def listed(self) -> dict[str, Any]:
        return {
            "berichten": [self.letter], "page": 0, "pageSize": 100, "totalElements": 1,
            "totalPages": 1, "_links": {"self": {"href": "/api/v1/berichten"}},
        }  # fmt: skip

    def __call__(self, handler: BaseHTTPRequestHandler, body: bytes) -> None:
        path = handler.path.split("?")[0]
        self.asked.append((handler.command, path))
        self.people.append(handler.headers["x-ontvanger"])
        if handler.command == "PATCH":
            change = json.loads(body)
            self.letter["status"] |= {"gelezen": change.get("gelezen", False)}
            says(200, json.dumps(self.letter).encode())(handler, body)
        elif handler.command == "DELETE":
            says(204, b"")(handler, body)
        elif "/bijlagen/" in path:
            says(200, b"%PDF-1.7 aanslag", "application/pdf")(handler, body)
        else:
            says(200, json.dumps(self.listed()).encode())(handler, body)


def slow(handler: BaseHTTPRequestHandler, body: bytes) -> None:
    time.sleep(2)
    says(200, b"{}")(handler, body)


@pytest.fixture
def twin(settings, monkeypatch):  # type: ignore[no-untyped-def]
    """Three stores: one that answers, one that is broken, one that takes too long."""
    monkeypatch.setattr(gathering, "PATIENCE", 0.7)
    one = Twin()
    with served(one) as there, served(says(500)) as dead, served(slow) as late:
        rows = ((THERE, there), (DEAD, dead), (SLOW, late))
        text = ";".join(f"{oin} {address}/api/v1 geheim" for oin, address in rows)
        settings.CONFIG = replace(
            settings.CONFIG, fbs_stores=text, portal_oins=OINS["gemeente-veenstad"]
        )
        yield one


def fetched(box: Contract, portal: Machine) -> list[tuple[str, dict[str, Any]]]:
    answer = box.ask(portal, "GET", "/berichten/_ophalen", headers=SUZANNE)
    blocks = [one.splitlines() for one in answer.text.strip().split("\n\n")]
    return [
        (lines[0].removeprefix("event: "), json.loads(lines[1].removeprefix("data: ")))
        for lines in blocks
    ]


def test_the_twin_speaks_as_the_contract_of_a_store_says(shared: Path, twin: Twin) -> None:
    document = yaml.safe_load(
        (shared / "contracts" / "fbs-berichtenmagazijn-openapi-0.2.0.yaml").read_text()
    )
    name = document["paths"]["/berichten"]["get"]["responses"]["200"]["content"]
    schema = {**name["application/json"]["schema"], "components": document["components"]}
    jsonschema.validate(twin.listed(), schema)


def test_letters_of_other_stores_stand_in_the_box_and_who_failed_is_named(
    box: Contract,
    portal: Machine,
    twin: Twin,
) -> None:
    events = fetched(box, portal)
    ready = {one["magazijnId"] for name, one in events if name == "MAGAZIJN_GEREED"}
    failed = {one["magazijnId"]: one["reden"] for name, one in events if name == "MAGAZIJN_FOUT"}
    assert ready == {THERE}
    assert failed == {DEAD: "unusable", SLOW: "late"}
    assert events[-1] == ("OPHALEN_GEREED", {"aantalMagazijnen": 1, "aantalMislukt": 2})

    (row,) = box.ask(portal, "GET", "/berichten", headers=SUZANNE).json()["berichten"]
    assert (row["magazijnId"], row["onderwerp"], row["aantalBijlagen"]) == (
        THERE, "Uw waterschapsbelasting", 1,
    )  # fmt: skip
    one = box.ask(portal, "GET", "/berichten/{berichtId}", headers=SUZANNE,
                  berichtId=row["berichtId"]).json()  # fmt: skip
    assert one["inhoud"] == "De aanslag van dit jaar."
    assert not any(builders.SUZANNE.number in path for _verb, path in twin.asked)
    assert set(twin.people) == {f"BSN:{builders.SUZANNE.number}"}


def test_what_was_gathered_is_encrypted_read_in_the_log_and_gone_with_the_session(
    box: Contract,
    portal: Machine,
    twin: Twin,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fetched(box, portal)
    row = Gathered.objects.get()
    assert "waterschap" not in row.content
    suzanne = who.resident_by_bsn(builders.SUZANNE)
    assert any("berichtenbox" in line["name"] for line in facts.logbook_of(suzanne))
    later = gathering.timezone.now() + gathering.SESSION * 2
    monkeypatch.setattr(gathering.timezone, "now", lambda: later)
    gathering.forget_sessions()
    assert not Gathered.objects.exists()
    box.ask(portal, "GET", "/berichten", headers=SUZANNE)


def test_a_mark_goes_to_the_letters_own_store_first(
    box: Contract,
    portal: Machine,
    twin: Twin,
    settings,  # type: ignore[no-untyped-def]
) -> None:
    fetched(box, portal)
    key = twin.letter["berichtId"]
    where = {"headers": SUZANNE, "berichtId": key, "query": {"magazijnId": THERE}}
    done = box.ask(
        portal, "PATCH", "/berichten/{berichtId}", {"status": "gelezen"}, media=PATCH, **where
    )
    assert done.json()["status"] == "gelezen"
    assert ("PATCH", f"/api/v1/berichten/{key}") in twin.asked
    file = box.ask(
        portal, "GET", "/berichten/{berichtId}/bijlagen/{bijlageId}", headers=SUZANNE,
        berichtId=key, bijlageId=twin.letter["bijlagen"][0]["bijlageId"],
    )  # fmt: skip
    assert file.content == b"%PDF-1.7 aanslag"
    assert file.headers["content-disposition"][0].startswith("attachment")
    settings.CONFIG = replace(
        settings.CONFIG, fbs_stores=f"{THERE} http://127.0.0.1:9/api/v1 geheim"
    )
    gone = box.ask(portal, "DELETE", "/berichten/{berichtId}", upstream=True, **where)
    assert gone.status_code == 502
    assert Gathered.objects.filter(letter=key).exists(), "what its store keeps stands here too"


def test_a_letter_that_a_store_publishes_joins_the_open_session(
    box: Contract,
    portal: Machine,
    twin: Twin,
) -> None:
    event = {
        "id": "1", "source": f"urn:nld:oin:{THERE}:systeem:fbs-magazijn", "specversion": "1.0",
        "type": "nl.rijksoverheid.fbs.bericht.gepubliceerd",
        "data": {
            "berichtId": str(uuid4()), "afzender": THERE, "onderwerp": "Zojuist",
            "ontvanger": twin.letter["ontvanger"], "inhoud": "Nieuw.",
            "publicatietijdstip": "2026-03-02T09:00:00Z",
        },
    }  # fmt: skip

    def publish() -> None:
        answer = box.ask(
            portal, "POST", "/aanmeldingen", event, media="application/cloudevents+json"
        )
        assert answer.status_code == 202

    publish()
    assert not Gathered.objects.exists(), "without a session nothing is kept"
    fetched(box, portal)
    publish(), publish()
    rows = box.ask(portal, "GET", "/berichten", headers=SUZANNE).json()["berichten"]
    assert [one["onderwerp"] for one in rows] == ["Zojuist", "Uw waterschapsbelasting"]
    found = box.ask(
        portal, "GET", "/berichten/_zoeken", headers=SUZANNE, query={"q": "aanslag"}
    ).json()["berichten"]
    assert [one["onderwerp"] for one in found] == ["Uw waterschapsbelasting"]


@pytest.mark.parametrize(
    "text", ["1 http://x/api/v1 t", f"{THERE} ftp://x t", f"{THERE} http://x", f"{THERE} x t;" * 2]
)
def test_a_setting_that_cannot_be_read_is_a_sentence_without_its_secret(settings, text) -> None:  # type: ignore[no-untyped-def]
    from oogopslag.inbox import queries

    settings.CONFIG = replace(settings.CONFIG, fbs_stores=text)
    (said,) = queries.wrong_settings()
    assert "OOGOPSLAG_FBS_STORES" in said
    assert "geheim" not in said
