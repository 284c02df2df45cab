"""What did not arrive is told where it is read: in the resident's inbox, at the worker's thread."""

from typing import Any

import pytest
from django.urls import reverse
from tests import builders
from tests.rooms.delivery.helpers import told
from tests.rooms.delivery.test_bouncing import report
from tests.rooms.delivery.test_push import Browser, PushService, device, service

from oogopslag.delivery import actions, queries
from oogopslag.delivery.models import OutboxRow
from oogopslag.delivery.receipts import told as provider_told
from oogopslag.inbox import actions as inbox
from oogopslag.inbox import queries as conversations
from oogopslag.people import actions as people

__all__ = ["service"]
pytestmark = pytest.mark.django_db
ADDRESS = "suzanne@example.nl"
TROUBLE = "Niet alles bereikte deze inwoner"


@pytest.fixture
def case(suzanne: Any) -> Any:
    """A case whose receipt was mailed."""
    people.wish(suzanne, "email", address=ADDRESS, agreed=True)
    made = builders.case(suzanne)
    actions.deliver_due()
    return made


def mailed(case: Any) -> OutboxRow:
    thread = conversations.row_of_resident(case.resident, case.thread)
    ids = thread.messages.values("id")
    return OutboxRow.objects.get(channel="email", state=OutboxRow.SENT, subject__in=ids)


def pages(case: Any, karim: Any) -> tuple[str, str]:
    """The worker's thread and case."""
    team = builders.signed_in(karim)
    return (
        team.get(reverse("w_thread", args=[case.thread])).content.decode(),
        team.get(reverse("w_case", args=[case.id])).content.decode(),
    )


def test_mail_that_came_back_stands_in_the_inbox_and_at_thread_and_case(
    case: Any, suzanne: Any, karim: Any
) -> None:
    browser = builders.signed_in(suzanne)
    assert "komt terug sinds" not in browser.get(reverse("r_inbox")).content.decode()
    assert not any(TROUBLE in page for page in pages(case, karim))
    actions.came_back(report(mailed(case)))
    inbox_page = browser.get(reverse("r_inbox")).content.decode()
    assert f"E-mail naar {ADDRESS} komt terug sinds" in inbox_page
    assert reverse("r_settings") + "#h-mail" in inbox_page
    for page in pages(case, karim):
        assert TROUBLE in page
        assert "de e-mail kwam terug" in page
        assert "Nu gaat een brief per post" in page
        assert ADDRESS not in page, "the sender need not know it"


def test_a_new_address_ends_both_once_something_arrives(
    case: Any, suzanne: Any, karim: Any
) -> None:
    actions.came_back(report(mailed(case)))
    people.wish(suzanne, "email", address="nieuw@example.nl", agreed=True)
    page = builders.signed_in(suzanne).get(reverse("r_inbox")).content.decode()
    assert "komt terug sinds" not in page
    thread = conversations.row_of_resident(suzanne, case.thread)
    inbox.post(
        thread, kind="information", body={"nl": "Nog iets."}, author={"nl": "Toeslagen"},
        actor=inbox_actor(), policy=inbox.ReplyPolicy(answer_within=2),
    )  # fmt: skip
    actions.deliver_due()
    assert not any("de e-mail kwam terug" in page for page in pages(case, karim))


def inbox_actor() -> Any:
    from oogopslag.core.values import Actor

    return Actor(kind="organisation", id="dienst-toeslagen")


def test_a_device_that_is_gone_stands_in_the_inbox_until_another_one_is_there(
    suzanne: Any, karim: Any, service: PushService
) -> None:
    device(suzanne, service, Browser())
    service.status = 410
    made = builders.case(suzanne)
    actions.deliver_due()
    browser = builders.signed_in(suzanne)
    assert "Uw apparaat krijgt sinds" in browser.get(reverse("r_inbox")).content.decode()
    for page in pages(made, karim):
        assert "de melding op een apparaat kwam niet aan" in page
        assert "Nu gaat een brief per post" in page
    device(suzanne, service, Browser(), name="new")
    assert "Uw apparaat krijgt sinds" not in browser.get(reverse("r_inbox")).content.decode()


def test_a_letter_that_came_back_says_to_look_at_the_address_and_to_report_it(
    suzanne: Any, karim: Any
) -> None:
    made = builders.case(suzanne)
    actions.deliver_due()
    row = OutboxRow.objects.get(channel="letter")
    assert provider_told(row.id, status="returned")
    page = builders.signed_in(suzanne).get(reverse("r_inbox")).content.decode()
    assert "kwam terug op" in page
    assert reverse("r_telling") in page
    for page in pages(made, karim):
        assert "de brief per post kwam terug" in page
        assert "Er was geen andere weg meer" in page
        assert "Wet BRP, artikel 2.34" in page


def test_only_the_last_try_of_a_way_counts(suzanne: Any) -> None:
    people.wish(suzanne, "email", address=ADDRESS, agreed=True)
    first = told(suzanne)
    actions.deliver_due()
    actions.came_back(report(OutboxRow.objects.get(subject=first, state=OutboxRow.SENT)))
    (trouble,) = queries.troubles_about([first])
    assert (trouble.channel, trouble.came_back, trouble.instead) == ("email", True, "letter")
    assert trouble.under_way
    actions.deliver_due()
    (trouble,) = queries.troubles_about([first])
    assert (trouble.instead, trouble.under_way) == ("letter", False)
    people.wish(suzanne, "email", address="nieuw@example.nl", agreed=True)
    second = told(suzanne)
    actions.deliver_due()
    assert queries.troubles_about([first, second]) == []
    assert queries.troubles_about([]) == []
