"""Laws about the law engine: what is decided stays decided, and questions only get fewer."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oogopslag.core.law import Finding, Library, Person, Verdict, evaluate, read_library
from tests.core.law.conftest import CONTENT

LIBRARY: Library = read_library(CONTENT)
ON = date(2025, 6, 1)
MONEY = st.integers(0, 200_000_00)
FULL = st.fixed_dictionaries(
    {
        "geboortedatum": st.dates(date(1930, 1, 1), date(2015, 1, 1)),
        "heeft_toeslagpartner": st.booleans(),
        "verzamelinkomen": MONEY,
        "vermogen": MONEY,
        "zorgverzekerd": st.booleans(),
    }
)
PARTNER = st.fixed_dictionaries(
    {"verzamelinkomen": MONEY, "vermogen": MONEY, "zorgverzekerd": st.booleans()}
)
NAMES = ["geboortedatum", "heeft_toeslagpartner", "verzamelinkomen", "vermogen", "zorgverzekerd"]


def find(facts: dict, partner: dict) -> Finding:  # type: ignore[type-arg]
    person = Person(facts=facts, relations={"partner": (Person(facts=partner),)})
    return evaluate(LIBRARY.scheme("zorgtoeslag", ON), person, ON, LIBRARY.dictionary)


def bounds(found: Finding) -> tuple[int, int]:
    if found.verdict == Verdict.NOT:
        return 0, 0
    return found.amount_low or 0, found.amount_high or 0


@settings(max_examples=300, deadline=None)
@given(FULL, PARTNER, st.permutations(NAMES), st.integers(0, 3))
def test_each_new_fact_only_sharpens_the_answer(
    full: dict, partner: dict, order: list[str], of_partner: int
) -> None:  # type: ignore[type-arg]
    known_partner = dict(list(partner.items())[:of_partner])
    facts: dict = {}  # type: ignore[type-arg]
    before = find(facts, known_partner)
    for name in order:
        facts[name] = full[name]
        after = find(dict(facts), known_partner)
        if before.verdict in {Verdict.ENTITLED, Verdict.NOT}:
            assert after.verdict == before.verdict
        assert bounds(before)[0] <= bounds(after)[0] <= bounds(after)[1] <= bounds(before)[1]
        assert set(after.missing) <= set(before.missing) - {name}
        before = after
    truth = find(full, partner)
    assert truth.verdict in {Verdict.ENTITLED, Verdict.NOT}
    assert bounds(before)[0] <= bounds(truth)[0] <= bounds(before)[1]


@settings(max_examples=100, deadline=None)
@given(FULL, PARTNER)
def test_the_same_person_gives_the_same_bytes(full: dict, partner: dict) -> None:  # type: ignore[type-arg]
    assert find(full, partner).to_json() == find(full, partner).to_json()


@pytest.mark.parametrize("name", sorted(LIBRARY.names()))
def test_own_facts_are_asked_before_those_of_others(name: str) -> None:
    on = date(2026, 11, 26)
    finding = evaluate(LIBRARY.scheme(name, on), Person(), on, LIBRARY.dictionary)
    others = ["." in path for path in finding.missing]
    assert others == sorted(others)
