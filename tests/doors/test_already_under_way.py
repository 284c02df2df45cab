"""What runs already, and what is late, is said where somebody looks for it."""

from datetime import timedelta
from typing import Any

import pytest
from django.template import engines as environments
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from tests import builders
from tests.rooms.inbox.helpers import BOTH, asked

from oogopslag.inbox import actions
from oogopslag.people import queries as who

pytestmark = pytest.mark.django_db


def page(browser: Client, address: str) -> str:
    return browser.get(address).content.decode()


def test_what_was_applied_for_leads_to_its_case(suzanne: Any) -> None:
    browser = builders.signed_in(suzanne)
    address = reverse("r_possibility", args=["zorgtoeslag"])
    assert "U vroeg dit aan op" not in page(browser, address)

    case = builders.case(suzanne)

    assert "U vroeg dit aan op" in page(browser, address)
    assert reverse("r_case", args=[case.id]) in page(browser, address)
    assert page(browser, reverse("r_possibilities")).count("al aangevraagd") == 1


def test_an_answer_that_is_late_is_not_promised_for_a_day_that_is_over(
    suzanne: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = who.organisation("dienst-toeslagen")
    thread = actions.open_thread(suzanne, body, title=BOTH, safe_title=BOTH)
    asked(thread)
    browser, here = builders.signed_in(suzanne), reverse("r_thread", args=[thread.id])
    assert "te laat" not in page(browser, here)

    later = timezone.now() + timedelta(days=12)
    monkeypatch.setattr(timezone, "now", lambda: later)
    browser = builders.signed_in(suzanne)

    assert "Het is te laat. U krijgt het nog." in page(browser, here)
    assert "te laat: het antwoord was beloofd voor" in page(browser, reverse("r_inbox"))


def test_who_is_asked_nothing_is_not_told_of_nought_questions() -> None:
    macros = environments["jinja2"].env.get_template("components/certainty.jinja").module
    with translation.override("nl"):
        assert "Nog niet bekend" in macros.certainty("depends", 0)
        assert "Nog 2 vragen" in macros.certainty("depends", 2)
