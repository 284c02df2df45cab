"""Bad input of a machine: each mistake has its own sentence that says what to send instead."""

import json
from typing import Any

import pytest
from tests import builders
from tests.doors.api.conftest import Machine, machine
from tests.doors.api.test_jobs import fill, made
from tests.doors.api.test_keys import problem
from tests.doors.api.test_messages import MESSAGES, body, send

from oogopslag.inbox.models import JobChunk, Message

pytestmark = pytest.mark.django_db


def said(answer: Any) -> dict[str, str]:
    """What is wrong, by place."""
    return {one["in"]: one["says"] for one in answer.json()["errors"]}


def test_each_mistake_says_in_dutch_what_to_send(veenstad: Machine) -> None:
    wrong = body(
        recipient={"bsn": "123456789"}, reply={"answerWithin": 900}, reactBefore="morgen",
        kleur="rood", kind="poem",
    )  # fmt: skip
    del wrong["title"]
    found = said(veenstad.post(MESSAGES, wrong, **{"idempotency-key": "k"}))
    assert "controleer de cijfers" in found["body.message.recipient"]
    assert found["body.message.reply.answerWithin"] == "Stuur hoogstens 60."
    assert found["body.message.reactBefore"] == "Stuur een dag zoals 2026-12-31."
    assert "kennen wij niet" in found["body.message.kleur"]
    assert found["body.message.title"].startswith("Dit ontbreekt")
    assert "'information'" in found["body.message.kind"]
    assert "123456789" not in json.dumps(found)
    assert not Message.objects.exists()


def test_the_same_mistakes_are_said_in_english_to_who_asks_for_it(veenstad: Machine) -> None:
    refused = send(veenstad, recipient={"bsn": "123456789"})
    english = veenstad.post(
        MESSAGES, body(recipient={"bsn": "123456789"}),
        **{"idempotency-key": "k", "accept-language": "en"},
    )  # fmt: skip
    assert said(refused) != said(english)
    assert "check the digits" in said(english)["body.message.recipient"]


@pytest.mark.parametrize("limit", ["100000", "0", "-1", "veel", "1.5"])
def test_a_page_that_is_too_large_or_no_number_is_refused(veenstad: Machine, limit: str) -> None:
    refused = veenstad.get(f"/api/v1/threads?limit={limit}")
    assert (refused.status_code, problem(refused)) == (400, "invalid-request")
    assert said(refused)["query.limit"].startswith("Stuur ")


def test_a_place_of_another_list_is_refused_and_does_not_skip_rows(
    veenstad: Machine, toeslagen: Machine
) -> None:
    message, thread = (send(veenstad).json()[name] for name in ("id", "threadId"))
    other = send(toeslagen).json()["threadId"]
    for address in (
        f"/api/v1/threads?after={message}",
        f"/api/v1/threads?after={other}",
        f"/api/v1/threads/{thread}/messages?after={thread}",
        f"/api/v1/jobs?after={thread}",
    ):
        refused = veenstad.get(address)
        assert (refused.status_code, problem(refused)) == (400, "unknown-cursor"), address
        assert "vanaf het begin" in refused.json()["detail"]
    assert veenstad.get(f"/api/v1/threads?after={thread}").json() == {"threads": []}


def test_a_name_in_the_address_that_we_do_not_know_is_refused(veenstad: Machine) -> None:
    refused = veenstad.get("/api/v1/threads?cursor=x&limit=2")
    assert (refused.status_code, problem(refused)) == (400, "invalid-request")
    assert said(refused)["query"] == "Hier mogen alleen deze namen staan: after, limit."
    none = veenstad.get(f"/api/v1/limits?bsn={builders.SUZANNE.number}")
    assert none.status_code == 400
    assert builders.SUZANNE.number not in none.content.decode()


@pytest.mark.parametrize(
    ("text", "code", "word"),
    [
        ("bsn,naam,dag\n1,a,x".encode("utf-16"), "wrong-encoding", "UTF-8"),
        ("bsn,naam,dag\n1,a,x".encode("utf-16-le"), "wrong-encoding", "UTF-8"),
        ("bsn,naam,dag\n1,Zoë,x".encode("latin-1"), "wrong-encoding", "UTF-8"),
        ("bsn,naam,dag\n1,a\x00,x", "broken-row", "rij"),
        ("bsn,naam\n1,a", "missing-columns", "dag"),
        ("naam,dag\na,b", "no-recipient-column", "bsn"),
        ("bsn,naam,dag\n", "no-rows", "rijen"),
    ],
)
def test_a_file_of_rows_that_cannot_be_taken_says_what_to_mend(
    veenstad: Machine, text: str | bytes, code: str, word: str
) -> None:
    job = made(veenstad)
    refused = fill(veenstad, job, text)
    (wrong,) = refused.json()["errors"]
    assert wrong["code"] == code
    assert word in wrong["says"]
    assert not JobChunk.objects.exists()
    assert fill(veenstad, job).status_code == 200


def test_the_file_that_is_too_large_or_of_another_kind_is_refused(veenstad: Machine) -> None:
    job = made(veenstad)
    refused = veenstad.ask("PUT", f"/api/v1/jobs/{job}/rows", b"{}")
    assert (refused.status_code, problem(refused)) == (415, "wrong-media-type")


def test_a_key_with_another_body_says_to_take_a_new_key(veenstad: Machine) -> None:
    send(veenstad)
    refused = send(veenstad, body={"nl": "Iets anders."})
    assert "nieuwe Idempotency-Key" in refused.json()["detail"]


def test_a_team_key_reaches_no_real_recipient_and_says_where_the_list_is(
    veenstad: Machine,
) -> None:
    refused = send(machine("team"))
    assert (refused.status_code, problem(refused)) == (403, "not-a-guest")
    assert "gastenlijst" in refused.json()["detail"]
    assert not Message.objects.exists()


@pytest.mark.parametrize("text", [b"[" * 100_000, b'{"id": 1', b"\xff\xfe"])
def test_an_event_that_cannot_be_read_is_a_problem_document(veenstad: Machine, text: bytes) -> None:
    refused = veenstad.post("/api/v1/events", text, content_type="application/cloudevents+json")
    assert (refused.status_code, problem(refused)) == (400, "no-cloud-event")
