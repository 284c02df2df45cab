"""Cases, tasks and contacts of other organisations, looked at in a browser."""

import dataclasses

import pytest

from tests.journeys.test_main import sign_in
from tests.journeys.walker import Walker

pytestmark = pytest.mark.journey


@pytest.fixture(autouse=True)
def twins(settings) -> None:  # type: ignore[no-untyped-def]
    from oogopslag.conf.commands.demo import TWINS

    values = {name.removeprefix("OOGOPSLAG_").lower(): text for name, text in TWINS.items()}
    values["mijn_taken"] += "; dienst-toeslagen http://127.0.0.1:9 t"
    settings.CONFIG = dataclasses.replace(settings.CONFIG, **values)


def test_what_stands_elsewhere_looks_like_what_began_here(phone: Walker, desk: Walker) -> None:
    sign_in(phone, "Suzanne de Wit")
    phone.page.get_by_text("Kentekenbewijs uploaden").first.wait_for()
    phone.look("overzicht")
    duties = phone.page.locator("#doen .oog-duty").all_inner_texts()
    assert "Kentekenbewijs uploaden" in duties[0], "theirs stands among ours, soonest first"
    assert phone.page.locator(".oog-summary__number").first.inner_text() == str(len(duties))
    assert "Bewonersparkeervergunning" in phone.page.locator("#loopt").inner_text()
    assert "Dienst Toeslagen geeft nu geen antwoord" in phone.text()
    phone.go("/zaken/")
    phone.look("zaken")
    phone.click("Bewonersparkeervergunning VS-2026-000417")
    phone.look("zaak-elders")
    assert "houdt deze zaak zelf bij" in phone.text()
    phone.go("/berichten/")
    phone.look("berichten")
    assert "Vraag over parkeren" in phone.text()

    sign_in(desk, "Joke van Rijn")
    desk.look("overzicht")
    assert "Uitvoeren" in desk.text()
