"""Real protocols: mail servers that refuse, providers of SMS that fail, slow ones, bounces."""

from datetime import timedelta
from email import message_from_string

import pytest
from django.test import Client
from django.utils import timezone
from tests.rooms.delivery.helpers import at, configured, told
from tests.rooms.standins import MailServer, SmsProvider

from oogopslag.core.values import new_id
from oogopslag.delivery import actions, providers
from oogopslag.delivery.models import DemoMail, OutboxRow, Provider
from oogopslag.people import actions as people
from oogopslag.people import queries as who

pytestmark = pytest.mark.django_db


@pytest.fixture
def mail(settings, suzanne):  # type: ignore[no-untyped-def]
    people.wish(suzanne, "email", address="s@example.nl", agreed=True)
    with MailServer() as server:
        configured(settings, email_url=f"smtp://127.0.0.1:{server.port}")
        yield server


@pytest.fixture
def texts(settings, suzanne):  # type: ignore[no-untyped-def]
    people.wish(suzanne, "sms", address="+31600000000", agreed=True)
    with SmsProvider() as one, SmsProvider() as two:
        configured(settings, sms_urls=f"{one.address},{two.address}")
        yield one, two


def states() -> dict[str, str]:
    return dict(OutboxRow.objects.order_by("id").values_list("channel", "state"))


def test_a_mail_is_handed_over_with_one_click_to_stop_it(mail, suzanne) -> None:  # type: ignore[no-untyped-def]
    told(suzanne, service="zorgtoeslag")
    assert actions.deliver_due().sent == 1
    (raw,) = mail.mails
    found = message_from_string(raw)
    assert found["Auto-Submitted"] == "auto-generated"
    stop = "".join(found["List-Unsubscribe"].split()).strip("<>")
    path = stop.removeprefix("http://localhost:8000")
    browser = Client()
    browser.get(path)
    told(suzanne, service="zorgtoeslag", formal=False)
    assert actions.deliver_due().sent == 1, "looking at the page stops nothing"
    assert browser.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    told(suzanne, service="zorgtoeslag", formal=False)
    assert actions.deliver_due() == actions.Delivered()
    told(suzanne, service="huurtoeslag", formal=False)
    assert actions.deliver_due().sent == 1, "another service still tells"


def test_a_link_that_is_not_ours_stops_nothing() -> None:
    answer = Client().post("/afmelden/verzonnen/")
    assert answer.status_code == 400
    assert "werkt niet meer" in answer.content.decode()


def test_a_mail_server_that_says_never_is_believed_and_the_letter_goes(mail, suzanne) -> None:  # type: ignore[no-untyped-def]
    mail.says = "550 no such mailbox"
    told(suzanne)
    actions.deliver_due()
    assert states() == {"email": "failed", "letter": "waiting"}
    assert OutboxRow.objects.get(channel="email").reason == "mail server: 550"
    assert not mail.mails


def broken(resident) -> list[str]:  # type: ignore[no-untyped-def]
    return [one.channel for one in who.broken_ways(resident)]


@pytest.mark.parametrize(
    ("says", "gone"),
    [("550 no such mailbox", True), ("550 5.1.1 no such user", True), ("553 not here", True),
     ("550 5.2.1 mailbox disabled", True), ("550 5.7.1 blocked by policy", False),
     ("552 5.2.2 mailbox full", False), ("554 refused", False)],
)  # fmt: skip
def test_only_a_mailbox_that_is_not_there_marks_the_address(mail, suzanne, says, gone) -> None:  # type: ignore[no-untyped-def]
    mail.says = says
    told(suzanne)
    actions.deliver_due()
    assert states()["email"] == "failed"
    assert broken(suzanne) == (["email"] if gone else [])
    mail.says = "250 OK"
    told(suzanne)
    actions.deliver_due()
    assert len(mail.mails) == (0 if gone else 1)


@pytest.mark.parametrize("part", ["greets", "takes_us"])
def test_a_server_that_does_not_take_us_costs_no_mail_and_no_letter(  # type: ignore[no-untyped-def]
    mail, suzanne, part, monkeypatch
) -> None:
    usual = getattr(mail, part)
    setattr(mail, part, "554 not from you")
    told(suzanne)
    assert actions.deliver_due().later == 1
    assert states() == {"email": "later"}
    assert broken(suzanne) == []
    setattr(mail, part, usual)
    at(monkeypatch, minutes=2)
    assert actions.deliver_due().sent == 1
    assert len(mail.mails) == 1


