"""Anybody reads where an organisation stands, how that was counted, and contests a figure."""

from datetime import date

import pytest
from django.utils import timezone

from tests.journeys.walker import Walker

pytestmark = pytest.mark.journey


@pytest.fixture
def year(demo, tmp_path, settings):  # type: ignore[no-untyped-def]
    """The demonstration year, computed, with its pictures drawn."""
    from dataclasses import replace

    from oogopslag.insight import actions
    from oogopslag.insight.demo_year import months_until

    settings.CONFIG = replace(settings.CONFIG, data=tmp_path)
    today: date = timezone.localdate()
    actions.make_demo_year(today)
    actions.recompute(today)
    return months_until(today, 2)[0]


def draw() -> None:
    """What the worker does every second."""
    from oogopslag.insight import pictures

    while pictures.draw_wanted():
        pass


def test_anybody_reads_a_scorecard(year, phone: Walker, desk: Walker) -> None:  # type: ignore[no-untyped-def]
    desk.go("/trap/")
    desk.go("/trap/gemeente-veenstad/")
    draw()
    for walker in (desk, phone):
        walker.go("/trap/")
        walker.look("trap")
        walker.go("/trap/gemeente-veenstad/")
        walker.look("scorekaart")
        assert "staat op trede 2" in walker.text()
        assert walker.page.locator(".oog-chart img").count() >= 1
        assert walker.page.evaluate(
            "() => [...document.querySelectorAll('.oog-chart img')].every(i => i.naturalWidth > 0)"
        )
        walker.go("/trap/gemeente-veenstad/cijfers/")
        walker.look("cijfers")
        walker.go("/trap/rekenen/")
        walker.look("rekenen")
        walker.go("/trap/gemeente-oosterveen/")
        walker.look("opgegaan")
        assert "Nog " not in walker.page.locator(".oog-lead").inner_text()

    phone.go("/trap/gemeente-veenstad/betwist/?cijfer=W2")
    phone.press("Versturen")
    phone.look("betwist-leeg")
    phone.page.get_by_label("Wat klopt er niet").fill("Onze telling is anders.")
    phone.press("Versturen")
    phone.look("betwist")
    assert "Onze telling is anders." in phone.text()
    phone.page.set_viewport_size({"width": 320, "height": 800})
    for path in ("/trap/", "/trap/gemeente-veenstad/", "/trap/gemeente-veenstad/cijfers/",
                 "/trap/gemeente-veenstad/kaart/", "/trap/rekenen/"):  # fmt: skip
        phone.go(path)
        assert not phone.scrolls_sideways(), path


def test_the_broker_walks_through_three_roles(year, desk: Walker, phone: Walker) -> None:  # type: ignore[no-untyped-def]
    from oogopslag.broker import actions as broker
    from oogopslag.insight import actions, demo_surveys

    demo_surveys.write(timezone.localdate())
    actions.reckon_answers()
    broker.do_demo_work()
    broker.count_own_card()
    pages = ("motivatie", "wensen", "estafette", "contracten", "strategie", "portfolio", "fonds",
             "besluiten", "aansluitingen", "relaties", "apps", "levensgebeurtenis",
             "levensgebeurtenis/verhuizen", "kloof", "escalaties", "betwist")  # fmt: skip
    for walker, names in ((desk, pages), (phone, ("motivatie", "portfolio", "kloof"))):
        walker.go("/regie/")
        walker.press("Rosa de Graaf")
        walker.look("regie")
        for name in names:
            walker.go(f"/regie/{name}/")
            draw()
            walker.page.reload()
            walker.look(name.replace("/", "-"))
        walker.go("/trap/regisseur/")
        walker.look("eigen-kaart")
    # A table that is stacked on a phone is still one: every cell says the head of its column.
    phone.go("/regie/kloof/")
    mirror = phone.page.get_by_role("table").last
    assert mirror.get_by_role("columnheader", name="Balie").count() == 1
    assert 'cell "Balie' in mirror.aria_snapshot()
    desk.go("/regie/strategie/")
    desk.page.get_by_label("In één regel").fill("Iedereen geholpen")
    desk.page.locator("main form button").last.click()
    desk.look("doel")
    assert "Iedereen geholpen" in desk.text()
    desk.page.get_by_label("Wat is het?").select_option("initiative")
    desk.page.get_by_label("In één regel").fill("Los initiatief")
    desk.page.locator("main form button").last.click()
    desk.look("geen-wees")
    assert "Alles hangt aan iets erboven" in desk.text()
    assert desk.page.get_by_label("In één regel").input_value() == "Los initiatief"
    desk.page.set_viewport_size({"width": 320, "height": 800})
    for path in ("/regie/", "/regie/portfolio/", "/regie/aansluitingen/", "/trap/regisseur/"):
        desk.go(path)
        assert not desk.scrolls_sideways(), path
