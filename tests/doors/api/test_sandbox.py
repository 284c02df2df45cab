"""The sandbox: the whole pipeline with residents that do not exist, and a clock that can move."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from tests.doors.api.conftest import Machine, machine
from tests.doors.api.test_keys import problem
from tests.doors.api.test_messages import send

from oogopslag.delivery import actions as delivery
from oogopslag.delivery.models import DemoMail, OutboxRow
from oogopslag.inbox import simulating

pytestmark = pytest.mark.django_db
SANDBOX = "/api/v1/sandbox"


def sent(tester: Machine, name: str, **other: Any) -> dict[str, Any]:
    answer = send(tester, name, recipient={"simulator": name}, readReceipts=True, **other)
    assert answer.status_code == 201, answer.content
    found: dict[str, Any] = answer.json()
    return found


def status(tester: Machine, message: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = tester.get(f"/api/v1/messages/{message['id']}").json()
    return found


def forward(tester: Machine, seconds: int) -> Any:
    return tester.post(f"{SANDBOX}/clock", {"seconds": seconds})


def test_each_simulator_does_what_it_says_and_nothing_leaves_the_machine(
    tester: Machine,
) -> None:
    names = [one["name"] for one in tester.get(SANDBOX).json()["simulators"]]
    messages = {name: sent(tester, name, legalEffect={"nl": "Besluit."}) for name in names}
    delivery.deliver_due()
    for _round in range(6):
        OutboxRow.objects.exclude(state__in=("sent", "failed")).update(
            state="waiting", next_try=timezone.now()
        )
        delivery.deliver_due()
    simulating.act()
    found = {name: status(tester, message) for name, message in messages.items()}
    states = {name: one["notices"][0]["state"] for name, one in found.items()}
    assert states["delivered"] == states["bounces-once"] == states["never-opens"] == "sent"
    assert states["bounces-always"] == "failed"
    assert found["bounces-always"]["notices"][0]["reason"] == "simulated bounce"
    assert "openedAt" in found["delivered"]
    assert "openedAt" not in found["never-opens"]
    assert messages["opted-out"]["fallback"] == "letter"
    assert [one["channel"] for one in found["opted-out"]["notices"]] == ["letter"]
    assert not DemoMail.objects.exists()


def test_a_simulator_answers_after_a_minute_by_the_clock_of_its_sandbox(tester: Machine) -> None:
    replies, contradicts = sent(tester, "replies"), sent(tester, "contradicts")
    delivery.deliver_due()
    simulating.act()
    assert tester.get("/api/v1/events").json()["events"] != []  # opened
    turn = f"/api/v1/threads/{replies['threadId']}"
    assert tester.get(turn).json()["turn"] == "nobody"
    moved = forward(tester, 61)
    assert moved.json()["secondsAhead"] == 61
    assert simulating.act() == 2
    assert simulating.act() == 0  # once
    for message in (replies, contradicts):
        said = tester.get(f"/api/v1/threads/{message['threadId']}/messages").json()["messages"]
        assert said[-1]["by"] == "resident"
        assert said[-1]["inReplyTo"] == message["id"]
    assert "klopt" in said[-1]["body"]["nl"]


def test_a_moved_clock_brings_what_waits_and_touches_nobody_else(
    veenstad: Machine, tester: Machine
) -> None:
    later = (timezone.now() + timedelta(hours=1)).isoformat()
    real = send(veenstad, "real", visibleFromAt=later).json()
    sent(tester, "delivered", visibleFromAt=later)
    other = machine("test", organisation="dienst-toeslagen")
    sent(other, "delivered", visibleFromAt=later)
    delivery.deliver_due()
    assert not OutboxRow.objects.filter(state="sent").exists()
    forward(tester, 3700)
    delivery.deliver_due()
    (row,) = OutboxRow.objects.filter(state="sent")
    assert row.resident.sandbox_id == tester.client.organisation_id
    assert status(veenstad, real)["notices"][0]["state"] == "later"


def test_only_a_test_key_has_a_sandbox(veenstad: Machine) -> None:
    assert problem(veenstad.get(SANDBOX)) == "wrong-kind-of-key"
    assert problem(forward(veenstad, 60)) == "wrong-kind-of-key"
    assert problem(forward(machine("test"), -60)) == "invalid-request"
