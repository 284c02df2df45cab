"""Grey pictures: means over boxes, blur, halving. Arrays are [row, column]."""

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
    total = np.zeros((rows + 1, columns + 1))
    total[1:, 1:] = picture.astype(np.float64).cumsum(0).cumsum(1)
    top, bottom = _span(rows, radius)
    left, right = _span(columns, radius)
    sums = (
        total[np.ix_(bottom, right)]
        - total[np.ix_(top, right)]
        - total[np.ix_(bottom, left)]
        + total[np.ix_(top, left)]
    )
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
    for axis in (1, 0):
        padded = np.pad(smooth, [(radius, radius) if a == axis else (0, 0) for a in (0, 1)])
        size = smooth.shape[axis]
        smooth = sum(
            (
                weight * np.take(padded, range(shift, shift + size), axis)
                for shift, weight in enumerate(kernel)
            ),
            np.zeros_like(smooth),
        )
    return smooth


def halved(picture: Grey) -> Grey:
    """Half the size: each pixel is the mean of four."""
    rows, columns = picture.shape[0] // 2 * 2, picture.shape[1] // 2 * 2
    parts = picture[:rows, :columns].astype(np.uint16).reshape(rows // 2, 2, columns // 2, 2)
    small: Grey = (parts.sum((1, 3)) // 4).astype(np.uint8)
    return small
