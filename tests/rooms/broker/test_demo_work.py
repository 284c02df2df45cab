"""The demonstration's year of work: done once, by the rules, and public pages show it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from oogopslag.broker import actions, queries
from oogopslag.insight import actions as insight
from oogopslag.insight import queries as figures
from oogopslag.insight.models import Body

pytestmark = pytest.mark.django_db


def test_a_year_of_work_is_done_once_and_by_the_rules() -> None:
    today = timezone.localdate()
    for slug in ("gemeente-veenstad", "gemeente-rietdam"):
        Body.objects.create(slug=slug, name=slug, layer="municipal", since=today)
    assert actions.do_demo_work()
    assert not actions.do_demo_work()
    actions.count_own_card()

    depths = [depth for depth, _ in queries.strategy()]
    assert depths[0] == 0
    assert max(depths) == 3
    tracks = queries.roadmap()
    assert {bool(one.done) for one in tracks} == {True, False}
    moved = [one for one in tracks if one.recalibrated]
    assert all(shift.reason for one in moved for shift in one.shifts.all())
    # What waits for something late is itself expected later than its first date.
    assert any(one.expected > one.original for one in tracks if not one.done)
    bundled = next(row for row in queries.wishes() if row.votes > 3)
    assert bundled.votes == 4
    card = queries.own_card()
    assert (card.failed, card.proposals, card.wishes, card.answered) == (1, 3, 4, 1)
    # Nothing was measured yet, so no proof and no last part of any proposal.
    assert all(not proofs for _measure, _state, proofs in queries.measures())
    assert card.effect == 0
    assert not [one for one in queries.promises() if one.kept and one.kept > today]
    assert any(one.due < today - timedelta(days=5) for one in queries.promises() if not one.kept)


@pytest.mark.slow
def test_with_the_years_scorecards_effects_are_read_and_the_own_card_shows_work(
    tmp_path, settings
) -> None:  # type: ignore[no-untyped-def]
    from dataclasses import replace

    settings.CONFIG = replace(settings.CONFIG, data=tmp_path)
    insight.make_demo_year(timezone.localdate())
    insight.recompute()
    actions.do_demo_work()
    actions.count_own_card()

    states = {measure.title[:12]: (state, len(proofs))
              for measure, state, proofs in queries.measures()}  # fmt: skip
    assert states["Eén gedeelde"] == ("three", 3)
    assert {figures.card(slug).content["demo"] for slug in ("gemeente-veenstad",)} == {True}
    page = Client(headers={"accept-language": "nl"}).get("/trap/regisseur/").content.decode()
    assert "Verhuizing die zichzelf invult" in page
    assert "Tien slechtste brieven herschreven" in page
