"""Small services are measured over more months, up to a year, so that they can be measured at all.

All arrays are (services × months), months in order, without gaps: a month in which nothing happened
is a column of zeros.
"""

import numpy as np

from oogopslag.core.readiness.intervals import Ints


def widened(columns: tuple[Ints, ...], n: Ints, *, enough: int, months: int) -> tuple[Ints, ...]:
    """Each column summed over the fewest months, ending in each, in which `n` reaches `enough`.

    At most `months` of them; then whatever there is. The last array is the width in months.
    """
    sums = [_from_start(column) for column in (*columns, n)]
    width = np.ones(n.shape, np.int64)
    chosen = [_back(total, 1) for total in sums]
    for w in range(2, min(months, n.shape[1]) + 1):
        short = chosen[-1] < enough
        if not short.any():
            break
        width[short] = w
        for index, total in enumerate(sums):
            chosen[index] = np.where(short, _back(total, w), chosen[index])
    return (*chosen[:-1], width)


def _from_start(column: Ints) -> Ints:
    start = np.zeros((column.shape[0], 1), np.int64)
    return np.concatenate([start, np.cumsum(column, axis=1, dtype=np.int64)], axis=1)


def _back(total: Ints, w: int) -> Ints:
    """The sum over the last `w` months (fewer at the start of the history)."""
    last = total.shape[1] - 1
    begins = np.maximum(np.arange(1, last + 1) - w, 0)
    return total[:, 1:] - total[:, begins]
