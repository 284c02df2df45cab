"""What the team reads of what did not arrive, and of many conversations done at once."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from tests import builders
from tests.rooms.inbox.helpers import BOTH, asked

from oogopslag.delivery import settling
from oogopslag.delivery.models import OutboxRow
from oogopslag.inbox import actions
from oogopslag.inbox.models import Message
from oogopslag.people import actions as people
from oogopslag.people import queries as who

pytestmark = pytest.mark.django_db


def conversation(resident: Any, organisation: str = "dienst-toeslagen") -> Any:
    body = who.organisation(organisation)
    return actions.open_thread(resident, body, title=BOTH, safe_title=BOTH)


def fails(row: OutboxRow, reason: str) -> None:
    row.state, row.leased_until = OutboxRow.LEASED, timezone.now() + timedelta(minutes=5)
    row.save()
    failed = settling.Outcome(row=row, state=OutboxRow.FAILED, reason=reason, final=True)
    assert settling.settle([failed])["failed"] == 1


def test_what_did_not_arrive_says_whose_it_is_and_why(suzanne: Any, karim: Any) -> None:
    people.wish(suzanne, "email", address="s@example.nl", agreed=True)
    thread = conversation(suzanne)
    asked(thread)
    fails(OutboxRow.objects.get(channel="email"), "bounced")

    page = builders.signed_in(karim).get(reverse("w_undelivered")).content.decode()

    assert suzanne.name in page
    assert "Zorgtoeslag" in page
    assert "Het kwam terug" in page
    assert reverse("w_thread", args=[thread.id]) in page


def test_many_at_once_name_those_that_failed_and_never_anothers(suzanne: Any, karim: Any) -> None:
    one, two = conversation(suzanne), conversation(suzanne)
    strange = conversation(suzanne, "gemeente-veenstad")
    for number, thread in enumerate((one, two)):
        asked(thread, key=f"k{number}")
    browser = builders.signed_in(karim)
    chosen = {"gesprek": [str(one.id), str(two.id), str(strange.id)], "do": "answer"}
    together = reverse("w_messages_batch")
    long = chosen | {"text": "x" * 1_048_577, "key": "een"}

    page = browser.post(together, long).content.decode()

    assert "Gedaan voor 0 gesprekken" in page
    assert page.count(f"{suzanne.name}, Zorgtoeslag<span") == 2
    assert "Gesprek 3" in page


def test_other_words_from_the_same_page_are_sent_too(suzanne: Any, karim: Any) -> None:
    thread = conversation(suzanne)
    asked(thread, key="k1")
    browser, together = builders.signed_in(karim), reverse("w_messages_batch")
    form = {"gesprek": [str(thread.id)], "do": "answer", "key": "een"}

    for text in ("Maandag.", "Maandag.", "Toch dinsdag."):
        browser.post(together, form | {"text": text})

    rows = Message.objects.filter(thread=thread, by="organisation").order_by("id")
    assert [row.body["nl"] for row in rows][-2:] == ["Maandag.", "Toch dinsdag."]


def test_all_on_a_page_are_chosen_without_script_and_up_to_five_hundred_at_once(
    suzanne: Any, karim: Any
) -> None:
    for number in range(27):
        asked(conversation(suzanne), key=f"k{number}")
    browser, address = builders.signed_in(karim), reverse("w_messages")

    first = browser.get(address).content.decode()
    assert first.count('name="gesprek"') == 25
    assert "Toon er 500 tegelijk" in first
    assert " checked" not in first

    every = browser.get(address, {"toon": "500", "kies": "alles"}).content.decode()
    assert every.count('name="gesprek"') == every.count(" checked") == 27
