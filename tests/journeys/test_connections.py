"""An organisation's developer makes a key, tries it and sees the log, on a phone and at a desk."""

import pytest

from tests.journeys.walker import Walker

pytestmark = pytest.mark.journey


def walk(walker: Walker) -> None:
    walker.go("/werk/")
    walker.press("Sanne Kok")
    walker.look("connections-empty")
    walker.page.get_by_label("Waar is hij voor?").fill("Vergunningensysteem, acceptatie")
    walker.press("Maak de sleutel")
    walker.look("key-shown-once")
    key = walker.page.locator("code").first.inner_text()
    assert key.startswith("oog_test_")
    assert walker.page.get_by_label("Sleutel", exact=True).input_value() == key
    walker.press("Verstuur deze aanroep")
    walker.look("tried")
    assert "deliveredTo" in walker.text()
    walker.click("Koppelingen")
    walker.look("connections")
    assert "Vergunningensysteem" in walker.text()
    walker.click("Gebeurtenissen en de proefomgeving")
    walker.look("events")
    assert "contradicts" in walker.text()
    walker.page.get_by_label("Adres", exact=True).fill("http://niet-veilig.example/")
    walker.press("Maak de webhook")
    walker.look("wrong-address")
    assert "moet https zijn" in walker.text()
    walker.press("1 uur verder")
    assert "Hij is vooruitgezet" in walker.text()


def test_a_developer_connects_on_a_phone(phone: Walker) -> None:
    walk(phone)


def test_a_developer_connects_at_a_desk(desk: Walker) -> None:
    walk(desk)
