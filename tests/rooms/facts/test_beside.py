"""The people beside a resident: who counts, and what other registers add about them."""

from datetime import date
from fractions import Fraction

import pytest
from tests import builders

from oogopslag.core.values import Bsn
from oogopslag.facts import actions, loading, queries
from oogopslag.facts.models import Relative, TwinRecord
from oogopslag.people import queries as people
from oogopslag.possibilities import actions as possibilities
from oogopslag.possibilities import queries as found

pytestmark = pytest.mark.django_db
MEHMET, AMINA = "999000032", "999000081"


def asked(bsn: str):  # type: ignore[no-untyped-def]
    resident = people.resident_by_bsn(Bsn(bsn))
    actions.refresh(resident)
    return resident


def hours(resident) -> dict[str, object]:  # type: ignore[no-untyped-def]
    known = queries.known(resident)
    return {
        child.name: child.facts["opvanguren_per_maand"].value
        for child in known.children
        if "opvanguren_per_maand" in child.facts
    }


def test_childcare_is_known_for_each_child_with_its_source_and_day(world) -> None:  # type: ignore[no-untyped-def]
    mehmet = asked(MEHMET)
    assert hours(mehmet) == {"Elif Yilmaz": 40, "Emre Yilmaz": 32}
    (elif_,) = [one for one in queries.known(mehmet).children if one.name == "Elif Yilmaz"]
    fact = elif_.facts["opvanguren_per_maand"]
    assert (fact.source, fact.as_of) == ("kinderopvang", date(2026, 10, 31))
    children = queries.known(mehmet).person.relations["kinderen"]
    assert sorted(child.facts["opvanguren_per_maand"] for child in children) == [32, 40]


def test_asking_again_changes_nothing_and_keeps_what_was_added(world) -> None:  # type: ignore[no-untyped-def]
    mehmet = asked(MEHMET)
    assert actions.refresh(mehmet).changed == ()
    assert len(hours(mehmet)) == 2


def test_a_new_child_in_the_register_does_not_lose_what_is_known_of_the_others(world) -> None:  # type: ignore[no-untyped-def]
    mehmet = asked(MEHMET)
    row = TwinRecord.objects.get(source="brp", person_hash=people.hash_of(Bsn(MEHMET)))
    row.payload["kinderen"].append(
        {
            "naam": {"voornamen": "Can"},
            "geboorte": {"datum": {"type": "Datum", "datum": "2026-06-01"}},
        }
    )
    row.save()
    assert actions.refresh(mehmet, only=["brp"]).changed == ("brp",)
    assert Relative.objects.filter(resident=mehmet, relation="kinderen").count() == 3
    assert hours(mehmet) == {"Elif Yilmaz": 40, "Emre Yilmaz": 32}


def test_what_the_organisation_takes_back_is_gone(world) -> None:  # type: ignore[no-untyped-def]
    mehmet = asked(MEHMET)
    loading.keep_facts(Bsn(MEHMET), "kinderopvang", {}, date(2026, 11, 30))
    assert actions.refresh(mehmet).changed == ("kinderopvang",)
    assert hours(mehmet) == {}


def test_a_report_about_a_child_nobody_registered_makes_no_child(world) -> None:  # type: ignore[no-untyped-def]
    stranger = {
        "naam": "X",
        "facts": {"geboortedatum": {"date": "2020-01-01"}, "opvanguren_per_maand": 9},
    }
    loading.keep_facts(Bsn(MEHMET), "kinderopvang", {}, date(2026, 11, 30), children=[stranger])
    assert hours(asked(MEHMET)) == {}


def test_the_partner_is_no_co_resident_and_all_in_the_house_are_counted(world) -> None:  # type: ignore[no-untyped-def]
    known = queries.known(asked(MEHMET))
    assert known.values["aantal_bewoners"].value == Fraction(4)
    assert "medebewoners" not in known.person.relations  # two of them no register names
    assert known.values["gezamenlijke_huishouding"].value is True


def test_a_parent_alone_with_children_has_no_partner_in_the_house(world) -> None:  # type: ignore[no-untyped-def]
    known = queries.known(asked(AMINA))
    assert known.values["heeft_toeslagpartner"].value is False
    assert known.values["gezamenlijke_huishouding"].value is False
    assert known.values["aantal_bewoners"].value == Fraction(3)


def test_a_resident_sees_the_ordinance_of_their_own_town_only(world) -> None:  # type: ignore[no-untyped-def]
    seen = {}
    for bsn in (AMINA, builders.SUZANNE.number):
        resident = asked(bsn)
        possibilities.compute(resident)
        seen[bsn] = {one.service.slug for one in found.of_resident(resident)}
    assert {"inkomenstoeslag-meerwijk"} <= seen[AMINA]
    assert not {"inkomenstoeslag", "kwijtschelding-gemeente"} & seen[AMINA]
    assert {"inkomenstoeslag", "kwijtschelding-gemeente"} <= seen[builders.SUZANNE.number]


def test_each_service_stands_in_one_group_and_special_costs_are_not_suggested(suzanne) -> None:  # type: ignore[no-untyped-def]
    possibilities.ensure(suzanne)
    groups = found.grouped(suzanne)
    parts = [groups.suggested, groups.waiting, groups.duties, groups.impossible, groups.paid]
    slugs = [one.service.slug for part in parts for one in part]
    assert len(slugs) == len(set(slugs))
    assert "bijzondere-bijstand" in [one.service.slug for one in groups.waiting]
    assert "bijzondere-bijstand" not in [one.service.slug for one in groups.suggested]
    everything = {one.service.slug for one in found.of_resident(suzanne)}
    assert everything - set(slugs) <= {"wmo-bijdrage"}  # she pays none
