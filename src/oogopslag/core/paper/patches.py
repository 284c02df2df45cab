"""Patches: small squares of a page by which it is found back and followed.

They stand where the picture changes in both directions, spread over the page, and never in a
field: handwriting must not count.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from oogopslag.core.paper.grey import HEIGHT, WIDTH, Grey, box_sum, halved

RADIUS, HALF_RADIUS = 8, 7
"""A patch is 17 pixels square, its coarse twin 15 pixels of the halved page."""
COLUMNS, ROWS = 9, 13
"""At most one patch in each cell of this grid over the page."""
MOST, MOST_HALF = 72, 40
_BORDER = 18
_WEAKEST = 60.0

Spots = NDArray[np.int64]
Rect = tuple[float, float, float, float]


def masked(rects: Sequence[Rect], margin: int = 3) -> NDArray[np.bool_]:
    """Where fields are, on the canonical page; rects are left, top, right, bottom in 0..1."""
    mask = np.zeros((HEIGHT, WIDTH), bool)
    for left, top, right, bottom in rects:
        x0, x1 = int(left * WIDTH) - margin, int(np.ceil(right * WIDTH)) + margin
        y0, y1 = int(top * HEIGHT) - margin, int(np.ceil(bottom * HEIGHT)) + margin
        mask[max(0, y0) : max(0, y1), max(0, x0) : max(0, x1)] = True
    return mask


def chosen(page: Grey, mask: NDArray[np.bool_]) -> Spots:
    """The centres of the best patches, strongest first: [n, 2] as x, y."""
    strength = _cornerness(page)
    covered, _ = box_sum(mask, RADIUS)
    strength[covered > 0] = 0
    strength[:_BORDER] = strength[-_BORDER:] = 0
    strength[:, :_BORDER] = strength[:, -_BORDER:] = 0
    found = []
    for rows in np.array_split(np.arange(HEIGHT), ROWS):
        for columns in np.array_split(np.arange(WIDTH), COLUMNS):
            cell = strength[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
            y, x = np.unravel_index(int(cell.argmax()), cell.shape)
            if cell[y, x] > _WEAKEST:
                found.append((float(cell[y, x]), int(columns[0] + x), int(rows[0] + y)))
    found.sort(reverse=True)
    return np.array([(x, y) for _, x, y in found[:MOST]], np.int64).reshape(-1, 2)


def _cornerness(page: Grey) -> NDArray[np.float64]:
    """The smaller eigenvalue of the gradients' second moments over a patch, per pixel."""
    real: NDArray[np.float64] = page.astype(np.float64)
    down, across = np.asarray(np.gradient(real))
    xx, count = box_sum(across * across, RADIUS)
    yy, _ = box_sum(down * down, RADIUS)
    xy, _ = box_sum(across * down, RADIUS)
    spread = np.sqrt(((xx - yy) / 2) ** 2 + xy**2)
    smaller: NDArray[np.float64] = ((xx + yy) / 2 - spread) / count
    return smaller


def cut(page: Grey, spots: Spots, radius: int) -> NDArray[np.uint8]:
    """The squares around these centres, all inside the page: [n, side, side] in 0, 2, … 14.

    Eight greys tell as much as sixteen, and a pack is a fifth smaller (decision 0083).
    """
    side = np.arange(-radius, radius + 1)
    rows = spots[:, 1, None, None] + side[None, :, None]
    columns = spots[:, 0, None, None] + side[None, None, :]
    squares: NDArray[np.uint8] = (page[rows, columns] >> 5 << 1).astype(np.uint8)
    return squares


def cut_half(page: Grey, spots: Spots) -> NDArray[np.uint8]:
    """The coarse twins of the first patches, from the halved page."""
    half = halved(page)
    rows, columns = half.shape
    near = spots[:MOST_HALF] >> 1
    near = np.clip(near, HALF_RADIUS, np.array([columns - HALF_RADIUS - 1, rows - HALF_RADIUS - 1]))
    return cut(half, near, HALF_RADIUS)


def packed(squares: NDArray[np.uint8]) -> bytes:
    """Two greys a byte, the first in the low half; each square starts at a byte."""
    flat = squares.reshape(len(squares), -1)
    if flat.shape[1] % 2:
        flat = np.pad(flat, ((0, 0), (0, 1)))
    return (flat[:, ::2] | flat[:, 1::2] << 4).astype(np.uint8).tobytes()
