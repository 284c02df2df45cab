"""Taking back by machine: as long as nobody was told; else a document says why not."""

from typing import Any

import pytest
from tests import builders
from tests.doors.api.conftest import Machine, machine
from tests.doors.api.test_keys import problem
from tests.doors.api.test_messages import body, send

from oogopslag.broker import actions as broker
from oogopslag.core.values import Actor
from oogopslag.delivery import actions as delivery
from oogopslag.delivery.models import DemoMail, OutboxRow
from oogopslag.inbox import actions as inbox
from oogopslag.inbox import queries
from oogopslag.inbox.models import Message
from oogopslag.people import queries as who

pytestmark = pytest.mark.django_db


def take_back(sender: Machine, message: str) -> Any:
    return sender.post(f"/api/v1/messages/{message}/retract")


def refused(answer: Any, status: int, code: str) -> dict[str, Any]:
    assert (answer.status_code, problem(answer)) == (status, code)
    found: dict[str, Any] = answer.json()
    return found


def test_what_nobody_was_told_of_is_taken_back_and_never_told(veenstad: Machine) -> None:
    message = send(veenstad).json()["id"]
    suzanne = who.resident_by_bsn(builders.SUZANNE)
    assert queries.unread(suzanne) == 1
    answer = take_back(veenstad, message)
    assert answer.status_code == 200, answer.content
    assert answer.json()["retractedAt"]
    assert take_back(veenstad, message).status_code == 200, "a second time changes nothing"
    delivery.deliver_due()
    assert not DemoMail.objects.exists()
    assert OutboxRow.objects.get().state == OutboxRow.CANCELLED
    assert queries.unread(suzanne) == 0


def test_what_was_handed_over_stays_and_the_document_says_so(veenstad: Machine) -> None:
    message = send(veenstad).json()["id"]
    delivery.deliver_due()
    said = refused(take_back(veenstad, message), 409, "too-late")
    assert said["reason"] == "notified"


def test_what_was_opened_stays_and_the_document_says_so(veenstad: Machine) -> None:
    made = send(veenstad).json()
    suzanne = who.resident_by_bsn(builders.SUZANNE)
    inbox.opened(queries.row_of_resident(suzanne, made["threadId"]))
    assert refused(take_back(veenstad, made["id"]), 409, "too-late")["reason"] == "opened"


def test_what_a_resident_said_is_not_for_the_organisation_to_take_back(veenstad: Machine) -> None:
    made = send(veenstad).json()
    suzanne = who.resident_by_bsn(builders.SUZANNE)
    reply = inbox.reply(
        queries.row_of_resident(suzanne, made["threadId"]),
        text="Mijn vraag", key="k", actor=Actor(kind="resident", id=str(suzanne.id)),
    )  # fmt: skip
    assert refused(take_back(veenstad, str(reply.id)), 409, "too-late")["reason"] == "time-over"
    assert Message.objects.get(id=reply.id).retracted is None


def test_before_a_body_is_confirmed_its_machine_hears_why_nothing_is_placed(
    veenstad: Machine,
) -> None:
    claim, _account = broker.claim("gm0344", name="Iris")
    sender = machine(organisation=claim.slug)
    joke = {"recipient": {"bsn": builders.JOKE.number}}
    said = refused(send(sender, **joke), 403, "not-confirmed")
    assert "testinwoner" in said["detail"] or "test resident" in said["detail"]
    items = [{**body(**joke), "key": "a"}, {**body(**joke), "key": "b"}]
    answer = sender.post("/api/v1/messages/bulk", {"items": items})
    results = answer.json()["results"]
    assert [one["problem"]["status"] for one in results] == [403, 403]
    assert not Message.objects.exists()
