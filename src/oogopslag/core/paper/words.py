"""Words as points: ink that stands together, smeared until letters join and words do not."""

import numpy as np
from numpy.typing import NDArray

from oogopslag.core.paper.components import Components, components
from oogopslag.core.paper.grey import Grey, blur, box_sum

Points = NDArray[np.float64]
SMEAR = 0.14
"""How far letters reach for each other, in letter heights; tried with .08 and .2 as well."""
_DARKER, _STRONG = 16, 30
"""Ink is darker than its surroundings by the first; print has some pixel darker by the second."""
_FEWEST = 40


def words(picture: Grey, smear: float = SMEAR) -> Points:
    """The centres of the words, [n, 2] as x, y in pixels of the picture; none without text.

    Ink is what is darker than its surroundings (1/26 of the width); parts that are too large
    for letters (lines, logos, shadows) or too faint (the grain of a desk) do not count.
    """
    shape = picture.shape
    width = shape[1]
    window = int(width / 26) | 1
    total, count = box_sum(picture, window >> 1)
    real = picture.astype(np.float64)
    letters = components((real + _DARKER) * count < total)
    fits = _letters(letters, width) & letters.touching((real + _STRONG) * count < total)
    if fits.sum() < _FEWEST:
        return np.zeros((0, 2))
    heights = np.sort(letters.height[fits & (letters.height >= 4)])
    height = float(heights[len(heights) >> 1]) if len(heights) > 20 else 4.0
    smeared = blur(letters.painted(fits, (shape[0], width)), max(0.45, height * smear))
    found = components(smeared > 70 / 255)
    good = (
        (found.area > height * height * 0.6)
        & (found.width < width * 0.3)
        & (found.height < width * 0.06)
    )
    return np.stack([found.x[good], found.y[good]], 1)


def _letters(parts: Components, width: int) -> NDArray[np.bool_]:
    return (
        (parts.area >= 3)
        & (np.maximum(parts.width, parts.height) <= width * 0.08)
        & (parts.height <= width * 0.05)
    )
