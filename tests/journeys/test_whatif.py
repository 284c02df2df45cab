"""Comparing two versions of a law in a browser, at 1280 and 390 wide."""

import pytest

from tests.journeys.walker import Walker

pytestmark = [pytest.mark.journey, pytest.mark.slow]


def _sign_in(walker: Walker) -> None:
    walker.go("/werk/")
    walker.click("Karim Bos", "button")


def _compare(walker: Walker) -> None:
    _sign_in(walker)
    walker.go("/regie/wat-als/")
    walker.look("whatif-form")
    walker.page.get_by_label("Van deze versie").select_option("zorgtoeslag@2025-01-01")
    walker.page.get_by_label("Naar deze versie").select_option("zorgtoeslag@2026-01-01")
    walker.press("Vergelijk")
    assert "verzonnen mensen" in walker.text()
    walker.look("whatif-result")


def test_two_versions_are_compared_on_a_desk(desk: Walker) -> None:
    _compare(desk)


def test_two_versions_are_compared_on_a_phone(phone: Walker) -> None:
    _compare(phone)
