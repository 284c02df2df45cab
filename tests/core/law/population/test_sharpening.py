"""The laws of unknown facts for everybody at once: what is filled in only sharpens the answers."""

from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from oogopslag.core.law import LawError
from oogopslag.core.law.tree import Scheme
from tests.core.law.population.generated import (
    DICTIONARY,
    LIST_RELATIONS,
    ON,
    acceptable,
    schemes,
    tables,
)
from tests.core.law.population.test_agreement import Row, people_of, swept

STANDING = settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


def blanked(draw: Any, frame: pl.DataFrame) -> pl.DataFrame:
    """The same people of whom less is known: cells are emptied and columns are gone."""
    for name in frame.columns:
        if name == "id":
            continue
        if draw(st.integers(0, 4)) == 0:
            frame = frame.drop(name)
        elif name in DICTIONARY or name in LIST_RELATIONS:
            kept = pl.Series(draw(st.lists(st.booleans(), min_size=len(frame),
                                           max_size=len(frame))))  # fmt: skip
            frame = frame.with_columns(pl.when(kept).then(pl.col(name)).alias(name))
    return frame


def bounds(row: Row) -> tuple[int, int]:
    """What can be paid: nothing when there is certainly no right."""
    verdict, low, high, *_ = row
    if verdict == "not":
        return 0, 0
    low, high = low or 0, high or 0
    return (low, high) if verdict == "entitled" else (min(0, low), max(0, high))


@pytest.mark.slow
@STANDING
@given(schemes(), tables(), st.data())
def test_what_is_filled_in_only_sharpens_everybodys_answer(
    scheme: Scheme, frame: pl.DataFrame, data: Any
) -> None:
    assume(acceptable(scheme))
    less = blanked(data.draw, frame)
    try:
        before = swept(people_of(less, scheme, DICTIONARY), scheme, ON, DICTIONARY, 3)
        after = swept(people_of(frame, scheme, DICTIONARY), scheme, ON, DICTIONARY, 3)
    except LawError as refused:  # columns say so when rules follow more relations than they can
        assume("deeper" not in str(refused))
        raise
    for number, known in after.items():
        assert before[number][0] in {"depends", known[0]}
        assert bounds(before[number])[0] <= bounds(known)[0]
        assert bounds(known)[1] <= bounds(before[number])[1]
        assert known[3] <= before[number][3], "more facts are asked"
