"""What would change the answer is true: there it turns, and a step beside it not."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oogopslag.core.law import Change, Library, Person, changes, read_library
from oogopslag.core.law.changing import step_of
from oogopslag.core.law.population.making import people
from oogopslag.core.law.population.margins import read_margins
from oogopslag.core.law.scope import Scope
from oogopslag.core.law.tree import Scheme
from tests.core.law.conftest import CONTENT
from tests.core.law.population.test_agreement import people_of
from tests.core.law.population.test_population import everybody

LIBRARY: Library = read_library(CONTENT)
MARGINS = read_margins(CONTENT / "population")
ON = date(2026, 11, 25)
HOLDS_UP_TO = ("meer dan", "hoogstens", ": geen", "more than", "at most", ": none")
"""Words after which the amount itself still gives the right, and one step more does not."""


def made(scheme: Scheme, seed: int, size: int) -> Iterator[Person]:
    """Likely people, and people whose every fact is anything at all."""
    likely = next(people(MARGINS, LIBRARY.dictionary, size=size, seed=seed))
    for frame in (likely, everybody(seed=seed, size=size)):
        found = people_of(frame, scheme, LIBRARY.dictionary)
        yield from (found.person(row) for row in range(len(found)))


def right(scheme: Scheme, person: Person, on: date) -> bool | None:
    """Entitled, not, or open."""
    span = Scope(scheme, LIBRARY.dictionary, person, on).entitled()
    return bool(span.low) if span.decided else None


def check(scheme: Scheme, person: Person, change: Change) -> None:
    now = right(scheme, person, ON)
    assert now is not None
    if change.fact == "peildatum":
        day = change.threshold
        assert isinstance(day, date)
        before, after = (right(scheme, person, one) for one in (day - timedelta(days=1), day))
        if change.effect["nl"].startswith(("Dan wordt het bedrag", "Dan verandert het bedrag")):
            assert before is after is True
        else:
            assert before is now
            assert after is not now
        return
    at, step = change.threshold, step_of(LIBRARY.dictionary.kind_of(change.fact))
    assert isinstance(at, int)
    maybe = "misschien" in change.effect["nl"]
    at_it = right(scheme, person.knowing({change.fact: at}), ON)
    assert at_it is None if maybe else at_it is True, change
    beyond = at + step if any(one in change.text["nl"] for one in HOLDS_UP_TO) else at - step
    after = right(scheme, person.knowing({change.fact: beyond}), ON)
    assert after is False if now or maybe else after is not True, change


@pytest.mark.parametrize("name", LIBRARY.names())
def test_at_that_amount_and_on_that_day_the_answer_turns(name: str) -> None:
    scheme = LIBRARY.scheme(name, ON)
    for person in made(scheme, seed=len(name), size=12):
        for change in changes(scheme, person, ON, LIBRARY.dictionary):
            check(scheme, person, change)


@pytest.mark.slow
@settings(max_examples=12, deadline=None)
@given(seed=st.integers(1, 2**32), name=st.sampled_from(LIBRARY.names()))
def test_it_turns_for_whoever_it_is(seed: int, name: str) -> None:
    scheme = LIBRARY.scheme(name, ON)
    for person in made(scheme, seed, 20):
        for change in changes(scheme, person, ON, LIBRARY.dictionary):
            check(scheme, person, change)
