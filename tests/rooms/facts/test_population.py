"""The demo town: seeded, valid, whole households, fitted to its margins."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from oogopslag.catalogue import queries as catalogue
from oogopslag.core.values import Bsn
from oogopslag.facts import actions, population, queries
from oogopslag.facts.models import TwinRecord
from oogopslag.people import queries as people
from oogopslag.possibilities.glance import glance

FOLDER = Path(__file__).resolve().parents[3] / "content" / "population"
TODAY = date(2026, 1, 1)


def town(size: int = 3_000, seed: int = 1, where: str = "9999") -> list[population.Inhabitant]:
    return list(population.inhabitants(FOLDER, size=size, seed=seed, today=TODAY, town=where))


def test_the_same_seed_gives_the_same_people_and_another_others() -> None:
    first, again, other = town(200), town(200), town(200, seed=2)
    assert first == again
    assert [one.person for one in first] != [one.person for one in other]


def test_every_bsn_is_valid_and_nobody_has_that_of_another() -> None:
    numbers = [one.bsn.number for one in town()]
    assert len(set(numbers)) == len(numbers)
    assert all(Bsn(number) and not number.startswith("9999") for number in numbers)


def test_partners_name_each_other_and_children_live_with_a_parent() -> None:
    by_number = {one.bsn.number: one.person for one in town()}
    for number, person in by_number.items():
        for partner in person["partners"]:
            back = by_number[partner["burgerservicenummer"]]["partners"]
            assert [one["burgerservicenummer"] for one in back] == [number]
        for child in person["kinderen"]:
            other = by_number[child["burgerservicenummer"]]
            assert other["verblijfplaats"] == person["verblijfplaats"]
            assert TODAY.year - int(other["geboorte"]["datum"]["datum"][:4]) <= 18


def test_municipalities_are_drawn_by_their_inhabitants() -> None:
    margins = population.Margins(FOLDER)
    assert sum(margins.towns.values()) == 17_590_672  # CBS 85067NED, 2022
    people_ = town(20_000, where="")
    found = Counter(one.person["gemeenteVanInschrijving"]["code"] for one in people_)
    share = margins.towns["0363"] / sum(margins.towns.values())
    assert found["0363"] / len(people_) == pytest.approx(share, rel=0.15)


def test_kinds_of_households_are_near_their_margins() -> None:
    people_ = town(20_000)
    homes: dict[str, list[population.Inhabitant]] = {}
    for one in people_:
        homes.setdefault(str(one.person["verblijfplaats"]), []).append(one)
    single = sum(len(members) == 1 for members in homes.values()) / len(homes)
    assert single == pytest.approx(0.39, abs=0.02)


@pytest.mark.django_db
def test_somebody_of_the_town_gets_a_glance_and_loading_again_adds_nobody(world) -> None:  # type: ignore[no-untyped-def]
    rows = TwinRecord.objects.filter(source="brp", payload__partners__isnull=False)
    personas = rows.count()
    for _ in range(2):
        made = actions.load_population(FOLDER, size=60, seed=1, town="9999")
    assert rows.count() == personas + made > personas
    adult = next(one for one in town(60) if one.registers and one.person["partners"])
    found = glance(adult.bsn, queries.today())
    here = [one for one in catalogue.services() if one.reaches({"gemeente_code": "9999"})]
    assert {one["service"] for one in found["possibilities"]} == {one.slug for one in here}
    resident = people.resident_by_bsn(adult.bsn)
    assert queries.known(resident).partner["zorgverzekerd"].source == "rvz"


def test_newer_facts_follow_the_margins_and_leave_some_to_ask() -> None:
    adults = [one for one in town() if one.registers]
    reports = [
        one.registers["kinderopvang"]["kinderen"] for one in adults if one.person["kinderen"]
    ]
    children = sum(len(one.person["kinderen"]) for one in adults)
    assert sum(map(len, reports)) / children == pytest.approx(0.75, abs=0.04)
    assert all("werkt_of_leert" in one.registers["uwv"] for one in adults)
    known = [one for one in adults if "verzamelinkomen" in one.registers["belastingdienst"]]
    for one in known:
        year = one.registers["belastingdienst"]["verzamelinkomen"]
        assert one.registers["uwv"]["netto_inkomen_per_maand"] <= year // 12
    assert len(known) < len(adults)
