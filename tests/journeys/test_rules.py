"""A rule changes: one coordinator writes, another publishes, both on pages that were looked at."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone

from oogopslag.catalogue import published
from tests.journeys.walker import Walker

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture(autouse=True)
def nothing_published(demo: None) -> Iterator[None]:
    published.forget()
    yield
    published.forget()


def test_two_coordinators_publish_a_new_version(desk: Walker, phone: Walker) -> None:
    desk.go("/werk/")
    desk.press("Noor Elbers")
    desk.go("/werk/regels/")
    desk.look("regels")
    desk.press("Nieuwe versie van Zorgtoeslag schrijven")
    first = timezone.localdate() + timedelta(days=20)
    words = desk.page.locator("#text").input_value()
    desk.page.locator("#text").fill(words.replace("valid_from: 2026-01-01", "valid_from: morgen"))
    desk.page.locator("#reason").fill("De standaardpremie is opnieuw vastgesteld.")
    desk.press("Aan een collega voorleggen")
    assert "Uw tekst is bewaard" in desk.text()
    desk.look("regel-fout")
    desk.page.locator("#text").fill(
        words.replace("valid_from: 2026-01-01", f"valid_from: {first}").replace("2.119", "2.150")
    )
    desk.press("Aan een collega voorleggen")
    assert "Vraag een collega" in desk.text()
    desk.look("regel-voorgesteld")

    phone.go("/werk/")
    phone.press("Bas Verhoef")
    phone.go("/werk/regels/")
    phone.click("Zorgtoeslag, Wacht op een tweede persoon")
    phone.look("regel-lezen")
    phone.press("Vaststellen vanaf")
    assert "Vastgesteld door" in phone.text()
    phone.go("/werk/regels/")
    assert "Voorgesteld door Noor Elbers, vastgesteld door Bas Verhoef." in phone.text()
    phone.look("regels-vastgesteld")
    desk.finish()
    phone.finish()
