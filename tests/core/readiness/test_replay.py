"""Old formulas give old results: counts by simple arithmetic, digests from the program of then.

The digests were taken from the program before 2026-3 existed (commit 74111d4). They are no
expectation of what is right; they say that nobody's old level or score moves by a new formula.
"""

import hashlib
from typing import Any

import numpy as np
import pytest

from oogopslag.core.readiness import history
from oogopslag.core.readiness.columns import Table, counters
from oogopslag.core.readiness.evidence import Series
from oogopslag.core.readiness.history import History
from oogopslag.core.readiness.model import Model, read_model
from tests.core.readiness.conftest import CONTENT

SERVICES, MONTHS = 12, 24


def counts(model: Model) -> Table:
    """Twelve services of four organisations; large, small, new, and some that fall silent."""
    service, month = np.arange(SERVICES)[:, None], np.arange(MONTHS)[None, :]
    silent = (service % 4 == 3) & (month % 10 > 6)
    few = {gate.indicator for gate in model.gates if not gate.least}
    # Each service works well for twelve months, one beginning later than the other.
    well = (month >= service) & (month < service + 12)
    found: dict[str, Any] = {}
    for number, name in enumerate(counters(model)):
        size = np.where(service % 3 == 0, 400, 9) + (service * 7 + month * 5 + number) % 11
        share = np.where(well, 0.99, 0.6)
        share = 1.0 - share if name.split(".")[0] in few else share
        rows = np.where(silent, 0, np.where(".hits" in name, size * share, size))
        found[name] = rows.astype(np.int32)
    medians = {one.id: np.where(silent, np.nan, 60.0 + service + month)
               for one in model.indicators.values() if one.median}  # fmt: skip
    cells = tuple((f"gemeente-{i // 3}", f"dienst-{i % 3}") for i in range(SERVICES))
    months = tuple(f"{2025 + m // 12}-{m % 12 + 1:02}" for m in range(MONTHS))
    return Table(cells=cells, months=months, counts=found, medians=medians)


def measured(model: Model) -> dict[str, Series]:
    """A test for whatever events do not give; each fifth month nobody measured."""
    service, month = np.arange(SERVICES)[:, None], np.arange(MONTHS)[None, :]
    n = np.where((month + service) % 5 == 4, 0, 20)
    return {
        one.id: Series(
            hits=n, n=n, klass=one.klass,
            value=np.where(n > 0, 20.0 + 10 * service, np.nan) if one.number else None,
        )
        for one in model.indicators.values() if not one.counted and one.count is None
    }  # fmt: skip


def digest(found: History) -> str:
    told = hashlib.sha256()
    for part in (found.raw, found.level, found.standing.level, found.standing.spread, found.index,
                 *found.scores.values()):  # fmt: skip
        told.update(np.ascontiguousarray(part).tobytes())
    return told.hexdigest()[:16]


@pytest.mark.parametrize(
    ("version", "then"), [("2026-1", "e05e2ba7c72bb3ef"), ("2026-2", "3457abdee1813654")]
)  # fmt: skip
def test_a_history_is_replayed_bit_for_bit_by_the_formulas_it_was_made_with(
    version: str, then: str
) -> None:
    model = read_model(CONTENT / "staircase" / f"{version}.yaml")

    found = history.recompute(model, counts(model), measured(model))

    assert found.raw.max() >= 2
    assert digest(found) == then
