"""Marks: where a page would differ if it were of another year.

The compiler prints the same paper with a neighbouring year; what then differs (title, form number,
check sign) is what the camera asks before it says which edition this is.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from oogopslag.core.paper.grey import Grey, box_sum
from oogopslag.core.paper.likeness import TILE
from oogopslag.core.paper.patches import Spots

MOST_MARKS = 4
_BORDER = TILE + 8
_FEW = 12.0
"""Mean difference over a tile under which nothing differs, in greys."""


def differences(page: Grey, other: Grey) -> NDArray[np.float64]:
    """How much two prints of one page differ around each pixel, in greys; the rim counts not."""
    mean = np.zeros(page.shape)
    apart = np.maximum(page, other) - np.minimum(page, other)
    for top, bottom in _bands(apart.max(1) > 0):
        total, count = box_sum(apart[top:bottom], TILE)
        mean[top:bottom] = total / count
    mean[:_BORDER] = mean[-_BORDER:] = 0
    mean[:, :_BORDER] = mean[:, -_BORDER:] = 0
    return mean


def _bands(rows: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """Where something differs, with as much around it as a tile and its surroundings reach."""
    reach = 2 * TILE
    places = np.flatnonzero(rows)
    for part in np.split(places, np.flatnonzero(np.diff(places) > 2 * reach) + 1):
        if len(part):
            yield max(0, int(part[0]) - reach), int(part[-1]) + reach + 1


def marks(apart: NDArray[np.float64]) -> Spots:
    """The centres of the tiles that differ most, clearest first, none beside another: [n, 2]."""
    left = apart.copy()
    found: list[tuple[int, int]] = []
    while len(found) < MOST_MARKS:
        y, x = (int(value) for value in np.unravel_index(int(left.argmax()), left.shape))
        if left[y, x] < _FEW:
            break
        found.append((x, y))
        left[max(0, y - 2 * TILE) : y + 2 * TILE + 1, max(0, x - 2 * TILE) : x + 2 * TILE + 1] = 0
    return np.array(found, np.int64).reshape(-1, 2)
