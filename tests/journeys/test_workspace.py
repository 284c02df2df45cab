"""The civil servant's daily pages in both languages, at both widths, and by keyboard alone."""

import dataclasses

import pytest

from oogopslag.cases import actions
from oogopslag.catalogue import queries as catalogue
from oogopslag.core.casework import Outcome
from tests import builders
from tests.journeys.test_main import sign_in, sign_in_staff
from tests.journeys.walker import Walker

pytestmark = pytest.mark.journey


def test_a_days_work_looked_at_in_two_languages(desk: Walker, phone: Walker) -> None:
    suzanne, karim = builders.resident(), builders.staff()
    for number in range(3):
        builders.case(suzanne, key=f"k{number}")
    refused = builders.decided(suzanne, karim, Outcome.REFUSE, key="r")
    objection = actions.object_to(refused.id, suzanne, grounds="Dat klopt niet.", key="o")
    sign_in_staff(desk, "Karim Bos")
    sign_in_staff(phone, "Karim Bos")
    for walker in (desk, phone):
        walker.go("/werk/")
        walker.look("werklijst")
        walker.go(f"/werk/zaken/{objection.id}/")
        for summary in ("Horen plannen", "Niet horen", "Een commissie"):
            walker.page.get_by_text(summary).first.click()
        walker.look("bezwaar")
    desk.go("/werk/")
    for box in desk.page.get_by_role("checkbox").all()[:2]:
        box.check()
    desk.press("Gekozen zaken toekennen waarin het recht zeker is")
    desk.look("samen")
    for walker in (desk, phone):
        walker.go("/werk/team/")
        walker.look("team")
        walker.press("EN, switch to English")
        walker.look("team-engels")
        walker.go("/werk/")
        walker.look("werklijst-engels")


def test_the_work_list_is_walked_by_keyboard(desk: Walker) -> None:
    builders.case(builders.resident())
    builders.staff()
    sign_in_staff(desk, "Karim Bos")
    desk.go("/werk/")
    reached = []
    for _ in range(40):
        desk.page.keyboard.press("Tab")
        reached.append(desk.page.evaluate("document.activeElement.textContent.trim().slice(0, 40)"))
        if reached[-1].startswith("Suzanne de Wit"):
            break
    assert reached[-1].startswith("Suzanne de Wit"), reached
    desk.page.keyboard.press("Enter")
    desk.page.wait_for_url("**/werk/zaken/**")
    assert "Suzanne de Wit" in desk.text()


def test_paying_and_booking_in_two_languages(phone: Walker, desk: Walker, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    services = dict(catalogue._services())
    with_desk = next(one for one in services.values() if one.desk)
    services["zorgtoeslag"] = dataclasses.replace(
        services["zorgtoeslag"],
        fee=next(one.fee for one in services.values() if one.fee),
        desk=with_desk.desk,
    )
    monkeypatch.setattr(catalogue, "_services", lambda: services)
    case = builders.case(builders.resident())
    for walker in (phone, desk):
        sign_in(walker, "Suzanne de Wit")
        walker.go(f"/zaken/{case.id}/betalen/")
        walker.look("betalen")
        walker.go(f"/zaken/{case.id}/afspraak/")
        walker.look("afspraak")
        walker.press("EN, switch to English")
        walker.look("afspraak-engels")
        walker.go(f"/zaken/{case.id}/betalen/")
        walker.look("betalen-engels")
