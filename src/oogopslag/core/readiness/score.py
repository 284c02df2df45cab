"""Scores from 0 to 100, for trend only: a level never follows from them."""

from collections.abc import Mapping, Sequence

import numpy as np

from oogopslag.core.readiness.evidence import Series
from oogopslag.core.readiness.intervals import Floats
from oogopslag.core.readiness.model import Indicator, Model


def indicator_score(indicator: Indicator, figure: Floats) -> Floats:
    """clamp((x - floor) / (target - floor)) × 100; nan where nothing was measured."""
    span = indicator.target - indicator.floor
    return np.clip((figure - indicator.floor) / span, 0.0, 1.0) * 100


def dimension_scores(
    model: Model, series: Mapping[str, Series], shape: tuple[int, int]
) -> dict[str, Floats]:
    """Per dimension its weakest mandatory indicator; in formulas before 2026-3 their weighted mean.

    One that is missing keeps its last score for one month; missing for two it scores 0.
    """
    found: dict[str, Floats] = {}
    for key, _ in model.dimensions:
        mandatory = [one for one in model.of_dimension(key) if one.mandatory]
        if not mandatory:
            continue
        if model.weakest:
            each = [_patient(_score(one, series.get(one.id), shape)) for one in mandatory]
            found[key] = np.round(np.min(np.stack(each), axis=0), 1)
            continue
        total = np.zeros(shape)
        for one in mandatory:
            total += one.weight * _patient(_score(one, series.get(one.id), shape))
        found[key] = np.round(total / sum(one.weight for one in mandatory), 1)
    return found


def _score(indicator: Indicator, series: Series | None, shape: tuple[int, int]) -> Floats:
    if series is None or not series.klass.raises:
        return np.full(shape, np.nan)
    score = indicator_score(indicator, series.share)
    # A service that fell silent counts as nothing: silence never makes a figure better.
    return score if series.covered is None else score * series.covered


def _patient(score: Floats) -> Floats:
    before = np.concatenate([np.full((score.shape[0], 1), np.nan), score[:, :-1]], axis=1)
    kept = np.where(np.isnan(score), before, score)
    return np.where(np.isnan(kept), 0.0, kept)


def index(scores: Sequence[Floats]) -> Floats:
    """The geometric mean of the dimensions: one that is almost nothing cannot be bought off."""
    product = np.ones_like(np.asarray(scores[0], np.float64))
    for one in scores:
        product = product * np.asarray(one, np.float64) / 100
    return np.round(product ** (1 / len(scores)) * 100, 1)


def jumps(figures: Floats, sigmas: float = 3.0) -> list[int]:
    """The months whose step is further than three deviations from the other steps (n ≥ 6)."""
    steps = np.diff(figures)
    found = []
    for month, step in enumerate(steps):
        rest = np.delete(steps, month)
        rest = rest[np.isfinite(rest)]
        if len(rest) < 5 or not np.isfinite(step):
            continue
        spread = max(float(rest.std(ddof=1)), 0.005)
        if abs(step - float(rest.mean())) > sigmas * spread:
            found.append(month + 1)
    return found
