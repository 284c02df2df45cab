"""An offer on the glance and its page: declined for good, and taken back."""

import pytest

from oogopslag.possibilities import actions
from tests.journeys.test_main import sign_in, sign_in_staff
from tests.journeys.walker import Walker

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_an_offer_is_declined_and_taken_back(phone: Walker, desk: Walker) -> None:
    sign_in(phone, "Suzanne de Wit")
    while actions.sweep():
        pass
    phone.go("/")
    assert "Wij bieden u dit aan" in phone.text()
    phone.look("glance-aanbod")
    phone.click("Zorgtoeslag")
    phone.look("aanbod")
    phone.press("Nooit meer aanbieden")
    assert "Wij bieden u dit nooit meer aan" in phone.text()
    phone.look("nooit-meer")
    phone.press("Toch weer aanbieden")
    assert "Wij bieden u dit uit onszelf aan" in phone.text()

    sign_in_staff(desk, "Noor Elbers")
    desk.go("/werk/aanbod/")
    assert "er is nog niets besloten" in desk.text()
    desk.look("aanbod-uitkomsten")
