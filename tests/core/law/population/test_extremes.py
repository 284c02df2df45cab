"""The highest and lowest of a relation: of who counts, and what is written for nobody."""

from typing import Any

import polars as pl
import pytest

from oogopslag.core.law import LawError, evaluate
from oogopslag.core.law.checking import type_of
from oogopslag.core.law.expression import parse
from oogopslag.core.law.tree import Rule, Scheme
from oogopslag.core.law.words import sentence
from tests.core.law.population.generated import DICTIONARY, ON, TYPES, scheme_of
from tests.core.law.population.test_agreement import agree, people_of

# Person 1 has children 2 (€ 30) and 3 (€ 50, married), person 2 nobody, person 3 a child of whom
# no income is known, person 4 children nobody knows; person 5 has 2 and perhaps 6 (€ 10).
FRAME = pl.DataFrame(
    {
        "id": [1, 2, 3, 4, 5, 6],
        "kinderen": [[2, 3], [], [4], None, [2, 6], []],
        "inkomen": [900_00, 30_00, 50_00, None, 0, 10_00],
        "gehuwd": [False, False, True, False, True, None],
    },
    schema_overrides={"kinderen": pl.List(pl.Int64)},
)
HIGHEST = 1_000_000_00


def scheme(amount: str) -> Scheme:
    rule = Rule(name="uit", type="amount", node=parse(amount), article="1", line=1)
    return scheme_of({"uit": rule}, [parse("ja")])


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        ("laagste(kinderen: inkomen, anders € 7)",
         [(30_00, 30_00), (7_00, 7_00), (0, HIGHEST), (0, HIGHEST), (10_00, 10_00)]),
        ("hoogste(kinderen: inkomen, anders € 7)",
         [(50_00, 50_00), (7_00, 7_00), (0, HIGHEST), (0, HIGHEST), (30_00, 30_00)]),
        ("laagste(kinderen: inkomen, waar gehuwd, anders € 7)",
         [(50_00, 50_00), (7_00, 7_00), (7_00, 7_00), (0, HIGHEST), (7_00, 10_00)]),
        ("laagste(kinderen: inkomen, waar niet gehuwd, anders € 7)",
         [(30_00, 30_00), (7_00, 7_00), (0, HIGHEST), (0, HIGHEST), (10_00, 30_00)]),
        ("hoogste(kinderen: inkomen, waar niet gehuwd, anders € 7)",
         [(30_00, 30_00), (7_00, 7_00), (0, HIGHEST), (0, HIGHEST), (30_00, 30_00)]),
        # Below zero too: nothing starts from zero.
        ("hoogste(kinderen: € 20 - inkomen, anders -€ 7)",
         [(-10_00, -10_00), (-7_00, -7_00), (20_00 - HIGHEST, 20_00), (20_00 - HIGHEST, 20_00),
          (10_00, 10_00)]),
    ],
)  # fmt: skip
def test_the_lowest_and_highest_are_of_who_counts(
    amount: str, expected: list[tuple[int, int]]
) -> None:
    made = scheme(amount)
    people = people_of(FRAME, made, DICTIONARY)
    found = [evaluate(made, people.person(row), ON, DICTIONARY) for row in range(5)]
    assert [(one.amount_low, one.amount_high) for one in found] == expected
    agree(FRAME, made, ON, DICTIONARY, block=2)


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("laagste(kinderen: inkomen)", "What is the laagste of nobody"),
        ("hoogste(kinderen: inkomen, waar gehuwd)", "What is the hoogste of nobody"),
        ("laagste(kinderen: inkomen, anders schuld)", "takes one number or amount"),
        ("som(kinderen: inkomen, anders € 0)", "expected 'waar'"),
        ("laagste(kinderen: inkomen, anders 5)", "takes an amount with a number"),
        ("laagste(kinderen: geboren, anders € 0)", "cannot take a date"),
    ],
)
def test_what_nobody_gives_is_written_and_fits(text: str, refusal: str) -> None:
    with pytest.raises(LawError, match=refusal):
        type_of(parse(text), TYPES)


def test_what_nobody_gives_stands_in_the_sentence() -> None:
    node: Any = parse("laagste(kinderen: inkomen, waar gehuwd, anders € 7)")
    assert sentence(node, "nl").endswith("waar gehuwd, anders €\u00a07")


@pytest.mark.parametrize("sign", ["=", "<", "<=", ">", "<>"])
def test_two_constants_over_the_same_fact_are_compared_for_each_member(sign: str) -> None:
    condition = f"aantal(kinderen, waar 5 / max(1, uren) {sign} 6 / max(1, uren)) > 0"
    rule = Rule(name="uit", type="amount", node=parse("€ 1"), article="1", line=1)
    frame = FRAME.with_columns(uren=pl.Series([1, 2, 3, None, 5, 6]))
    agree(frame, scheme_of({"uit": rule}, [parse(condition)]), ON, DICTIONARY, block=2)
