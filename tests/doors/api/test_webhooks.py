"""Events and webhooks: signed, in five seconds, again on failure, from a cursor, never inside."""

import base64
import hashlib
import hmac
import json
import time
from dataclasses import replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest
from django.utils import timezone
from tests import builders
from tests.doors.api.conftest import Machine
from tests.doors.api.test_keys import problem
from tests.doors.api.test_messages import send
from tests.loopback import drips, says, served

from oogopslag.core.values import Actor
from oogopslag.delivery import actions as delivery
from oogopslag.delivery import telling
from oogopslag.delivery.models import Event, OutboxRow, Webhook
from oogopslag.inbox import actions as inbox
from oogopslag.inbox.models import Thread
from oogopslag.journal.models import Line
from oogopslag.outside.public import NotPublic, place_of
from oogopslag.people import queries as who

pytestmark = pytest.mark.django_db
WEBHOOKS, EVENTS = "/api/v1/webhooks", "/api/v1/events"
REPLIED = "nl.overheid.berichten.bericht-beantwoord"


class Ear:
    """A machine that hears events, and answers with what it is told to."""

    def __init__(self) -> None:
        self.heard: list[tuple[dict[str, str], bytes]] = []
        self.status = 204

    def __call__(self, handler: BaseHTTPRequestHandler, body: bytes) -> None:
        self.heard.append(({k.lower(): v for k, v in handler.headers.items()}, body))
        says(self.status, b"")(handler, body)

    def ids(self) -> list[str]:
        return [json.loads(body)["id"] for _headers, body in self.heard]


@pytest.fixture(autouse=True)
def loopback(settings) -> None:  # type: ignore[no-untyped-def]
    settings.CONFIG = replace(
        settings.CONFIG, webhooks_to_loopback=True, oin="00000009900000009000"
    )


def listen(sender: Machine, url: str, key: str = "hook", **other: Any) -> Any:
    return sender.post(WEBHOOKS, {"url": url, **other}, **{"idempotency-key": key})


def replied(sender: Machine, key: str = "one") -> Thread:
    """A message that the resident answered."""
    thread = Thread.objects.get(id=send(sender, key).json()["threadId"])
    actor = Actor(kind="resident", id=str(thread.resident_id))
    inbox.reply(thread, text="Dank u.", key=key, actor=actor)
    return thread


def test_a_reply_is_told_signed_and_with_ids_only(veenstad: Machine) -> None:
    ear = Ear()
    with served(ear) as url:
        secret = listen(veenstad, url + "/hook?x=1").json()["secret"]
        thread = replied(veenstad)
        assert telling.tell() == 1
    ((headers, body),) = ear.heard
    event = json.loads(body)
    line = Line.objects.get(name="inbox.replied")
    assert (
        event
        | {
            "specversion": "1.0",
            "id": str(line.id),
            "source": "urn:nld:oin:00000009900000009000:systeem:oogopslag",
            "type": REPLIED,
        }
        == event
    )
    assert event["data"]["gesprekId"] == str(thread.id)
    assert set(event["data"]) <= {"berichtId", "gesprekId", "inReactieOp"}
    assert "Dank" not in body.decode()
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    digest = hmac.new(secret.encode(), signed, hashlib.sha256).digest()
    assert headers["webhook-signature"] == "v1," + base64.b64encode(digest).decode()
    assert abs(int(headers["webhook-timestamp"]) - time.time()) < 60
    assert headers["webhook-id"] == event["id"]


