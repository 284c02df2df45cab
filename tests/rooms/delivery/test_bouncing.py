"""Mail that comes back after it was taken: the next way follows and the address is marked."""

from typing import Any

import pytest
from django.urls import reverse
from tests import builders
from tests.rooms.delivery.helpers import told

from oogopslag.delivery import actions, queries
from oogopslag.delivery.models import DemoMail, OutboxRow
from oogopslag.people import actions as people

pytestmark = pytest.mark.django_db
ADDRESS = "suzanne@example.nl"


def report(row: OutboxRow, *, status: str = "5.1.1", action: str = "failed", **other: Any) -> bytes:
    """As RFC 3464 has it, with the headers of what was sent."""
    to, key = other.get("to", ADDRESS), other.get("key", f"<{row.id}@localhost>")
    return f"""From: MAILER-DAEMON@mail.example
To: noreply@oogopslag.example
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I am sorry.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example

Final-Recipient: rfc822; {to}
Action: {action}
Status: {status}

--b
Content-Type: text/rfc822-headers

Message-ID: {key}
Subject: Nieuw bericht

--b--
""".replace("\n", "\r\n").encode()


@pytest.fixture
def mailed(suzanne: Any) -> OutboxRow:
    people.wish(suzanne, "email", address=ADDRESS, agreed=True)
    subject = told(suzanne)
    actions.deliver_due()
    return OutboxRow.objects.get(subject=subject, state=OutboxRow.SENT)


def test_for_good_the_next_rung_follows_and_the_address_is_used_no_more(
    mailed: OutboxRow, suzanne: Any
) -> None:
    assert actions.came_back(report(mailed))
    assert not actions.came_back(report(mailed)), "a second time changes nothing"
    rows = dict(OutboxRow.objects.filter(subject=mailed.subject).values_list("channel", "state"))
    assert rows["email"] == "failed"
    assert rows["letter"] in {"waiting", "later"}
    assert "email" not in queries.reach(suzanne, formal=True).ladder
    assert queries.proof(mailed.subject)[0].state == "failed"


def test_the_resident_reads_it_and_a_new_address_mends_it(mailed: OutboxRow, suzanne: Any) -> None:
    actions.came_back(report(mailed))
    browser = builders.signed_in(suzanne)
    assert ADDRESS in browser.get(reverse("r_telling")).content.decode()
    people.wish(suzanne, "email", address="nieuw@example.nl", agreed=True)
    assert "kwam op" not in browser.get(reverse("r_telling")).content.decode()
    assert queries.reach(suzanne, formal=True).ladder[0] == "email"


@pytest.mark.parametrize(
    "other",
    [{"status": "4.2.2"}, {"action": "delayed"}, {"action": "delivered", "status": "2.0.0"},
     {"key": "<iets@elders>"}, {"key": "<01a21400-0000-7000-8000-000000000000@localhost>"}],
)  # fmt: skip
def test_what_is_not_for_good_or_not_ours_changes_nothing(
    mailed: OutboxRow, other: dict[str, Any]
) -> None:
    assert not actions.came_back(report(mailed, **other))
    assert OutboxRow.objects.get(id=mailed.id).state == "sent"
    assert DemoMail.objects.count() == 1


def test_an_address_that_was_changed_meanwhile_is_left_alone(
    mailed: OutboxRow, suzanne: Any
) -> None:
    people.wish(suzanne, "email", address="nieuw@example.nl", agreed=True)
    assert actions.came_back(report(mailed))
    assert queries.reach(suzanne, formal=True).addresses["email"] == "nieuw@example.nl"


@pytest.mark.parametrize("content", [b"", b"hello", b"\xff\x00" * 100, b"A: b\n" * 10_000])
def test_anything_else_is_none_of_ours(world: Any, content: bytes) -> None:
    assert not actions.came_back(content)
