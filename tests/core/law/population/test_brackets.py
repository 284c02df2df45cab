"""A table in brackets counts the bounds that are passed, and gives each what the choices give."""

from fractions import Fraction
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from oogopslag.core.law.population.brackets import brackets
from oogopslag.core.law.tree import Aggregate, Choice, Constant, Name, Node, Operation, Rule
from tests.core.law.population.generated import DICTIONARY, ON, scheme_of
from tests.core.law.population.test_agreement import agree

INCOME = Name("inkomen")
BOTH = Operation("+", (INCOME, Name("schuld")))
HALF = Operation("/", (INCOME, Constant(Fraction(2), "number")))
YES = Constant(True, "boolean")


def table(subject: Node, bounds: list[int], values: list[Fraction]) -> Node:
    """The choices a decision table is lowered to, in balance."""
    if not bounds:
        return Constant(values[0], "number")
    middle = len(bounds) // 2
    return Choice(
        Operation("<=", (subject, Constant(bounds[middle], "amount"))),
        table(subject, bounds[:middle], values[: middle + 1]),
        table(subject, bounds[middle + 1 :], values[middle + 1 :]),
    )


def scheme(node: Node) -> Any:
    rules = {
        "deel_nu": Rule(name="deel_nu", type="number", node=node, article="1", line=1),
        "uit": Rule(name="uit", type="amount", article="2", line=1,
                    node=Operation("*", (Name("deel_nu"), Constant(100_00, "amount")))),
    }  # fmt: skip
    return scheme_of(rules, [YES])


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from([INCOME, BOTH, HALF, Name("inkomen", "partner")]),
    st.lists(st.integers(-500_00, 1_000_000_00), min_size=4, max_size=12, unique=True),
    st.data(),
)
def test_everybody_gets_the_value_of_their_bracket(
    subject: Node, bounds: list[int], data: Any
) -> None:
    bounds.sort()
    number = st.fractions(-2, 2, max_denominator=1000)
    values = data.draw(st.lists(number, min_size=len(bounds) + 1, max_size=len(bounds) + 1))
    near = st.sampled_from([
        min(max(bound * times + step, 0), 1_000_000_00)
        for bound in bounds for step in (-1, 0, 1) for times in (1, 2)
    ])  # fmt: skip
    incomes = data.draw(st.lists(st.one_of(near, st.none()), min_size=6, max_size=6))
    frame = pl.DataFrame({
        "id": range(6), "inkomen": pl.Series(incomes, dtype=pl.Int64),
        "schuld": [0, 1, -1, 0, None, 7], "partner": [1, 0, 3, 2, None, None],
    })  # fmt: skip
    agree(frame, scheme(table(subject, bounds, values)), ON, DICTIONARY, 4)


def test_only_choices_about_one_thing_in_rising_bounds_are_a_table() -> None:
    values = [Fraction(one) for one in range(6)]
    whole = table(INCOME, [1, 2, 3, 4, 5], values)
    assert isinstance(whole, Choice)
    found = brackets(whole)
    assert found is not None
    assert (found.subject, found.bounds) == (INCOME, (1, 2, 3, 4, 5))
    assert found.values == tuple(values)
    for other in (
        table(INCOME, [1, 2, 3], values[:4]),
        table(INCOME, [1, 3, 2, 4, 5], values),
        Choice(Operation("<=", (BOTH, Constant(9, "amount"))), whole, whole),
        Choice(Operation("<", (INCOME, Constant(9, "amount"))), whole, whole),
        Choice(Operation("<=", (INCOME, Constant(9, "amount"))), whole, Name("deel")),
        Choice(Aggregate("any", "kinderen", YES, None), whole, whole),
    ):
        assert isinstance(other, Choice)
        assert brackets(other) is None
