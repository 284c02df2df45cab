"""The pages of the lens in a browser: list, way in, remark; two widths, and right to left."""

import pytest

from oogopslag.inbox.models import OwnTask
from tests import builders
from tests.journeys.conftest import browser, desk, noscript, phone
from tests.journeys.test_main import sign_in, sign_in_staff
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


def test_the_owner_of_the_forms_sees_remarks_figures_and_words(desk: Walker, phone: Walker) -> None:
    builders.staff()
    phone.go("/papier/zorgtoeslag/aanvraag/2026/opmerking/?veld=inkomen")
    phone.page.get_by_label("In uw eigen woorden").fill("Bruto of netto?")
    phone.press("Versturen")

    for walker in (desk, phone):
        sign_in_staff(walker, "Karim Bos")
        walker.go("/papier/werk/")
        walker.look("eigenaar")
        assert "Bruto of netto?" in walker.text()
        assert "0 van 6 talen nagekeken" in walker.text()
        walker.go("/papier/werk/zorgtoeslag/aanvraag/ar/")
        walker.look("nakijken")


def test_own_tasks_on_a_phone(phone: Walker) -> None:
    builders.resident()
    sign_in(phone, "Suzanne de Wit")
    phone.go("/berichten/eigen-taken/")
    phone.page.get_by_text("Maak een taak").click()
    phone.page.get_by_label("Wat moet u doen?").fill("Bezwaar maken")
    phone.page.get_by_label("Voor welke dag?").fill("14-03-2030")
    phone.look("eigen-taak-maken")
    phone.press("Bewaar de taak")
    phone.look("eigen-taak")
    phone.press("Klaar: Bezwaar maken")
    phone.page.get_by_text("Klaar", exact=True).click()
    phone.look("eigen-taak-klaar")
    assert "na 90 dagen" in phone.text()
    assert OwnTask.objects.get().done is not None
