"""Answers do not pile up, and households are told apart in any pieces."""

from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date
from typing import Any

import numpy as np
import polars as pl
import pytest

from oogopslag.core.law.population import Here, compiled, shape_of, sweep
from oogopslag.core.law.population import relating as relations
from oogopslag.core.law.population.relating import Relating
from oogopslag.core.law.population.sweeping import Chunk, Totals, counted
from tests.core.law.population.generated import DICTIONARY
from tests.core.law.population.test_agreement import people_of
from tests.core.law.population.test_extremes import scheme

ON = date(2026, 3, 1)


class Noting(ThreadPoolExecutor):
    """Says how many tasks it was given."""

    given = 0

    def submit(self, *task: Any, **words: Any) -> Future[Any]:
        self.given += 1
        return super().submit(*task, **words)


@pytest.mark.parametrize("ahead", [1, 3])
def test_who_reads_slowly_holds_the_work_up(ahead: int) -> None:
    frame = pl.DataFrame({"id": range(100), "inkomen": range(100)})
    made = scheme("inkomen")
    people = people_of(frame, made, DICTIONARY)
    plan = compiled([made], ON, DICTIONARY, shape_of(people))
    found: dict[str, Totals] = {}
    with Noting(1) as pool:
        chunks: list[Chunk] = []
        for chunk in counted(
            sweep(plan, Here(people), 100, pool, block=5, chunk=5, ahead=ahead), found
        ):
            chunks.append(chunk)
            assert pool.given <= len(chunks) + ahead
            assert found["proef"].entitled == 5 * len(chunks)
    assert pool.given == len(chunks) == 20
    assert found["proef"].low == sum(range(100))


@pytest.mark.parametrize("at_once", [1, 2, 5, 100])
def test_housemates_are_all_others_of_the_household_but_the_partner(
    at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relations, "_AT_ONCE", at_once)
    frame = pl.DataFrame(
        {
            "id": [9, 2, 7, 4, 5, 6],
            "huishouden": [40, 10, 40, 40, 10, 30],
            "partner": [4, None, None, 9, None, None],
        }
    )
    found = Relating(frame.lazy(), frame["id"].to_numpy()).relation("medebewoners")
    assert found is not None
    ids = frame["id"].to_numpy()
    mates = [ids[found.members(np.array([row]))].tolist() for row in range(6)]
    assert mates == [[7], [5], [4, 9], [7], [2], []]
