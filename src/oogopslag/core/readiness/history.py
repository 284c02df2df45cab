"""A whole history at once: for one service or for eighty thousand, by the same formulas."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from oogopslag.core.readiness import score, staircase
from oogopslag.core.readiness.columns import Table
from oogopslag.core.readiness.evidence import Series, carried
from oogopslag.core.readiness.gates import Held, held
from oogopslag.core.readiness.intervals import Floats, Ints
from oogopslag.core.readiness.model import Indicator, Model
from oogopslag.core.readiness.silence import silent
from oogopslag.core.readiness.window import widened

Measured = Mapping[str, Series]
"""What tests, registers, surveys and declarations say, per indicator, in the table's shape."""


@dataclass(frozen=True, kw_only=True)
class History:
    """The levels of services and organisations over months, and the organisations' figures."""

    organisations: tuple[str, ...]
    level: Ints
    raw: Ints
    standing: staircase.Standing
    series: Mapping[str, Series]
    scores: Mapping[str, Floats]
    index: Floats
    volume: Ints
    latest: tuple[Held, ...]
    """Every gate of every service in the last month."""


def recompute(model: Model, table: Table, measured: Measured, known: Ints | None = None) -> History:
    """Everything from counts and measurements, one indicator after the other.

    `known` is 1 where a service exists in that month: one that left or merged has level -1 there.
    """
    names = tuple(sorted({organisation for organisation, _ in table.cells}))
    at = {name: index for index, name in enumerate(names)}
    owner = np.array([at[organisation] for organisation, _ in table.cells], np.int64)
    gates: list[Held] = []
    latest: dict[str, Held] = {}
    series: dict[str, Series] = {}
    for one in model.indicators.values():
        found = series_of(model, one, table, measured)
        for gate in (gate for gate in model.gates if gate.indicator == one.id):
            whole = held(gate, found, table.shape)
            latest[gate.key] = whole.latest
            gates.append(whole.bare)
        if found is not None:
            series[one.id] = together(model, one, found, owner, len(names))
    raw = staircase.raw_levels(model, gates, table.shape)
    level = staircase.steadied(raw)
    if known is not None:
        level = np.where(known > 0, level, -1)
    volume = year(table.counts["volume"])
    standing = staircase.of_organisations(model, level, volume, owner, len(names))
    scores = score.dimension_scores(model, series, (len(names), table.shape[1]))
    return History(
        organisations=names,
        level=level,
        raw=raw,
        standing=standing,
        series=series,
        scores=scores,
        index=score.index(list(scores.values())),
        volume=volume,
        latest=tuple(latest[gate.key] for gate in model.gates),
    )


def gate_details(model: Model, table: Table, measured: Measured) -> list[Held]:
    """Every gate with its figure and interval: for tables of a size people look at."""
    return [
        held(gate, series_of(model, model.indicators[gate.indicator], table, measured), table.shape)
        for gate in model.gates
    ]


def series_of(
    model: Model, indicator: Indicator, table: Table, measured: Measured
) -> Series | None:
    """The indicator's series: counted over its window, or measured and kept while it counts."""
    if indicator.counted:
        return _counted(model, indicator, table)
    if indicator.count is not None:
        many = year(table.counts[f"{indicator.id}.count"])
        return Series(hits=many, n=many, value=many.astype(np.float64))
    return carried(measured[indicator.id]) if indicator.id in measured else None


def _counted(model: Model, indicator: Indicator, table: Table) -> Series:
    wanted = ["hits", "n"] if indicator.compared is None else ["hits", "n", "hits2", "n2"]
    columns = tuple(table.counts[f"{indicator.id}.{name}"] for name in wanted)
    if not columns[1].any():
        # Nobody ever did this: no need to widen a column of nothing.
        nothing = columns[1]
        other = None if indicator.compared is None else (nothing, nothing)
        return Series(hits=nothing, n=nothing, other=other)
    # A gap needs enough on its smaller side.
    size = columns[1] if indicator.compared is None else columns[3]
    *sums, _ = widened(columns, size, enough=model.enough, months=model.months)
    if model.silence is not None:
        quiet = silent(columns[1], expected=model.silence, months=model.months)
        if indicator.compared is not None:
            quiet |= silent(columns[3], expected=model.silence, months=model.months)
        # Not measured is not reached: what came in before the silence says nothing of now.
        sums = [np.where(quiet, 0, column) for column in sums]
        return replace(_shares(indicator, sums), silent=quiet.astype(np.int64))
    return _shares(indicator, sums)


def _shares(indicator: Indicator, sums: Sequence[Ints]) -> Series:
    if indicator.ratio:
        return Series(hits=sums[0], n=sums[1], ratio=True)
    hits, n = np.minimum(sums[0], sums[1]), sums[1]
    if indicator.compared is None:
        return Series(hits=hits, n=n)
    return Series(hits=hits, n=n, other=(np.minimum(sums[2], sums[3]), sums[3]))


def together(model: Model, indicator: Indicator, series: Series, owner: Ints, many: int) -> Series:
    """The figure of each organisation; since 2026-3 it tells how many of its services fell silent.

    What is done (`count`) is added up since then, and a figure that is no share is weighed by its
    cases: a mean of services let a small one hide a large one.
    """
    found = summed(series, owner, many)
    if not model.weakest:
        return found
    starts = np.searchsorted(owner, np.arange(many))
    if indicator.count is not None:
        found = replace(found, value=found.hits.astype(np.float64))
    elif series.value is not None:
        weight = np.where(np.isfinite(series.value), np.maximum(series.n, 1), 0)
        weighed = np.add.reduceat(np.nan_to_num(series.value) * weight, starts, axis=0)
        total = np.add.reduceat(weight, starts, axis=0)
        found = replace(found, value=np.where(total > 0, weighed / np.maximum(total, 1), np.nan))
    if series.silent is None:
        return found
    gone = np.add.reduceat(series.silent, starts, axis=0)
    there = np.add.reduceat(series.measured.astype(np.int64), starts, axis=0)
    return replace(found, silent=gone, covered=there / np.maximum(there + gone, 1))


def summed(series: Series, owner: Ints, many: int) -> Series:
    """The services of each organisation taken together; `owner` goes up along the services."""
    starts = np.searchsorted(owner, np.arange(many))

    def add(column: Ints) -> Ints:
        if not len(column):
            return column
        if series.shared is None:
            return np.add.reduceat(column, starts, axis=0)
        own = np.add.reduceat(np.where(series.shared, 0, column), starts, axis=0)
        return own + np.maximum.reduceat(np.where(series.shared, column, 0), starts, axis=0)

    value = series.value
    if value is not None:
        there = np.isfinite(value)
        total = np.add.reduceat(np.where(there, value, 0.0), starts, axis=0)
        count = np.add.reduceat(there.astype(np.int64), starts, axis=0)
        value = np.where(count > 0, total / np.maximum(count, 1), np.nan)
    other = (add(series.other[0]), add(series.other[1])) if series.other is not None else None
    return replace(
        series,
        hits=add(series.hits),
        n=add(series.n),
        other=other,
        value=value,
        age=None,
        shared=None,
        silent=None,
    )


def year(column: Ints) -> Ints:
    """The sum over the last twelve months, ending in each."""
    total = np.cumsum(column, axis=1, dtype=np.int64)
    total[:, 12:] -= total[:, :-12].copy()
    return total
