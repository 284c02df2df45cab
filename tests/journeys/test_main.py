"""One unbroken line: sign in, glance, apply, decide, reply, object; in Dutch and in English."""

import pytest

from tests.journeys.walker import Walker

pytestmark = pytest.mark.journey


def sign_in(walker: Walker, name: str) -> None:
    walker.go("/inloggen/")
    walker.click("DigiD")
    walker.press(name)


def sign_in_staff(walker: Walker, name: str) -> None:
    walker.go("/werk/")
    walker.press(name)


def test_from_glance_to_objection_in_dutch(phone: Walker, desk: Walker) -> None:
    phone.go("/inloggen/")
    phone.look("inloggen")
    phone.click("DigiD")
    phone.look("personas")
    phone.press("Suzanne de Wit")
    phone.look("overzicht")
    assert "U heeft recht" in phone.text()
    phone.click("Zorgtoeslag")
    phone.look("mogelijkheid")
    assert "Hoe komen we hierbij?" in phone.text()
    phone.press("Zorgtoeslag aanvragen")
    phone.look("controle")
    phone.press("Aanvraag versturen")
    phone.look("ontvangen")
    assert "Wij hebben het ontvangen" in phone.text()

    sign_in_staff(desk, "Karim Bos")
    desk.look("werklijst")
    desk.click("Suzanne de Wit")
    desk.look("zaak")
    desk.click("Besluit voorbereiden")
    desk.look("besluit")
    desk.press("Voorbeeld")
    desk.look("voorbeeld")
    desk.press("Besluit versturen")
    desk.look("besloten")

    phone.click("Overzicht")
    phone.look("overzicht-nieuw")
    phone.page.locator("#nieuw a").first.click()
    phone.look("brief")
    assert "U krijgt Zorgtoeslag" in phone.text()
    phone.page.get_by_label("Uw bericht").fill("Wanneer krijg ik het geld?")
    phone.press("Versturen")
    phone.look("antwoord-verstuurd")
    assert "Wanneer krijg ik het geld?" in phone.text()

    phone.click("Bezwaar maken tegen dit besluit")
    phone.look("bezwaar")
    phone.page.get_by_label("Waarom bent u het niet eens?").fill("Mijn inkomen is lager.")
    phone.press("Bezwaar versturen")
    phone.look("bezwaar-ontvangen")

    desk.go("/werk/")
    desk.look("werklijst-bezwaar")
    assert "Bezwaar" in desk.text()
