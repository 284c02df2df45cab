"""What goes on in the demonstration's town."""

import pytest

from oogopslag.cases import queries as cases
from oogopslag.conf import city
from oogopslag.facts import actions as facts
from oogopslag.facts.population import VEENSTAD
from oogopslag.inbox import queries as inbox
from oogopslag.people import queries as who


@pytest.mark.slow
def test_a_town_lives_once_and_every_state_of_a_case_is_there(world, settings) -> None:  # type: ignore[no-untyped-def]
    facts.load_population(settings.CONFIG.content / "population", size=120, seed=1, town=VEENSTAD)

    made = city.live(120, seed=1, applicants=30)

    rows = [row for row, _ in cases.work_list(who.organisation("dienst-toeslagen"), limit=100)]
    assert made > len(rows) > 3
    assert {row.turn for row in rows} == {"organisation", "resident"}
    assert len({row.received.date() for row in rows}) > 2, "some came on paper, days ago"
    assert inbox.duties_of(who.resident_by_bsn(city.MEHMET))
    assert city.live(120, seed=1, applicants=30) == 0
