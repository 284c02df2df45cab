"""The outbox: by agreed channel, outside transactions, again on failure, never for nothing."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone
from tests import builders

from oogopslag.delivery import actions, leasing, sending
from oogopslag.delivery.errors import Undeliverable
from oogopslag.delivery.models import DemoMail, OutboxRow
from oogopslag.inbox import actions as inbox
from oogopslag.inbox import queries as messages
from oogopslag.people import actions as people

pytestmark = pytest.mark.django_db


def later(monkeypatch: pytest.MonkeyPatch, **time: int) -> None:
    moment = timezone.now() + timedelta(**time)
    monkeypatch.setattr(timezone, "now", lambda: moment)


def test_without_agreement_a_letter_goes_and_with_it_a_mail(suzanne, joke) -> None:  # type: ignore[no-untyped-def]
    people.wish(joke, "email", address="joke@example.nl", agreed=True)
    builders.case(suzanne)
    builders.case(joke)
    actions.deliver_due()
    assert sorted(DemoMail.objects.values_list("channel", "address")) == [
        ("email", "joke@example.nl"),
        ("letter", "per post"),
    ]


def test_agreement_can_be_taken_back(joke) -> None:  # type: ignore[no-untyped-def]
    people.wish(joke, "email", address="joke@example.nl", agreed=True)
    people.wish(joke, "email", agreed=False)
    builders.case(joke)
    actions.deliver_due()
    assert DemoMail.objects.get().channel == "letter"


def test_a_notice_names_body_effect_and_term_and_nothing_sensitive(joke, karim) -> None:  # type: ignore[no-untyped-def]
    people.wish(joke, "email", address="joke@example.nl", agreed=True)
    builders.decided(joke, karim, builders.Outcome.REFUSE)
    actions.deliver_due()
    mail = DemoMail.objects.filter(body__contains="besluit").get()
    assert "Dienst Toeslagen" in mail.title
    assert "bezwaar" in mail.body
    assert "tot en met" in mail.body
    for secret in ("Zorgtoeslag", "999000056", "Joke", "€"):
        assert secret not in mail.title + mail.body


def test_a_message_that_was_read_already_is_not_notified(suzanne) -> None:  # type: ignore[no-untyped-def]
    case = builders.case(suzanne)
    inbox.opened(messages.row_of_resident(suzanne, case.thread))
    assert actions.deliver_due().skipped == 1
    assert not DemoMail.objects.exists()


def test_sending_happens_outside_any_transaction_of_ours(suzanne, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    depth = len(connection.savepoint_ids)
    seen: list[int] = []
    builders.case(suzanne)
    channels = {"letter": lambda *_: seen.append(len(connection.savepoint_ids))}
    monkeypatch.setattr(sending, "channels", lambda: channels)
    actions.deliver_due()
    assert seen == [depth]


def test_a_channel_that_refuses_is_tried_again_and_then_fails_with_its_reason(
    suzanne, monkeypatch
) -> None:  # type: ignore[no-untyped-def]
    def refuse(*_: str) -> None:
        raise Undeliverable("SMTPServerDisconnected")

    builders.case(suzanne)
    monkeypatch.setattr(sending, "channels", lambda: {"letter": refuse})
    assert actions.deliver_due().later == 1
    assert actions.deliver_due().later == 0
    for _ in range(4):
        later(monkeypatch, minutes=20)
        actions.deliver_due()
    row = OutboxRow.objects.get()
    assert (row.state, row.attempts, row.reason) == ("failed", 5, "SMTPServerDisconnected")
    assert actions.requeue(row.id)
    monkeypatch.undo()
    later(monkeypatch, minutes=120)
    assert actions.deliver_due().sent == 1


def test_rows_of_a_worker_that_died_are_taken_over(suzanne, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    builders.case(suzanne)
    assert leasing.lease(10)
    assert actions.deliver_due().sent == 0
    later(monkeypatch, minutes=6)
    assert actions.deliver_due().sent == 1


def test_urgent_goes_before_bulk(suzanne) -> None:  # type: ignore[no-untyped-def]
    builders.case(suzanne)
    row = OutboxRow.objects.get()
    for lane in (OutboxRow.BULK, OutboxRow.URGENT):
        row.pk, row.lane, row.subject = uuid4(), lane, uuid4()
        row.save(force_insert=True)
    assert [one.lane for one in leasing.lease(3)] == [0, 1, 2]