def test_the_secret_is_shown_once_and_kept_encrypted(veenstad: Machine) -> None:
    with served(Ear()) as url:
        first, again = listen(veenstad, url), listen(veenstad, url)
    assert (first.status_code, again.status_code) == (201, 200)
    assert "secret" not in again.json()
    assert {**first.json(), "secret": None} == {**again.json(), "secret": None}
    assert first.json()["secret"] not in str(list(Webhook.objects.values()))
    assert Webhook.objects.count() == 1
    with served(Ear()) as url:
        assert problem(listen(veenstad, url)) == "key-conflict"


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1/x",
        "https://localhost/x",
        "https://[::1]/x",
        "https://10.0.0.8/x",
        "https://192.168.1.1/x",
        "https://169.254.169.254/latest/meta-data",
        "https://[::ffff:10.0.0.1]/x",
        "https://2130706433/x",
        "https://0x7f.1/x",
        "http://93.184.215.14/x",
        "ftp://93.184.215.14/x",
        "https://user:pw@93.184.215.14/x",
        "https://93.184.215.14:99999/x",
        "https:///x",
        "nonsense",
    ],
)
def test_an_address_inside_or_without_https_is_refused(
    veenstad: Machine, settings, url: str
) -> None:  # type: ignore[no-untyped-def]
    settings.CONFIG = replace(settings.CONFIG, webhooks_to_loopback=False)
    refused = listen(veenstad, url)
    assert (refused.status_code, problem(refused)) == (400, "bad-address")
    assert not Webhook.objects.exists()


def test_a_public_address_is_called_by_the_number_that_was_looked_at() -> None:
    place = place_of("https://93.184.215.14:8443/hook?x=1")
    assert (place.url, place.host) == ("https://93.184.215.14:8443/hook?x=1", "93.184.215.14:8443")


def test_a_name_that_later_leads_inside_is_refused_at_the_call(veenstad: Machine, settings) -> None:  # type: ignore[no-untyped-def]
    ear = Ear()
    with served(ear) as url:
        listen(veenstad, url)
        replied(veenstad)
        settings.CONFIG = replace(settings.CONFIG, webhooks_to_loopback=False)
        assert telling.tell() == 0
    assert ear.heard == []
    row = OutboxRow.objects.get(channel="webhook")
    assert (row.state, row.reason) == ("failed", "not a public address.")
    with pytest.raises(NotPublic):
        place_of(url)


@pytest.mark.slow
def test_a_webhook_that_hangs_ends_after_five_seconds_and_is_visible(veenstad: Machine) -> None:
    with served(drips()) as url:
        listen(veenstad, url)
        replied(veenstad)
        start = time.monotonic()
        assert telling.tell() == 0
        assert time.monotonic() - start < 8
    row = OutboxRow.objects.get(channel="webhook")
    assert (row.state, row.reason) == ("later", "no answer within 5 seconds")
    (seen,) = veenstad.get(WEBHOOKS).json()["webhooks"]
    assert seen["reason"] == "no answer within 5 seconds"
    assert seen["failingSinceAt"].endswith("Z")


@pytest.mark.slow
def test_one_that_hangs_delays_no_other(veenstad: Machine, toeslagen: Machine) -> None:
    ear = Ear()
    with served(drips()) as slow, served(ear) as quick:
        listen(veenstad, slow)
        listen(toeslagen, quick)
        replied(veenstad)
        replied(toeslagen)
        telling.tell(rounds=1)
    assert len(ear.heard) == 1


@pytest.mark.slow
def test_what_fails_is_tried_again_until_it_is_failed_and_can_be_replayed(
    veenstad: Machine, monkeypatch
) -> None:  # type: ignore[no-untyped-def]
    ear = Ear()
    with served(ear) as url:
        hook = listen(veenstad, url).json()["id"]
        ear.status = 500
        replied(veenstad)
        for step in range(6):
            moment = timezone.now() + timedelta(minutes=20 * step)
            monkeypatch.setattr(timezone, "now", lambda at=moment: at)
            OutboxRow.objects.filter(state="later").update(state="waiting")
            telling.tell()
            monkeypatch.undo()
        row = OutboxRow.objects.get(channel="webhook")
        assert (row.state, row.attempts, row.reason) == ("failed", 5, "answered 500")
        assert len(set(ear.ids())) == 1  # the same id every time
        ear.status = 204
        answer = veenstad.post(f"{WEBHOOKS}/{hook}/replay", {})
        assert (answer.status_code, answer.json()) == (202, {})
        assert telling.tell() == 1
    assert len(ear.heard) == 6
    assert "reason" not in veenstad.get(WEBHOOKS).json()["webhooks"][0]


