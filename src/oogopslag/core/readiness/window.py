"""Small services are measured over more months, up to a year, so that they can be measured at all.

All arrays are (services × months), months in order, without gaps: a month in which nothing happened
is a column of zeros.
"""

import numpy as np

from oogopslag.core.readiness.intervals import Ints

BLOCK = 4_096
"""Services worked on at once, so that their sums stay in the processor's cache."""


def widened(columns: tuple[Ints, ...], n: Ints, *, enough: int, months: int) -> tuple[Ints, ...]:
    """Each column summed over the fewest months, ending in each, in which `n` reaches `enough`.

    At most `months` of them; then whatever there is. The last array is the width in months.
    """
    found = tuple(np.empty(n.shape, np.int64) for _ in range(len(columns) + 1))
    for start in range(0, n.shape[0], BLOCK):
        rows = slice(start, start + BLOCK)
        first = _beginning(n[rows], enough, months)
        for column, target in zip(columns, found[:-1], strict=True):
            total = _from_start(column[rows])
            target[rows] = total[:, 1:] - np.take_along_axis(total, first, axis=1)
        found[-1][rows] = np.arange(1, n.shape[1] + 1) - first
    return found


def _beginning(n: Ints, enough: int, months: int) -> Ints:
    """For each month the column of `_from_start` at which its window begins."""
    total = _from_start(n)
    many = n.shape[1]
    first = np.broadcast_to(np.arange(many), n.shape).copy()
    short = n < enough
    for width in range(2, min(months, many) + 1):
        if not short.any():
            break
        begins = np.maximum(np.arange(1, many + 1) - width, 0)
        np.copyto(first, begins, where=short)
        short &= total[:, 1:] - total[:, begins] < enough
    return first


def _from_start(column: Ints) -> Ints:
    total = np.zeros((column.shape[0], column.shape[1] + 1), np.int64)
    np.cumsum(column, axis=1, out=total[:, 1:])
    return total
