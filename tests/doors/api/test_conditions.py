"""The sender is asked at the moment of sending whether a notice must still go; signed, in time."""

import hashlib
import hmac
import json
import threading
from base64 import b64encode
from dataclasses import replace
from typing import Any

import pytest
from tests import builders
from tests.doors.api.conftest import Machine
from tests.doors.api.test_keys import problem
from tests.doors.api.test_messages import send
from tests.loopback import Handler, says, served

from oogopslag.delivery import actions as delivery
from oogopslag.delivery import sending, wanted
from oogopslag.delivery.models import DemoMail, OutboxRow
from oogopslag.inbox.models import Message
from oogopslag.people import actions as people
from oogopslag.people import queries as who

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(veenstad: Machine, settings, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """Sends a message whose condition is answered by a handler; gives its outbox row."""
    settings.CONFIG = replace(settings.CONFIG, webhooks_to_loopback=True)
    monkeypatch.setattr(wanted, "SECONDS", 120)  # whoever answers, does in time on any machine
    monkeypatch.setattr(sending, "ROUND_SECONDS", 240)
    suzanne = who.resident_by_bsn(builders.SUZANNE)
    people.wish(suzanne, "email", address="s@example.nl", agreed=True)

    def run(handler: Handler, **more: Any) -> tuple[OutboxRow, str]:
        with served(handler) as address:
            hook = veenstad.post(
                "/api/v1/webhooks", {"url": f"{address}/events"}, **{"idempotency-key": "w"}
            ).json()
            made = send(veenstad, onlyIfUrl=f"{address}/betaald?nr=1", **more)
            assert made.status_code == 201, made.content
            delivery.deliver_due()
        row = OutboxRow.objects.get(subject=made.json()["id"], step=0)
        return row, str(hook["secret"])

    return run


def test_the_question_is_signed_and_no_means_no_notice(asked: Any) -> None:
    seen: list[tuple[Any, bytes]] = []

    def no(handler: Any, body: bytes) -> None:
        if handler.path.startswith("/betaald"):
            seen.append((handler.headers, body))
        says(200, b'{"send": false}')(handler, body)

    row, secret = asked(no)
    assert (row.state, row.reason) == ("skipped", "no longer wanted")
    assert not DemoMail.objects.exists()
    ((headers, body),) = seen
    assert json.loads(body) == {"berichtId": str(row.subject)}
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    digest = hmac.new(secret.encode(), signed, hashlib.sha256).digest()
    assert headers["webhook-signature"] == "v1," + b64encode(digest).decode()


def test_yes_means_that_it_goes(asked: Any) -> None:
    row, _secret = asked(says(200, b'{"send": true}'))
    assert row.state == "sent"
    assert DemoMail.objects.count() == 1


@pytest.mark.parametrize(
    "handler",
    [says(500), says(200, b"{"), says(200, b'{"send": "no"}'), says(302, b"{}"),
     says(200, b" " * 5_000)],
)  # fmt: skip
def test_without_a_usable_answer_the_first_notice_goes(asked: Any, handler: Handler) -> None:
    row, _secret = asked(handler)
    assert row.state == "sent", "it fails safe"


def test_who_gives_no_answer_in_time_holds_no_first_notice_up(
    asked: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wanted, "SECONDS", 0.2)
    over = threading.Event()  # the answer "no" comes only when nobody waits for it any more

    def hangs(handler: Any, body: bytes) -> None:
        if handler.path.startswith("/betaald"):
            over.wait(60)
        says(200, b'{"send": false}')(handler, body)

    try:
        row, _secret = asked(hangs)
    finally:
        over.set()
    assert row.state == "sent", "it fails safe"


def test_without_an_answer_a_reminder_waits(asked: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    row, _secret = asked(says(500), reactBefore="2099-01-01")
    OutboxRow.objects.filter(subject=row.subject, step=1).update(state=OutboxRow.WAITING)
    assert delivery.deliver_due().later == 1
    (reminder,) = OutboxRow.objects.filter(subject=row.subject, step=1)
    assert (reminder.state, reminder.reason) == ("later", "condition unknown")


def test_an_address_that_hears_nothing_of_ours_is_never_asked(
    veenstad: Machine, toeslagen: Machine
) -> None:
    answer = send(veenstad, onlyIfUrl="https://elders.example/betaald")
    assert problem(answer) == "wrong-address"
    assert not Message.objects.exists()
