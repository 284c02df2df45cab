"""MijnTaken, served from our duties and checked against its published contract."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from tests import builders
from tests.doors.api.conftest import OINS, Machine
from tests.doors.api.contract import Contract
from tests.doors.api.test_messages import send

from oogopslag.core.values import SYSTEM, Actor
from oogopslag.inbox import actions as inbox
from oogopslag.inbox.models import Duty, Message, Thread
from oogopslag.people import queries as who

pytestmark = pytest.mark.django_db


@pytest.fixture
def taken(shared) -> Contract:  # type: ignore[no-untyped-def]
    return Contract(shared, "mijn-taken-openapi-0.1.0.yaml", "/mijn-taken/v0")


def duty(sender: Machine, key: str = "one", kind: str = "document", **other: Any) -> Duty:
    said = send(sender, key, **other).json()
    thread = Thread.objects.get(id=said["threadId"])
    return inbox.ask(
        thread,
        Message.objects.get(id=said["id"]),
        kind=kind,
        title={"nl": "Stuur uw bankafschrift", "en": "Send your statement"},
        due=date(2026, 12, 12),
        actor=SYSTEM,
    )


def search(taken: Contract, sender: Machine, **query: Any) -> list[dict[str, Any]]:
    body = {"klantId": builders.SUZANNE.number, **query}
    answer = taken.ask(sender, "POST", "/context/zoek", body)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["taken"]
    return found


def test_a_duty_is_a_task_until_the_end_of_its_last_day(taken: Contract, veenstad: Machine) -> None:
    made = duty(veenstad)
    (task,) = search(taken, veenstad)
    assert task["uuid"] == str(made.id)
    assert task["status"] == "open"
    assert task["deadline"] == "2026-12-12T23:59:59+01:00"
    assert task["titel"] == {"nl": "Stuur uw bankafschrift", "en": "Send your statement"}
    whole = taken.ask(veenstad, "GET", "/taken/{uuid}", uuid=made.id)
    own = whole.json()["uitvoering"]
    assert {**whole.json(), "uitvoering": task["uitvoering"]} == task
    assert own["type"] == task["uitvoering"]["type"] == "upload"
    actor = Actor(kind="resident", id=str(made.resident_id))
    inbox.reply(made.thread, text="Hierbij.", key="r", actor=actor)
    assert [one["status"] for one in search(taken, veenstad)] == ["afgerond"]


def test_a_pseudonym_finds_the_same_person_and_nobody_finds_nothing(
    taken: Contract, veenstad: Machine
) -> None:
    duty(veenstad)
    resident = who.resident_by_bsn(builders.SUZANNE)
    assert len(search(taken, veenstad, klantId=str(resident.id))) == 1
    for nobody in ("999990019", str(uuid4()), "somebody"):
        assert search(taken, veenstad, klantId=nobody) == []
    wrong = taken.ask(veenstad, "POST", "/context/zoek", {"klantId": "123456789"})
    assert wrong.status_code == 400
    assert taken.ask(veenstad, "POST", "/context/zoek", {}).status_code == 400


def test_a_context_narrows_and_an_unknown_kind_gives_nothing(
    taken: Contract, veenstad: Machine
) -> None:
    case = uuid4()
    duty(veenstad)
    made = duty(veenstad, "two", case=str(case))
    (task,) = search(taken, veenstad, contextId=f"urn:nld:oogopslag:zaak:{case}")
    assert task["uuid"] == str(made.id)
    assert task["context"]["urn"].endswith(str(case))
    assert search(taken, veenstad, contextId="urn:nl:gemeenten:zaak:2026-1") == []
    body = {"klantId": builders.SUZANNE.number, "include": ["contactmomenten"]}
    assert taken.ask(veenstad, "POST", "/context/zoek", body).json() == {}


def test_an_organisation_sees_its_own_tasks_and_a_portal_those_of_all(
    taken: Contract, veenstad: Machine, toeslagen: Machine, settings
) -> None:  # type: ignore[no-untyped-def]
    made = duty(veenstad, kind="payment")
    assert search(taken, toeslagen) == []
    assert taken.ask(toeslagen, "GET", "/taken/{uuid}", uuid=made.id).status_code == 404
    settings.CONFIG = replace(settings.CONFIG, portal_oins=OINS["dienst-toeslagen"])
    assert [one["uitvoering"]["type"] for one in search(taken, toeslagen)] == ["betaling"]
    assert taken.ask(toeslagen, "GET", "/taken/{uuid}", uuid=made.id).status_code == 200
    anonymous = Machine(client=None, key="")
    assert taken.ask(anonymous, "GET", "/taken/{uuid}", uuid=made.id).status_code == 401
