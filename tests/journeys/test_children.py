"""A parent applies for childcare allowance: from the glance to the receipt, each child by name."""

import pytest

from tests.journeys.test_main import sign_in
from tests.journeys.walker import Walker

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.mark.parametrize("device", ["phone", "desk"])
def test_a_parent_applies_for_each_child(device: str, request: pytest.FixtureRequest) -> None:
    walker: Walker = request.getfixturevalue(device)
    sign_in(walker, "Ruben Vos")
    walker.go("/mogelijkheden/")
    walker.click("Kinderopvangtoeslag")
    walker.look("kan")
    walker.press("Kinderopvangtoeslag aanvragen")
    assert "Tijn Vos" in walker.text()
    assert "Noor Vos" in walker.text()
    walker.look("opvang")
    walker.page.get_by_label("Tijn Vos: Hoeveel uur per maand").fill("veel")
    walker.press("Bewaren en verder")
    assert "Schrijf een heel getal" in walker.text()
    walker.look("fout")
    walker.page.get_by_label("Tijn Vos: Hoeveel uur per maand").fill("40")
    walker.page.get_by_label("Tijn Vos: Hoeveel betaalt u per uur").fill("9,50")
    walker.page.get_by_label("Buitenschoolse opvang (bso)").check()
    walker.press("Bewaren en verder")
    assert "€ 1.364" in walker.text().replace("\u00a0", " ")
    walker.look("controle")
    walker.press("Aanvraag versturen")
    assert "ontvangen" in walker.text()
    walker.look("ontvangst")
    walker.finish()
