"""The pages of the lens in a browser: list, way in, remark; two widths, and right to left."""

import pytest

from tests.journeys.conftest import browser, desk, noscript, phone
from tests.journeys.walker import Walker

__all__ = ["browser", "desk", "noscript", "phone"]
pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def walk(visitor: Walker) -> None:
    visitor.go("/papier/")
    visitor.look("papier")
    visitor.go("/papier/zorgtoeslag/aanvraag/2026/")
    visitor.look("lijst")
    visitor.go("/papier/zorgtoeslag/aanvraag/2026/?taal=ar")
    visitor.look("lijst-arabisch")
    visitor.go("/papier/zorgtoeslag/aanvraag/2026/?groot=1")
    visitor.look("lijst-groot")
    visitor.go("/papier/zorgtoeslag/aanvraag/2026/opmerking/?veld=inkomen")
    visitor.look("opmerking")


def test_the_list_and_a_remark_on_a_phone(phone: Walker) -> None:
    walk(phone)
    phone.page.get_by_label("In uw eigen woorden").fill("Bruto of netto?")
    phone.press("Versturen")
    phone.look("dank")
    assert "binnen tien werkdagen" in phone.text()


def test_the_list_on_a_desk(desk: Walker) -> None:
    walk(desk)


def test_the_list_without_script(noscript: Walker) -> None:
    noscript.go("/papier/")
    noscript.page.get_by_label("Code op het papier").fill("zt010-2025")
    noscript.press("Zoeken")
    assert "Militair in werkelijke dienst" in noscript.text()
