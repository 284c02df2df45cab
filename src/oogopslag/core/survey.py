"""Estimates from samples: raking weights, effective size, intervals, and hiding small cells."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from oogopslag.core.readiness.intervals import Floats, wilson

HIDDEN, NO_SHARE = 10, 30
"""Fewer answers than this are hidden; fewer than that get no percentage."""

MOST_WEIGHT = 5.0


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """A share with its 95 % interval. `share` None: too few answers for a percentage.

    `effective` is the size of a plain sample that would be as sure.
    """

    share: float | None
    low: float | None
    high: float | None
    n: int | None
    effective: float | None


@dataclass(frozen=True, kw_only=True)
class Respondent:
    """One set of answers: the cell of each margin it belongs to, and the code it gave."""

    cells: Mapping[str, str]
    code: str


def rake(
    respondents: Sequence[Respondent], margins: Mapping[str, Mapping[str, float]]
) -> tuple[Floats, tuple[str, ...]]:
    """Weights (mean 1, at most 5) that make each margin fit; and the cells nobody answered for.

    An empty cell cannot be weighted up: it is named, and the estimate is about the others.
    """
    weights = np.ones(len(respondents))
    if not len(respondents):
        return weights, tuple(
            f"{name}: {cell}" for name, cells in margins.items() for cell in cells
        )
    index = {
        (name, cell): np.array([r.cells[name] == cell for r in respondents], np.bool_)
        for name, cells in margins.items()
        for cell in cells
    }
    empty = tuple(f"{name}: {cell}" for (name, cell), rows in index.items() if not rows.any())
    for _ in range(50):
        before = weights.copy()
        for name, cells in margins.items():
            present = {cell: share for cell, share in cells.items() if index[name, cell].any()}
            total = sum(present.values())
            for cell, share in present.items():
                rows = index[name, cell]
                have = weights[rows].sum() / weights.sum()
                weights[rows] *= (share / total) / have
        weights = np.minimum(weights / weights.mean(), MOST_WEIGHT)
        if float(np.abs(weights - before).max(initial=0.0)) < 1e-9:
            break
    return weights, empty


def effective_size(weights: Floats) -> float:
    """n over the design effect of weighting (Kish 1965)."""
    return float(weights.sum() ** 2 / (weights**2).sum()) if len(weights) else 0.0


def estimate(respondents: Sequence[Respondent], weights: Floats, code: str) -> Estimate:
    """The weighted share that gave this code."""
    n = len(respondents)
    if n < HIDDEN:
        return Estimate(share=None, low=None, high=None, n=None, effective=None)
    size = effective_size(weights)
    if n < NO_SHARE:
        return Estimate(share=None, low=None, high=None, n=n, effective=size)
    chose = np.array([one.code == code for one in respondents], np.float64)
    share = float((weights * chose).sum() / weights.sum())
    size = _as_sure_as(respondents, weights, chose, share) or size
    low, high = wilson(share * size, size)
    return Estimate(share=share, low=float(low), high=float(high), n=n, effective=size)


def _as_sure_as(
    respondents: Sequence[Respondent], weights: Floats, chose: Floats, share: float
) -> float:
    """The plain sample that is as sure: raking takes away what the margins explain.

    Linearised variance over the residuals of the margins (Deville and Särndal 1992); 0 when
    nobody differs, for which there is nothing to measure.
    """
    cells = sorted({pair for one in respondents for pair in one.cells.items()})
    columns = [np.ones(len(respondents))]
    columns += [
        np.array([one.cells.get(name) == cell for one in respondents], np.float64)
        for name, cell in cells
    ]
    design = np.stack(columns, axis=1)
    root = np.sqrt(weights)
    fitted = design @ np.linalg.lstsq(design * root[:, None], chose * root, rcond=None)[0]
    variance = float((weights**2 * (chose - fitted) ** 2).sum() / weights.sum() ** 2)
    return share * (1 - share) / variance if variance > 1e-12 else 0.0


def hidden_cells(counts: Mapping[str, int]) -> frozenset[str]:
    """The cells of one total that stay hidden: the small ones, and one more when it is needed.

    A single hidden cell could be found from the total: then the next smallest hides too.
    """
    small = {name for name, n in counts.items() if 0 < n < HIDDEN}
    if len(small) == 1:
        others = sorted((n, name) for name, n in counts.items() if name not in small and n > 0)
        if others:
            small.add(others[0][1])
    return frozenset(small)