@pytest.mark.parametrize("says", ["451 try again", "421 too busy"])
def test_a_mail_server_that_says_not_now_is_asked_again(mail, suzanne, says, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    mail.says = says
    told(suzanne)
    assert actions.deliver_due().later == 1
    mail.says = "250 OK"
    at(monkeypatch, minutes=2)
    assert actions.deliver_due().sent == 1
    assert len(mail.mails) == 1


def test_a_text_message_names_our_delivery_and_holds_no_link(texts, suzanne) -> None:  # type: ignore[no-untyped-def]
    told(suzanne)
    actions.deliver_due()
    (body,) = texts[0].sent + texts[1].sent
    row = OutboxRow.objects.get()
    assert body["reference"] == str(row.id)
    assert body["phone_number"] == "+31600000000"
    assert "http" not in body["personalisation"]["body"]
    assert row.provider.startswith("127.0.0.1:")


@pytest.mark.parametrize("status", [400, 403, 404, 429, 503])
def test_a_provider_that_is_down_or_refuses_is_passed_over_at_once(texts, suzanne, status) -> None:  # type: ignore[no-untyped-def]
    texts[0].status = status
    for _ in range(5):
        told(suzanne)
    assert actions.deliver_due().sent == 5
    assert len(texts[1].sent) == 5


@pytest.mark.parametrize("took", [True, False])
def test_what_was_taken_without_an_answer_is_not_sent_by_the_other_too(  # type: ignore[no-untyped-def]
    texts, suzanne, took
) -> None:
    for one in texts:
        one.answers = False
    if not took:
        for one in texts:
            one.status = 503
    told(suzanne)
    assert actions.deliver_due().sent == (1 if took else 0)
    assert len(texts[0].sent) + len(texts[1].sent) == (1 if took else 0)
    row = OutboxRow.objects.get()
    assert (row.state, row.reference) == (("sent", "n1") if took else ("later", ""))


def test_what_both_refuse_for_good_goes_on_by_letter_and_one_of_both_is_asked_again(  # type: ignore[no-untyped-def]
    texts, suzanne
) -> None:
    texts[0].status = texts[1].status = 400
    told(suzanne)
    actions.deliver_due()
    assert states() == {"sms": "failed", "letter": "waiting"}
    texts[1].status = 503
    told(suzanne)
    actions.deliver_due()
    assert OutboxRow.objects.filter(channel="sms").latest("id").state == "later"


def test_when_both_are_down_it_is_tried_again_later(texts, suzanne) -> None:  # type: ignore[no-untyped-def]
    texts[0].status = texts[1].status = 503
    told(suzanne)
    assert actions.deliver_due().later == 1
    assert OutboxRow.objects.get().reason.count("503") == 2


def test_a_bounce_for_good_goes_on_by_letter_and_one_for_now_is_tried_once_more(  # type: ignore[no-untyped-def]
    texts, suzanne, monkeypatch
) -> None:
    told(suzanne)
    actions.deliver_due()
    texts[0].fate = texts[1].fate = "temporary-failure"
    assert actions.ask_receipts() == 1
    assert states() == {"sms": "later"}
    at(monkeypatch, minutes=6)
    actions.deliver_due()
    assert actions.ask_receipts() == 1
    assert states() == {"sms": "failed", "letter": "waiting"}


def test_what_arrived_has_its_receipt(texts, suzanne) -> None:  # type: ignore[no-untyped-def]
    told(suzanne)
    actions.deliver_due()
    assert actions.ask_receipts() == 1
    assert OutboxRow.objects.get().receipt
    assert actions.ask_receipts() == 0


def taken(resident, name: str, minutes: float) -> None:  # type: ignore[no-untyped-def]
    """An SMS this provider took ten minutes ago, which arrived so many minutes later."""
    now = timezone.now()
    OutboxRow.objects.create(
        resident=resident, organisation="x", subject=new_id(), channel="sms", text={},
        state=OutboxRow.SENT, not_before=now, next_try=now, provider=name,
        settled=now - timedelta(minutes=10),
        receipt=now - timedelta(minutes=10) + timedelta(minutes=minutes),
    )  # fmt: skip


def test_a_slow_provider_gets_less_both_slow_changes_nothing_and_later_it_drifts_back(  # type: ignore[no-untyped-def]
    texts, suzanne, monkeypatch
) -> None:
    slow, fast = (one.name for one in providers.configured())
    providers.shares_of("sms", [slow, fast])
    at(monkeypatch, minutes=2)
    for number in range(20):
        taken(suzanne, slow, 7 if number < 3 else 1)  # 15 %
        taken(suzanne, fast, 1)
    assert actions.balance()
    assert shares() == {slow: 40, fast: 60}
    assert not actions.balance(), "not again within a minute"
    for _ in range(20):
        taken(suzanne, fast, 7)
    at(monkeypatch, minutes=2)
    assert not actions.balance(), "both are slow"
    at(monkeypatch, hours=2)
    assert actions.balance()
    assert shares() == {slow: 45, fast: 55}


def shares() -> dict[str, int]:
    return dict(Provider.objects.values_list("name", "share"))


def test_a_demonstration_keeps_text_messages_and_says_so(suzanne) -> None:  # type: ignore[no-untyped-def]
    people.wish(suzanne, "sms", address="+31600000000", agreed=True)
    told(suzanne)
    actions.deliver_due()
    assert DemoMail.objects.get().channel == "sms"
