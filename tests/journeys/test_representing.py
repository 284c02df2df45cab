"""A legal representative, looked at in a browser: by staff and by who is represented."""

import pytest

from tests import builders
from tests.journeys.test_main import sign_in, sign_in_staff
from tests.journeys.walker import Walker

pytestmark = pytest.mark.journey


def test_a_ruling_is_recorded_seen_and_contested(desk: Walker, phone: Walker) -> None:
    builders.resident(builders.JOKE)
    builders.resident(builders.FATMA)
    sign_in_staff(desk, "Karim Bos")
    desk.go("/werk/vertegenwoordigers/")
    desk.look("leeg")
    desk.page.get_by_label("BSN van de inwoner").fill(builders.JOKE.number)
    desk.press("Kijk in het register van de rechtspraak")
    desk.look("register")
    assert "C/00/123456" in desk.page.locator("#uitspraak").input_value()
    desk.press("Ik zag de uitspraak: leg vast en bericht de inwoner")
    desk.look("vastgelegd")
    sign_in(phone, "Joke van Rijn")
    phone.go("/helpen/")
    phone.look("inwoner")
    assert "C/00/123456" in phone.text()
    phone.page.get_by_text("Dit klopt niet").first.click()
    phone.page.get_by_label("Wat klopt er niet?").fill("De rechter heeft het opgeheven.")
    phone.look("betwisten")
    phone.press("Versturen")
    phone.look("betwist")
    desk.go("/werk/vertegenwoordigers/")
    desk.look("betwist")
    assert "De rechter heeft het opgeheven." in desk.text()
    desk.press("De uitspraak geldt nog")
    desk.look("geldt-nog")
