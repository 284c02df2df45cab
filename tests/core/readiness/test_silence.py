"""Silence: a service that falls silent keeps no step, and chance or season is no silence."""

from dataclasses import replace

import numpy as np
import pytest

from oogopslag.core.readiness import history, score
from oogopslag.core.readiness.columns import Table, counters
from oogopslag.core.readiness.model import Model
from oogopslag.core.readiness.silence import silent
from tests.core.readiness.conftest import one
from tests.core.readiness.test_replay import counts, measured


def months_silent(*n: int) -> list[int]:
    found = silent(np.array([n]), expected=3.0, months=12)
    return [int(month) for month in np.flatnonzero(found[0])]


@pytest.mark.parametrize(
    ("n", "months"),
    [
        # 500 a month: one empty month was to bring 500 cases.
        ((500, 500, 0, 0), [2, 3]),
        # 3 a month is just enough for one empty month (3 × 1 = 3), 2 a month for two (2 × 2 ≥ 3).
        ((3, 3, 3, 0), [3]),
        ((2, 2, 2, 0, 0), [4]),
        # 4 cases in ten months: seven empty ones were to bring 0.4 × 7 = 2.8.
        ((1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0), []),
        # It counts from the first case on: before it there was no service to be silent.
        ((0, 0, 0, 6, 6, 0), [5]),
        # It begins again: that month is measured at once.
        ((500, 0, 40, 500), [1]),
        # A trickle: fewer than one in ten of the middle month.
        ((500, 500, 500, 49, 50), [3]),
        # One peak makes nothing else look small.
        ((6, 6, 6, 900, 6, 6), []),
        ((0, 0, 0), []),
    ],
)  # fmt: skip
def test_silence_is_more_than_chance_would_do(n: tuple[int, ...], months: list[int]) -> None:
    assert months_silent(*n) == months


def test_the_same_quiet_month_a_year_before_is_the_season() -> None:
    # Two months of holiday, from the second year on known to be that.
    year = [80] * 6 + [0, 0] + [80] * 4

    assert months_silent(*year, *year) == [6, 7]
    assert months_silent(*year, *[80] * 12, *[0] * 2)[-2:] == [24, 25]


@pytest.mark.parametrize("usual", [1, 2, 5, 12, 40, 120, 130, 500, 20_000])
def test_whatever_its_size_a_service_never_comes_back_by_being_silent(usual: int) -> None:
    """From the first silent month on it stays unmeasured, until the year before is empty too."""
    n = [usual] * 12 + [0] * 12

    months = months_silent(*n)
    first = months[0] - 11

    # pace × months without a case ≥ 3
    assert first == -(-3 // usual)
    assert months == list(range(months[0], 24))


def town(model: Model, n: list[list[int]], indicator: str) -> Table:
    """Services of one body with so many cases a month, all of them good."""
    shape = len(n), len(n[0])
    found = {name: np.zeros(shape, np.int32) for name in counters(model)}
    found[f"{indicator}.n"] = found[f"{indicator}.hits"] = np.array(n, np.int32)
    return Table(
        cells=tuple(("gemeente-a", f"dienst-{i}") for i in range(shape[0])),
        months=tuple(f"2026-{m + 1:02}" for m in range(shape[1])),
        counts=found,  # type: ignore[arg-type]  # 32 bits, as assembled
        medians={m.id: np.full(shape, np.nan) for m in model.indicators.values() if m.median},
    )


def test_the_silent_service_is_not_in_the_figure_and_counts_as_nothing(model: Model) -> None:
    """Two services, one falls silent: the share stays 100 %, its score is halved."""
    table = town(model, [[200, 200, 200], [200, 200, 0]], "W2")

    found = history.series_of(model, model.indicators["W2"], table, {})
    assert found is not None
    body = history.together(model, model.indicators["W2"], found, np.zeros(2, np.int64), 1)

    assert found.measured.tolist() == [[True, True, True], [True, True, False]]
    assert body.n.tolist() == [[400, 400, 200]]
    assert body.silent is not None
    assert body.silent.tolist() == [[0, 0, 1]]
    others = {key: one(*[(200, 200)] * 3) for key in ("W1", "W5")}
    scored = score.dimension_scores(model, {"W2": body, **others}, (1, 3))["D2"]
    assert scored.tolist() == [[100.0, 100.0, 50.0]]


def test_a_silent_service_loses_its_step_after_two_months_and_keeps_it_for_a_chance(
    model: Model,
) -> None:
    """Everything goes well; one service falls silent, one is quiet for a single month."""
    table, shape = counts(model), (3, 8)
    few = {gate.indicator for gate in model.gates if not gate.least}
    size = np.full(shape, 400)
    size[0, 4:] = 0
    size[1, 4] = 0
    rows = {
        name: np.where(name.split(".")[0] in few and ".hits" in name, 0, size).astype(np.int32)
        for name in table.counts
    }
    whole = Table(cells=(("a", "0"), ("a", "1"), ("a", "2")), months=table.months[:8],
                  counts=rows,
                  medians={k: v[:3, :8] for k, v in table.medians.items()})  # fmt: skip
    tested = {key: one(*[(20, 20)] * 8) for key in measured(model)}
    tests = {
        key: replace(s, hits=np.repeat(s.hits, 3, 0), n=np.repeat(s.n, 3, 0),
                             value=np.zeros(shape) if model.indicators[key].number else None)
        for key, s in tested.items()
    }  # fmt: skip

    found = history.recompute(model, whole, tests)

    best = int(found.level[2, 0])
    assert best >= 2
    assert found.level[2].tolist() == [best] * 8
    assert found.level[1].tolist() == [best] * 8
    assert found.level[0].tolist() == [best] * 5 + [0] * 3
    assert found.raw[0].tolist() == [best] * 4 + [0] * 4


def test_what_was_done_is_added_up_over_services_and_minutes_are_weighed(model: Model) -> None:
    two = np.zeros(2, np.int64)
    table = town(model, [[1], [3]], "W2")
    table.counts["L2.count"][:, 0] = [1, 3]  # type: ignore[index]  # an array

    removed = history.series_of(model, model.indicators["L2"], table, {})
    assert removed is not None
    minutes = replace(one((10, 10)), hits=np.array([[10], [30]]), n=np.array([[10], [30]]),
                              value=np.array([[100.0], [20.0]]))  # fmt: skip

    body = history.together(model, model.indicators["L2"], removed, two, 1)
    weighed = history.together(model, model.indicators["L3"], minutes, two, 1)

    assert body.share.tolist() == [[4.0]]
    # 10 cases of 100 minutes and 30 of 20: 1,600 minutes over 40 cases.
    assert weighed.share.tolist() == [[40.0]]
