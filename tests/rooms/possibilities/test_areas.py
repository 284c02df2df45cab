"""A scheme of a municipality, province or water board reaches who lives there, and nobody else."""

from datetime import date

import pytest
from django.conf import settings

from oogopslag.catalogue import queries as catalogue
from oogopslag.facts import actions as facts
from oogopslag.facts.population import inhabitants
from oogopslag.people import queries as people
from oogopslag.possibilities import actions, queries

UTRECHT, VEENSTAD, MEERWIJK = "0344", "9999", "9998"
REGIONAL = {"isolatiehulp", "kwijtschelding"}
LOCAL = {"inkomenstoeslag", "kwijtschelding-gemeente", "bijzondere-bijstand", "parkeervergunning"}


def cards(town: str) -> set[str]:
    folder = settings.CONFIG.content / "population"
    facts.load_population(folder, size=1, seed=3, town=town)
    first = next(inhabitants(folder, size=1, seed=3, today=date(2026, 1, 1), town=town))
    resident = people.resident_by_bsn(first.bsn)
    actions.ensure(resident)
    return {one.service.slug for one in queries.of_resident(resident)}


@pytest.mark.parametrize(
    ("town", "reached"),
    [
        (UTRECHT, set()),
        (VEENSTAD, REGIONAL | LOCAL),
        (MEERWIJK, {*REGIONAL, "inkomenstoeslag-meerwijk"}),
    ],
)
def test_the_cards_of_a_town_are_its_own(world: None, town: str, reached: set[str]) -> None:
    found = cards(town)
    assert {one for one in found if catalogue.service(one).area} == reached
    assert "zorgtoeslag" in found


def test_who_lives_nowhere_known_is_not_left_out() -> None:
    assert catalogue.service("isolatiehulp").reaches({})
    assert not catalogue.service("isolatiehulp").reaches({"gemeente_code": UTRECHT})
