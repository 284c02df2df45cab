"""A provider tells what became of a text, mail or letter: by token, once, of its own only."""

from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from tests import builders
from tests.rooms.delivery.helpers import configured, told

from oogopslag.core.values import new_id
from oogopslag.delivery import actions
from oogopslag.delivery.models import OutboxRow
from oogopslag.journal import queries as journal
from oogopslag.people import actions as people
from oogopslag.people import queries as who

pytestmark = pytest.mark.django_db
TOKEN = "a-token-of-the-provider"


@pytest.fixture
def sent(suzanne: Any, settings: Any) -> OutboxRow:
    """A mail that was handed over."""
    configured(settings, receipt_token=TOKEN)
    people.wish(suzanne, "email", address="s@example.nl", agreed=True)
    told(suzanne)
    assert actions.deliver_due().sent == 1
    return OutboxRow.objects.get()


def tell(body: Any, token: str = TOKEN) -> Any:
    return Client().post(
        reverse("api_receipts"), body, content_type="application/json",
        headers={"authorization": f"Bearer {token}"},
    )  # fmt: skip


def receipt(row: UUID, status: str, **more: Any) -> dict[str, Any]:
    return {"id": "p-1", "reference": str(row), "status": status, "to": "s@example.nl", **more}


def broken(resident: Any) -> list[str]:
    return [one.channel for one in who.wishes(resident) if one.broken]


def test_without_the_token_nobody_tells_anything(sent: OutboxRow, settings: Any) -> None:
    for token in ("", "another", TOKEN + "x"):
        assert tell(receipt(sent.id, "permanent-failure"), token).status_code == 401
    configured(settings, receipt_token="")
    assert tell(receipt(sent.id, "permanent-failure"), "").status_code == 401
    sent.refresh_from_db()
    assert (sent.state, sent.receipt) == ("sent", None)


def test_delivered_is_kept_once(sent: OutboxRow) -> None:
    assert tell(receipt(sent.id, "delivered")).status_code == 204
    sent.refresh_from_db()
    first = sent.receipt
    assert first is not None
    assert tell(receipt(sent.id, "delivered")).status_code == 204
    assert tell(receipt(sent.id, "permanent-failure")).status_code == 204, "too late"
    sent.refresh_from_db()
    assert (sent.state, sent.receipt) == ("sent", first)


def test_failed_for_good_marks_the_address_and_takes_the_next_way(
    sent: OutboxRow, suzanne: Any
) -> None:
    assert tell(receipt(sent.id, "permanent-failure")).status_code == 204
    sent.refresh_from_db()
    assert (sent.state, sent.reason) == ("failed", "bounced")
    assert broken(suzanne) == ["email"]
    assert OutboxRow.objects.filter(channel="letter", subject=sent.subject).count() == 1
    names = [one.name for one in journal.of_chain(f"delivery:{sent.id}")]
    assert names == ["delivery.notified", "delivery.bounced"]
    assert journal.broken_links(f"delivery:{sent.id}") == []
    page = builders.signed_in(suzanne).get(reverse("r_telling")).content.decode()
    assert "s@example.nl" in page


def test_a_fault_of_the_provider_is_no_fault_of_the_address(sent: OutboxRow, suzanne: Any) -> None:
    assert tell(receipt(sent.id, "technical-failure")).status_code == 204
    sent.refresh_from_db()
    assert sent.state == "failed"
    assert broken(suzanne) == []


def test_failed_for_now_is_tried_once_more(sent: OutboxRow, suzanne: Any) -> None:
    assert tell(receipt(sent.id, "temporary-failure")).status_code == 204
    sent.refresh_from_db()
    assert (sent.state, sent.settled) == ("later", None)
    assert broken(suzanne) == []


def test_a_letter_that_came_back_is_shown_with_what_to_do_and_can_be_mended(
    suzanne: Any, settings: Any
) -> None:
    configured(settings, receipt_token=TOKEN)
    told(suzanne)
    assert actions.deliver_due().sent == 1
    row = OutboxRow.objects.get(channel="letter")
    body = {"notification_id": "n-1", "reference": str(row.id), "date_sent": "2026-01-02"}
    assert tell(body).status_code == 204
    row.refresh_from_db()
    assert row.state == "failed"
    assert broken(suzanne) == ["letter"]
    browser, where = builders.signed_in(suzanne), reverse("r_telling")
    assert 'value="post"' in browser.get(where).content.decode()
    assert browser.post(where, {"do": "post"}).status_code == 302
    assert 'value="post"' not in browser.get(where).content.decode()
    assert broken(suzanne) == []


@pytest.mark.parametrize(
    "body",
    ["{", "[]", {"reference": "x", "status": "delivered"}, {"reference": str(new_id())},
     {"reference": str(new_id()), "status": "lost"}],
)  # fmt: skip
def test_what_is_no_receipt_is_refused_and_nothing_of_it_is_said_back(
    body: Any, sent: OutboxRow
) -> None:
    answer = tell(body)
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"


def test_of_another_delivery_or_an_earlier_try_nothing_changes(sent: OutboxRow) -> None:
    assert tell(receipt(new_id(), "delivered")).status_code == 404
    OutboxRow.objects.update(reference="p-2")
    assert tell(receipt(sent.id, "permanent-failure")).status_code == 204
    sent.refresh_from_db()
    assert (sent.state, sent.receipt) == ("sent", None)