def test_a_webhook_made_later_hears_everything_from_the_cursor(veenstad: Machine) -> None:
    for number in range(3):
        replied(veenstad, f"k{number}")
    events = veenstad.get(EVENTS).json()["events"]
    assert [one["type"] for one in events] == [REPLIED] * 3
    page = veenstad.get(f"{EVENTS}?after={events[0]['id']}&limit=1").json()["events"]
    assert page == [events[1]]
    ear = Ear()
    with served(ear) as url:
        hook = listen(veenstad, url).json()["id"]
        veenstad.post(f"{WEBHOOKS}/{hook}/replay", {"after": events[0]["id"]})
        telling.tell()
    assert sorted(ear.ids()) == sorted(one["id"] for one in events[1:])


def test_an_ended_webhook_hears_nothing_more(veenstad: Machine) -> None:
    ear = Ear()
    with served(ear) as url:
        hook = listen(veenstad, url).json()["id"]
        replied(veenstad)
        assert veenstad.ask("DELETE", f"{WEBHOOKS}/{hook}").status_code == 204
        telling.tell()
        replied(veenstad, "two")
        telling.tell()
    assert ear.heard == []
    assert problem(veenstad.ask("DELETE", f"{WEBHOOKS}/{hook}")) == "not-found"
    assert Event.objects.count() == 2


def test_nobody_hears_of_anothers_residents(veenstad: Machine, toeslagen: Machine) -> None:
    ear = Ear()
    with served(ear) as url:
        hook = listen(toeslagen, url).json()["id"]
        replied(veenstad)
        telling.tell()
        assert ear.heard == []
        assert toeslagen.get(EVENTS).json()["events"] == []
        assert problem(veenstad.ask("DELETE", f"{WEBHOOKS}/{hook}")) == "not-found"
        assert problem(veenstad.post(f"{WEBHOOKS}/{hook}/replay", {})) == "not-found"


def test_opening_is_told_only_where_it_may_be(veenstad: Machine) -> None:
    delivery.prefer(who.resident_by_bsn(builders.SUZANNE), "kalender", "read", wanted=True)
    plain, unasked = send(veenstad).json(), send(veenstad, "two", readReceipts=True).json()
    allowed = send(veenstad, "three", readReceipts=True, service="kalender").json()
    for one in (plain, unasked, allowed):
        inbox.opened(Thread.objects.get(id=one["threadId"]))
    told = veenstad.get(EVENTS).json()["events"]
    assert [one["data"]["berichtId"] for one in told] == [allowed["id"]]


def test_an_event_of_another_system_is_taken_in_once(veenstad: Machine, toeslagen: Machine) -> None:
    event = {
        "specversion": "1.0",
        "id": "a1",
        "source": "urn:nld:oin:00000009900000005000:systeem:zaken",
        "type": "nl.overheid.zaken.zaak-geregistreerd",
        "data": {"zaak": "https://zaken.example/1"},
        "unknown": "is ignored",
    }
    kind = "application/cloudevents+json"
    for _again in range(2):
        assert veenstad.post(EVENTS, event, content_type=kind).status_code == 202
    line = Line.objects.get(name="delivery.event_received")
    assert line.data["type"] == "nl.overheid.zaken.zaak-geregistreerd"
    assert line.organisation == "gemeente-veenstad"
    assert problem(veenstad.post(EVENTS, event)) == "wrong-media-type"
    for wrong in ({}, {**event, "id": 1}, {**event, "specversion": "0.3"}, []):
        refused = veenstad.post(EVENTS, wrong, content_type=kind)
        assert (refused.status_code, problem(refused)) == (400, "no-cloud-event")


def test_ten_webhooks_are_the_most(veenstad: Machine) -> None:
    with served(Ear()) as url:
        made = [listen(veenstad, f"{url}/{n}", f"k{n}").status_code for n in range(11)]
    assert made == [201] * 10 + [409]
