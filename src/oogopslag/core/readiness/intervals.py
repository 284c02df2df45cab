"""Intervals for shares and for the difference of two shares, on columns or single numbers.

Wilson (1927) for one share; Newcombe's hybrid score interval (1998, method 10) for a difference.
Both keep to 95 %: z is the 0.975 quantile of the normal distribution.
"""

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

Z = 1.959963984540054
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


def wilson(hits: ArrayLike, n: ArrayLike, z: float = Z) -> tuple[Floats, Floats]:
    """Lower and upper bound of hits/n, between 0 and 1; nothing measured (n 0) gives 0 and 1."""
    h, total = np.asarray(hits, np.float64), np.asarray(n, np.float64)
    size = np.where(total > 0, total, 1.0)
    share = h / size
    middle = (share + z * z / (2 * size)) / (1 + z * z / size)
    half = z * np.sqrt(share * (1 - share) / size + z * z / (4 * size * size))
    half = half / (1 + z * z / size)
    empty = total <= 0
    return (
        np.where(empty, 0.0, np.clip(middle - half, 0.0, 1.0)),
        np.where(empty, 1.0, np.clip(middle + half, 0.0, 1.0)),
    )


def difference(
    hits: ArrayLike, n: ArrayLike, other_hits: ArrayLike, other_n: ArrayLike
) -> tuple[Floats, Floats, Floats]:
    """hits/n minus other_hits/other_n with its lower and upper bound; nan where either is empty."""
    one, two = np.asarray(n, np.float64), np.asarray(other_n, np.float64)
    p = np.asarray(hits, np.float64) / np.where(one > 0, one, np.nan)
    q = np.asarray(other_hits, np.float64) / np.where(two > 0, two, np.nan)
    p_low, p_high = wilson(hits, n)
    q_low, q_high = wilson(other_hits, other_n)
    low = p - q - np.sqrt((p - p_low) ** 2 + (q_high - q) ** 2)
    high = p - q + np.sqrt((p_high - p) ** 2 + (q - q_low) ** 2)
    return p - q, low, high


def needed(threshold: float, z: float = Z) -> int:
    """How many cases without one failure a gate of "at least `threshold`" needs at the least."""
    n = max(1, math.floor(z * z * threshold / (1 - threshold)) - 2)
    while wilson(n, n, z)[0] < threshold:
        n += 1
    return n
