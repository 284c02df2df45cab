"""The pages around a case, looked at in a browser: worker and resident."""

import pytest

from tests.journeys.test_main import sign_in, sign_in_staff
from tests.journeys.walker import Walker

pytestmark = pytest.mark.journey


def test_a_worker_types_in_asks_advice_and_finds_back(desk: Walker, phone: Walker) -> None:
    sign_in_staff(desk, "Karim Bos")
    desk.go("/werk/nieuw/")
    desk.look("intypen-dienst")
    desk.click("Zorgtoeslag")
    desk.look("intypen")
    desk.page.get_by_label("BSN van de inwoner").fill("999000056")
    desk.page.get_by_label("Het verzamelinkomen").first.or_(
        desk.page.locator("#verzamelinkomen")
    ).first.fill("veel")
    desk.press("Zaak maken en ontvangst bevestigen")
    desk.look("intypen-fout")
    desk.page.locator("#verzamelinkomen").fill("18.500")
    desk.press("Zaak maken en ontvangst bevestigen")
    desk.look("zaak")
    assert "Het kwam binnen op papier" in desk.text()
    desk.press("Deze zaak oppakken")
    desk.page.get_by_text("Een andere organisatie om advies vragen").click()
    desk.page.get_by_label("Uw vraag aan hen").fill("Woont zij er nog?")
    desk.press("Advies vragen")
    assert "Advies gevraagd aan" in desk.text()
    desk.page.get_by_text("Een latere dag noemen").click()
    desk.look("zaak-open")
    desk.go("/werk/?zoek=rijn")
    desk.look("gevonden")
    assert "Joke van Rijn" in desk.text()
    desk.go("/werk/team/")
    desk.look("team")
    desk.go("/werk/terugmeldingen/")
    desk.look("terugmeldingen")

    sign_in(phone, "Joke van Rijn")
    phone.go("/zaken/")
    phone.click("Zorgtoeslag")
    phone.look("zaak-inwoner")
    assert "Het kwam binnen op papier" in phone.text()


def test_a_resident_gives_help_pays_books_and_keeps_documents(phone: Walker, desk: Walker) -> None:
    sign_in(phone, "Mehmet Yilmaz")
    phone.go("/helpen/")
    phone.look("hulp")
    phone.page.get_by_text("Laat iemand u helpen").click()
    phone.page.locator("#dienst").select_option("parkeervergunning")
    phone.press("Code maken")
    phone.look("code")
    code = phone.page.locator(".oog-code").inner_text()

    sign_in(desk, "Suzanne de Wit")
    desk.go("/helpen/")
    desk.page.get_by_label("Code die u kreeg").fill(code)
    desk.press("Beginnen met helpen")
    desk.look("namens")
    desk.click("Bewonersparkeervergunning aanvragen")
    desk.look("namens-aanvragen")
    desk.press("Aanvraag versturen")
    desk.look("namens-zaak")

    phone.go("/zaken/")
    phone.click("Bewonersparkeervergunning")
    phone.look("zaak-met-leges")
    phone.click("Leges van")
    phone.look("betalen")
    assert "NL91ABNA0417164300" in phone.text()
    phone.go("/documenten/")
    phone.look("documenten")
    phone.go("/demo/bank/")
    phone.look("demobank")
    phone.press("Overboeken voor")
    phone.go("/gegevens/gebruik/")
    phone.look("gebruik")
