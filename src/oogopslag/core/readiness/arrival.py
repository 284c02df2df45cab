"""When a target is likely to be reached: a window, never one date."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

DRAWS = 2_000
FAR = 240
"""Months after which we no longer say "at this pace" but "not in sight"."""


@dataclass(frozen=True, kw_only=True)
class Window:
    """Months from the last one measured until the target, as 10, 50 and 90 percent; None: never.

    `fan` holds for each coming month the share as 10, 50 and 90 percent.
    """

    early: int | None
    middle: int | None
    late: int | None
    fan: tuple[tuple[float, float, float], ...]


def arrival(
    shares: Sequence[float], target: float, *, months: int = 36, seed: int = 1, draws: int = DRAWS
) -> Window:
    """Redraws the observed monthly steps in blocks of three, so that runs of luck stay runs.

    Fewer than six months say too little: then there is no window.
    """
    history = np.asarray(shares, np.float64)
    if len(history) < 6:
        return Window(early=None, middle=None, late=None, fan=())
    steps = np.diff(history)
    rng = np.random.default_rng(seed)
    blocks = rng.integers(0, len(steps) - 2, (draws, FAR // 3))
    drawn = np.stack([steps[blocks], steps[blocks + 1], steps[blocks + 2]], axis=-1)
    paths = np.clip(history[-1] + np.cumsum(drawn.reshape(draws, FAR), axis=1), 0.0, 1.0)
    reached = paths >= target
    first = np.where(reached.any(axis=1), reached.argmax(axis=1) + 1, FAR + 1)
    if history[-1] >= target:
        first = np.zeros(draws, np.int64)
    marks = np.quantile(first, [0.1, 0.5, 0.9], method="inverted_cdf")
    early, middle, late = (int(m) if m <= FAR else None for m in marks)
    quantiles = np.quantile(paths[:, :months], [0.1, 0.5, 0.9], axis=0)
    fan = tuple((float(a), float(b), float(c)) for a, b, c in quantiles.T.round(4))
    return Window(early=early, middle=middle, late=late, fan=fan)
