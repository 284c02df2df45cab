"""Grey pictures: means over boxes, blur, halving. Arrays are [row, column]."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]
Real = NDArray[np.float64]

WIDTH, HEIGHT = 640, 905
"""The canonical page, in pixels."""


def box_sum(picture: NDArray[Any], radius: int) -> tuple[Real, Real]:
    """Sum over the square of this radius around each pixel, and how many pixels it holds."""
    rows, columns = picture.shape
    kind = np.float64 if picture.dtype.kind == "f" else np.int64
    total = np.zeros((rows + 1, columns + 1), kind)
    picture.cumsum(0, dtype=kind, out=total[1:, 1:])
    total[1:, 1:].cumsum(1, out=total[1:, 1:])
    top, bottom = _span(rows, radius)
    left, right = _span(columns, radius)
    sums = (
        total[np.ix_(bottom, right)]
        - total[np.ix_(top, right)]
        - total[np.ix_(bottom, left)]
        + total[np.ix_(top, left)]
    ).astype(np.float64)
    return sums, np.outer(bottom - top, right - left).astype(np.float64)


def _span(size: int, radius: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    at = np.arange(size)
    return np.maximum(0, at - radius), np.minimum(size, at + radius + 1)


def blur(picture: NDArray[Any], sigma: float) -> Real:
    """Gaussian blur, cut at 2.5 sigma; outside the picture is zero."""
    radius = int(np.ceil(sigma * 2.5))
    at = np.arange(-radius, radius + 1)
    kernel = np.exp(-(at**2) / (2 * sigma * sigma))
    kernel /= kernel.sum()
    smooth = picture.astype(np.float64)
    rows, columns = smooth.shape
    across = np.pad(smooth, ((0, 0), (radius, radius)))
    smooth = _weighted([across[:, k : k + columns] for k in range(2 * radius + 1)], kernel)
    down = np.pad(smooth, ((radius, radius), (0, 0)))
    return _weighted([down[k : k + rows] for k in range(2 * radius + 1)], kernel)


def _weighted(shifted: Sequence[Real], kernel: Real) -> Real:
    total = np.zeros_like(shifted[0])
    for part, weight in zip(shifted, kernel, strict=True):
        total += weight * part
    return total


def halved(picture: Grey) -> Grey:
    """Half the size: each pixel is the mean of four."""
    rows, columns = picture.shape[0] // 2 * 2, picture.shape[1] // 2 * 2
    parts = picture[:rows, :columns].astype(np.uint16).reshape(rows // 2, 2, columns // 2, 2)
    small: Grey = (parts.sum((1, 3)) // 4).astype(np.uint8)
    return small
