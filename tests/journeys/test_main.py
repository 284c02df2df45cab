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
    assert "U krijgt zorgtoeslag" in phone.text()
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


def test_the_same_line_in_english_with_a_question_to_answer(desk: Walker, phone: Walker) -> None:
    desk.go("/inloggen/")
    desk.press("EN, switch to English")
    desk.click("DigiD")
    desk.press("Joke van Rijn")
    desk.look("overview")
    assert "1 question to go" in desk.text()
    desk.click("Health care allowance")
    desk.look("possibility")
    desk.press("Apply for Health care allowance")
    desk.look("question")
    desk.page.get_by_label("How much income do you expect").fill("veel")
    desk.press("Keep and continue")
    desk.look("wrong-answer")
    assert "Write an amount in euros" in desk.text()
    assert desk.page.get_by_label("How much income do you expect").input_value() == "veel"
    desk.page.get_by_label("How much income do you expect").fill("19.200")
    desk.press("Keep and continue")
    desk.look("check")
    assert "your own answer" in desk.text()
    desk.press("Send the application")
    desk.look("received")
    desk.click("Read the receipt")
    desk.look("receipt")
    assert "We received your application" in desk.text()
    desk.page.get_by_label("Your message").fill("<script>alert(1)</script> & thanks")
    desk.press("Send")
    desk.look("answered")
    assert "<script>alert(1)</script> & thanks" in desk.text()
    for path, name in (
        ("/zaken/", "cases"), ("/gegevens/", "data"), ("/gegevens/gebruik/", "uses"),
        ("/gegevens/vermogen/klopt-niet/", "contradict"), ("/instellingen/", "settings"),
        ("/mogelijkheden/", "possibilities"), ("/hulp/", "help"),
        ("/toegankelijkheid/", "accessibility"), ("/demo/outbox/", "outbox"),
    ):  # fmt: skip
        desk.go(path)
        desk.look(name)

    sign_in_staff(phone, "Karim Bos")
    phone.look("werklijst")
    phone.click("Joke van Rijn")
    phone.look("zaak")
    phone.page.get_by_label("Bericht aan de inwoner").fill("Dank u wel.")
    phone.press("Versturen")
    phone.look("beantwoord")


def test_the_line_works_without_script(noscript: Walker) -> None:
    sign_in(noscript, "Suzanne de Wit")
    noscript.click("Zorgtoeslag")
    noscript.press("Zorgtoeslag aanvragen")
    noscript.press("Aanvraag versturen")
    assert "Wij hebben het ontvangen" in noscript.text()
    noscript.click("Ontvangstbevestiging lezen")
    noscript.page.get_by_label("Uw bericht").fill("Dank u")
    noscript.press("Versturen")
    assert "Dank u" in noscript.text()


def test_a_source_that_is_down_is_named_and_the_rest_is_shown(phone: Walker) -> None:
    sign_in(phone, "Daan Hendriks")
    phone.look("overzicht")
    assert "geen antwoord van de Belastingdienst" in phone.text()
    assert "te krijgen" in phone.text()
    phone.click("Alles bekijken")
    phone.look("alles")
    assert "Zorgtoeslag" in phone.text()


def test_pages_reflow_at_320_pixels_and_with_text_twice_as_large(phone: Walker) -> None:
    sign_in(phone, "Suzanne de Wit")
    for width, size in ((320, ""), (640, "200%")):
        phone.page.set_viewport_size({"width": width, "height": 800})
        for path in ("/", "/mogelijkheden/zorgtoeslag/", "/berichten/", "/gegevens/", "/zaken/"):
            phone.go(path)
            phone.page.evaluate("size => document.documentElement.style.fontSize = size", size)
            assert not phone.scrolls_sideways(), (width, path)


def test_the_keyboard_reaches_the_first_link_of_the_content(desk: Walker) -> None:
    sign_in(desk, "Suzanne de Wit")
    desk.page.wait_for_url(desk.address + "/")  # a key pressed on the page before would be lost
    desk.page.keyboard.press("Tab")
    assert (
        desk.page.evaluate("document.activeElement.className")
        == "nl-skip-link nl-skip-link--visible-on-focus"
    )
    desk.page.keyboard.press("Enter")
    desk.page.keyboard.press("Tab")
    assert desk.page.evaluate("document.activeElement.closest('main') !== null")
