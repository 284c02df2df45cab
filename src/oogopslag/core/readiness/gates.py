"""Does a gate hold? On its bound, never on its mean; what is not measured is not reached."""

from dataclasses import dataclass, replace

import numpy as np

from oogopslag.core.readiness.evidence import Series
from oogopslag.core.readiness.intervals import Flags, Floats, Ints, difference, wilson
from oogopslag.core.readiness.model import Gate


@dataclass(frozen=True, kw_only=True)
class Held:
    """One gate for every service and month: whether it holds, its figure and its interval."""

    gate: Gate
    holds: Flags
    measured: Flags
    figure: Floats
    low: Floats
    high: Floats
    n: Ints

    @property
    def bare(self) -> "Held":
        """Whether it holds, without the figures: those of a whole country take much room."""
        nothing = np.empty((0, 0))
        return replace(
            self, figure=nothing, low=nothing, high=nothing, n=np.empty((0, 0), np.int64)
        )

    @property
    def latest(self) -> "Held":
        """The last month alone, free of the months before it."""
        return replace(
            self,
            holds=self.holds[:, -1:].copy(),
            measured=self.measured[:, -1:].copy(),
            figure=self.figure[:, -1:].copy(),
            low=self.low[:, -1:].copy(),
            high=self.high[:, -1:].copy(),
            n=self.n[:, -1:].copy(),
        )


def held(gate: Gate, series: Series | None, shape: tuple[int, int]) -> Held:
    """The gate over the series of its indicator; without a series nothing is reached."""
    if series is None or not series.klass.raises:
        nothing = np.full(shape, np.nan)
        no = np.zeros(shape, np.bool_)
        return Held(
            gate=gate, holds=no, measured=no, figure=nothing, low=nothing, high=nothing,
            n=np.zeros(shape, np.int64),
        )  # fmt: skip
    figure, low, high = bounds(series)
    if not gate.wilson:
        edge = figure
    elif gate.least:
        edge = low
    else:
        edge = high
    with np.errstate(invalid="ignore"):
        # A whole count of 4 of 5 is 0.8: the smallest rounding must not fail it.
        passed = edge >= gate.threshold - 1e-12 if gate.least else edge <= gate.threshold + 1e-12
    measured = series.measured
    return Held(
        gate=gate, holds=passed & measured, measured=measured, figure=figure, low=low, high=high,
        n=series.n,
    )  # fmt: skip


def bounds(series: Series) -> tuple[Floats, Floats, Floats]:
    """The figure with its interval; a value or ratio that is no share has itself as bounds."""
    if series.value is not None or series.ratio:
        return series.share, series.share, series.share
    if series.other is not None:
        # The gap: how much less often the compared group gets there.
        return difference(series.hits, series.n, *series.other)
    low, high = wilson(series.hits, series.n)
    nothing = ~series.measured
    return series.share, np.where(nothing, np.nan, low), np.where(nothing, np.nan, high)
