"""Every row of a sweep is what the scalar reader says of that person."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import polars as pl
import pytest
from hypothesis import HealthCheck, assume, given, note, settings
from hypothesis import strategies as st

from oogopslag.core.law import FactDictionary, Finding, LawError, evaluate
from oogopslag.core.law.operations import OPERATORS
from oogopslag.core.law.population import (
    Chunk,
    Here,
    People,
    Plan,
    compiled,
    read,
    shape_of,
    sweep,
    wanted_by,
)
from oogopslag.core.law.population.calendar import Calendar
from oogopslag.core.law.population.column import Columns
from oogopslag.core.law.population.operators import DIRECTIONS, OWN_RULES, operators
from oogopslag.core.law.population.program import Builder
from oogopslag.core.law.tree import Scheme
from oogopslag.core.law.words import sentence
from tests.core.law.population.generated import DICTIONARY, ON, acceptable, schemes, tables

VERDICTS = {0: "not", 1: "depends", 2: "entitled"}
LATEST = date(2030, 12, 31)
Row = tuple[str, int | None, int | None, int, str | None]


def people_of(frame: pl.DataFrame, scheme: Scheme, dictionary: FactDictionary) -> People:
    return read(frame.lazy(), dictionary, wanted_by([scheme], dictionary, LATEST))


def swept(
    people: People, scheme: Scheme, on: date, dictionary: FactDictionary, block: int
) -> dict[int, Row]:
    """What the sweep says of each person, by id."""
    plan = compiled([scheme], on, dictionary, shape_of(people))
    with ThreadPoolExecutor(2) as executor:
        chunks = list(
            sweep(plan, Here(people), len(people), executor, block=block, chunk=2 * block)
        )
    return {int(people.ids[i]): row for chunk in chunks for i, row in _rows(plan, chunk, scheme)}


def _rows(plan: Plan, chunk: Chunk, scheme: Scheme) -> list[tuple[int, Row]]:
    answers, questions = chunk.answers[scheme.name], plan.ranges[scheme.name].questions
    rows = []
    for i in range(chunk.stop - chunk.start):
        money = answers.low is not None and answers.high is not None and answers.verdict[i] > 0
        money = money and not answers.lacking[i]
        asked = int(answers.question[i])
        rows.append((chunk.start + i, (
            VERDICTS[int(answers.verdict[i])],
            int(answers.low[i]) if money else None,  # type: ignore[index]
            int(answers.high[i]) if money else None,  # type: ignore[index]
            int(answers.missing[i]),
            questions[asked] if asked >= 0 else None,
        )))  # fmt: skip
    return rows


def said(found: Finding) -> Row:
    return (
        str(found.verdict),
        found.amount_low,
        found.amount_high,
        len(found.missing),
        found.next_question,
    )


def agree(
    frame: pl.DataFrame, scheme: Scheme, on: date, dictionary: FactDictionary, block: int
) -> None:
    people = people_of(frame, scheme, dictionary)
    rows = swept(people, scheme, on, dictionary, block)
    for row, number in enumerate(people.ids):
        found = evaluate(scheme, people.person(row), on, dictionary)
        assert rows[int(number)] == said(found), f"person {number}"


SLOW = settings(
    max_examples=250,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


@pytest.mark.slow
@SLOW
@given(schemes(), st.one_of(tables(gaps=False), tables()), st.integers(1, 4))
def test_generated_rules_give_each_person_the_same_in_columns(
    scheme: Scheme, frame: pl.DataFrame, block: int
) -> None:
    assume(acceptable(scheme))
    for name, rule in scheme.rules.items():
        note(f"{name}: {sentence(rule.node, 'nl')}")
    for condition in scheme.conditions:
        note(f"voorwaarde: {sentence(condition.node, 'nl')}")
    try:
        agree(frame, scheme, ON, DICTIONARY, block)
    except LawError as refused:  # columns say so when rules follow more relations than they can
        assume("deeper" not in str(refused))
        raise


def test_every_operator_of_the_law_has_a_kernel_for_columns() -> None:
    columns = Columns(Builder())
    assert set(operators(columns, Calendar(columns)).functions) == set(OPERATORS)
    assert set(DIRECTIONS) | OWN_RULES == set(OPERATORS)
