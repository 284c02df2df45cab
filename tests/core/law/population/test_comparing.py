"""Two versions over the same people: who gains and loses, counted by hand."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from oogopslag.core.law import LawError
from oogopslag.core.law.expression import parse
from oogopslag.core.law.population.comparing import Comparison, Version, compare
from oogopslag.core.law.tree import Rule, Scheme
from tests.core.law.population.generated import DICTIONARY, ON, scheme_of

FRAME = pl.DataFrame(
    {
        "id": [1, 2, 3, 4, 5],
        "partner": [2, 1, None, None, None],
        "kinderen": [[4], [4], [], [], []],
        "inkomen": [10_00, 50_00, 200_00, 30_00, None],
        "gehuwd": [True, True, False, False, False],
    },
    schema_overrides={"partner": pl.Int64, "kinderen": pl.List(pl.Int64)},
)


def version(amount: str, condition: str) -> Version:
    rule = Rule(name="uit", type="amount", node=parse(amount), article="1", line=1)
    return Version(scheme=scheme_of({"uit": rule}, [parse(condition)]), on=ON)


def compared(first: Version, second: Version) -> Comparison:
    with ThreadPoolExecutor(1) as pool:
        return compare(
            first, second, FRAME.lazy(), DICTIONARY, latest=date(2030, 12, 31), executor=pool
        )


def test_gains_losses_and_rights_that_begin_or_end_are_counted() -> None:
    # Before: € 100 below an income of € 100. After: € 120 for the married, € 70 for others, below
    # € 250. Persons 1 and 2: +20. Person 3 begins: +70. Person 4: −30. Person 5 is not known.
    found = compared(
        version("€ 100", "inkomen < € 100"),
        version("als gehuwd dan € 120 anders € 70", "inkomen < € 250"),
    )
    everybody = found.everybody
    assert (everybody.people, everybody.gain, everybody.lose) == (5, 3, 1)
    assert (everybody.same, everybody.undecided) == (0, 1)
    assert (found.began, found.ended) == (1, 0)
    assert (found.gained, found.lost) == (110_00, 30_00)
    assert everybody.cents == found.gained - found.lost == 80_00
    assert (found.first.entitled, found.first.cents) == (3, 300_00)
    assert (found.second.entitled, found.second.cents) == (4, 380_00)
    assert (found.first.depends, found.second.depends) == (1, 1)
    steps = {step.above: (step.gain, step.lose) for step in found.steps}
    assert steps[10_00] == (2, 0)
    assert steps[25_00] == (0, 1)
    assert steps[50_00] == (1, 0)
    households = {group.name: (group.people, group.cents) for group in found.households}
    assert households == {"alone": (3, 40_00), "together_with_children": (2, 40_00)}


def test_a_condition_that_asks_more_costs_questions() -> None:
    # Person 5's income decides nothing in the first version and everything in the second.
    found = compared(version("€ 100", "gehuwd"), version("€ 100", "niet gehuwd en inkomen > € 1"))
    assert (found.first.questions, found.second.questions) == (0, 1)


def test_amounts_over_different_periods_are_not_compared() -> None:
    first = version("€ 100", "gehuwd")
    monthly: Scheme = replace(first.scheme, period="month")
    with pytest.raises(LawError, match="per year, the second per month"):
        compared(first, Version(scheme=monthly, on=ON))
