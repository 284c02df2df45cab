"""Populations as tables: the schemes of content on them, and what is refused."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oogopslag.core.law import Library, read_library
from oogopslag.core.law.population import (
    Here,
    PopulationError,
    compiled,
    read,
    shape_of,
    sweep,
    totals,
    wanted_by,
)
from tests.core.law.conftest import CONTENT
from tests.core.law.population.test_agreement import agree, people_of, swept

LIBRARY: Library = read_library(CONTENT)
DAYS = [date(2026, 2, 1), date(2026, 7, 1), date(2026, 12, 31), date(2027, 3, 1)]


def everybody(seed: int, size: int = 60) -> pl.DataFrame:
    """People with every fact of the dictionary, some unknown, in couples with children."""
    dice = np.random.default_rng(seed)
    ids = dice.permutation(np.arange(size) * 7 + 5)
    columns: dict[str, Any] = {"id": ids, "huishouden": ids // 21}
    couples = size // 3
    partner: list[int | None] = [None] * size
    for i in range(0, couples - 1, 2):
        partner[i], partner[i + 1] = int(ids[i + 1]), int(ids[i])
    columns["partner"] = pl.Series(partner, dtype=pl.Int64)
    parents = [None if i < 2 * couples else int(ids[i % couples]) for i in range(size)]
    columns["ouder_1"] = pl.Series(parents, dtype=pl.Int64)
    columns["ouder_2"] = pl.Series(
        [None if p is None else partner[i % couples] for i, p in enumerate(parents)], dtype=pl.Int64
    )
    for name, kind in LIBRARY.dictionary.items():
        values = _values(dice, kind, size)
        gaps = dice.random(size) < dice.choice([0, 0.1, 0.4])
        columns[name] = pl.Series(
            [None if gap else value for gap, value in zip(gaps, values, strict=True)],
            dtype={"boolean": pl.Boolean, "date": pl.Date, "string": pl.String}.get(
                kind.type, pl.Int64
            ),
        )
    return pl.DataFrame(columns)


def _values(dice: Any, kind: Any, size: int) -> list[Any]:
    match kind.type:
        case "boolean":
            return [bool(x) for x in dice.random(size) < 0.6]
        case "string":
            options = [*kind.options, "9999", "0363"]
            return [options[i] for i in dice.integers(0, len(options), size)]
        case "date":
            low, high = kind.low.toordinal(), min(kind.high, date(2026, 1, 1)).toordinal()
            return [date.fromordinal(int(x)) for x in dice.integers(low, high + 1, size)]
    # Small values as often as large ones: limits lie low in the domain.
    spread = (kind.high - kind.low + 1) ** dice.random(size)
    return [int(x) for x in np.minimum(kind.low + spread.astype(np.int64), kind.high)]


@pytest.mark.parametrize("on", DAYS, ids=str)
@pytest.mark.parametrize("name", LIBRARY.names())
def test_every_scheme_of_content_gives_each_person_the_same_in_columns(name: str, on: date) -> None:
    scheme = LIBRARY.scheme(name, on)
    agree(everybody(seed=on.month), scheme, on, LIBRARY.dictionary, block=25)


@settings(max_examples=6, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 40), st.integers(1, 40))
def test_neither_block_nor_order_of_rows_changes_anybody(seed: int, one: int, other: int) -> None:
    on = DAYS[0]
    scheme, frame = LIBRARY.scheme("zorgtoeslag", on), everybody(seed)
    shuffled = frame.sample(fraction=1, shuffle=True, seed=seed)
    found = [
        swept(people_of(table, scheme, LIBRARY.dictionary), scheme, on, LIBRARY.dictionary, block)
        for table, block in ((frame, one), (frame, other), (shuffled, one))
    ]
    assert found[0] == found[1] == found[2]


def test_totals_are_the_sum_of_the_people() -> None:
    on = DAYS[0]
    schemes = [LIBRARY.scheme(name, on) for name in LIBRARY.names()]
    people = read(
        everybody(3).lazy(), LIBRARY.dictionary, wanted_by(schemes, LIBRARY.dictionary, on)
    )
    plan = compiled(schemes, on, LIBRARY.dictionary, shape_of(people))
    with ThreadPoolExecutor(2) as executor:
        found = totals(plan, sweep(plan, Here(people), len(people), executor, block=7, chunk=14))
    for scheme in schemes:
        rows = swept(people, scheme, on, LIBRARY.dictionary, 100).values()
        mine = found[scheme.name]
        assert mine.entitled == sum(row[0] == "entitled" for row in rows)
        assert mine.depends == sum(row[0] == "depends" for row in rows)
        assert mine.entitled + mine.depends + mine.refused == len(people)
        assert mine.low == sum(row[1] or 0 for row in rows if row[0] == "entitled")
        assert mine.high == sum(row[2] or 0 for row in rows if row[0] == "entitled")


SOUND = {
    "id": [1, 2],
    "geboortedatum": [date(1990, 1, 1), date(1991, 1, 1)],
    "heeft_toeslagpartner": [True, True],
    "partner": [2, 1],
    "verzamelinkomen": [20_000_00, 5_000_00],
    "vermogen": [0, 0],
    "zorgverzekerd": [True, True],
}


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"verzamelinkomen": [20_000_00, -1]}, "Person 2 .row 2.: verzamelinkomen is −€0.01"),
        ({"verzamelinkomen": [10**12, 0]}, "verzamelinkomen is €10,000,000,000; it must lie"),
        ({"verzamelinkomen": [10**18, 0]}, "it must lie from €0 to €1,000,000"),
        ({"geboortedatum": [date(1990, 1, 1), date(2027, 1, 1)]}, "2027-01-01; it lies in the fut"),
        ({"geboortedatum": [date(1790, 1, 1), date(1991, 1, 1)]}, "must lie from 1890-01-01"),
        ({"partner": [1, None]}, "Person 1 is their own partner"),
        ({"partner": [2, None]}, "somebody else or nobody"),
        ({"partner": [3, None]}, "person 3, who is not in the population"),
        (
            {"verzamelinkomen": [20_000.5, 1.0]},
            "verzamelinkomen must hold whole cents, not Float64",
        ),
        ({"geboortedatum": ["1990-01-01", "1991-01-01"]}, "must hold dates, not String"),
        ({"zorgverzekerd": ["ja", "nee"]}, "must hold true or false"),
        ({"inkomen_per_jaar": [1, 2]}, "No fact or relation is named inkomen_per_jaar"),
        ({"id": [1, 1]}, "Person 1 stands in the population twice"),
        ({"id": ["a", "b"]}, "'id' must hold a whole number"),
    ],
)
def test_what_would_give_a_wrong_amount_is_refused_in_a_sentence(
    change: dict[str, Any], sentence: str
) -> None:
    scheme = LIBRARY.scheme("zorgtoeslag", DAYS[0])
    frame = pl.DataFrame({**SOUND, **change})
    wanted = wanted_by([scheme], LIBRARY.dictionary, date(2026, 11, 1))
    with pytest.raises(PopulationError, match=sentence):
        read(frame.lazy(), LIBRARY.dictionary, wanted)


def test_a_population_without_ids_is_refused() -> None:
    frame = pl.DataFrame({"vermogen": [1]})
    wanted = wanted_by([LIBRARY.scheme("zorgtoeslag", DAYS[0])], LIBRARY.dictionary, DAYS[0])
    with pytest.raises(PopulationError, match="no column 'id'"):
        read(frame.lazy(), LIBRARY.dictionary, wanted)


def test_a_household_of_forty_is_refused_in_a_sentence() -> None:
    scheme = LIBRARY.scheme("kinderbijslag", DAYS[0])
    wanted = wanted_by([scheme], LIBRARY.dictionary, DAYS[0])
    ids = list(range(1, 42))
    children = pl.DataFrame({"id": ids, "ouder_1": [None, *[1] * 40]})
    with pytest.raises(PopulationError, match="Person 1 has 40 kinderen; laws are read for at mos"):
        read(children.lazy(), LIBRARY.dictionary, wanted)
    home = pl.DataFrame({"id": ids[:40], "huishouden": [1] * 40})
    together = wanted.__class__(wanted.facts, frozenset({"medebewoners"}), wanted.texts, DAYS[0])
    with pytest.raises(PopulationError, match="has 39 medebewoners"):
        read(home.lazy(), LIBRARY.dictionary, together)
