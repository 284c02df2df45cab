"""Look-alikes: pages that share much, and the tiles in which two of them differ.

Forms of one organisation share half a page; last year's edition differs in one question. The
camera asks the tiles, and only the tiles, which of the two lies before it.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from oogopslag.core.paper.grey import HEIGHT, WIDTH, Grey, box_sum
from oogopslag.core.paper.patches import RADIUS, Spots

TILE = 9
"""A tile is 19 pixels square."""
STEP = 16
ALIKE = 0.25
"""Share of patches found back at (nearly) the same place that makes two pages look alike."""
MOST_TILES, FEWEST_TILES, MOST_SIBLINGS = 14, 4, 10
_DIFFERENT = 50.0
_SHIFT = 4
_SAME = 0.7
_TELLING, _COMPARED = 0.6, 56
_AROUND = 3
"""How far the camera looks around a tile, in page pixels (`told` in js/lens/patches.js)."""


@dataclass(frozen=True, kw_only=True)
class Likeness:
    """How much of a page stands on another one (0..1), and where the two differ: [n, 2] x, y."""

    other: int
    share: float
    tiles: Spots


Soft = NDArray[np.float64]


def softened(page: Grey) -> Soft:
    """The page over a square of three: small shifts of the print do not count as differences."""
    total, count = box_sum(page, 1)
    soft: NDArray[np.float64] = total / count
    return soft


def share(page: Grey, spots: Spots, other: Grey) -> float:
    """The share of every second patch that the other page shows within four pixels."""
    some = spots[::2]
    inside = (
        (some >= RADIUS + _SHIFT).all(1)
        & (some[:, 0] < WIDTH - RADIUS - _SHIFT)
        & (some[:, 1] < HEIGHT - RADIUS - _SHIFT)
    )
    some = some[inside]
    if not len(some):
        return 0.0
    template = _normalised(_windows(page, some, RADIUS))
    best = np.full(len(some), -1.0)
    for dy in range(-_SHIFT, _SHIFT + 1, 2):
        for dx in range(-_SHIFT, _SHIFT + 1, 2):
            moved = _normalised(_windows(other, some + np.array([dx, dy]), RADIUS))
            best = np.maximum(best, (template * moved).sum((1, 2)))
    return float((best > _SAME).mean())


def _windows(page: Grey, spots: Spots, radius: int) -> NDArray[np.float64]:
    side = np.arange(-radius, radius + 1)
    rows = spots[:, 1, None, None] + side[None, :, None]
    columns = spots[:, 0, None, None] + side[None, None, :]
    windows: NDArray[np.float64] = page[rows, columns].astype(np.float64)
    return windows


def _normalised(windows: NDArray[np.float64]) -> NDArray[np.float64]:
    centred = windows - windows.mean((1, 2), keepdims=True)
    length = np.sqrt((centred**2).sum((1, 2), keepdims=True))
    result: NDArray[np.float64] = centred / np.maximum(length, 40.0)
    return result


def differing(
    one: Grey, other: Grey, mask: NDArray[np.bool_], soft: tuple[Soft, Soft] | None = None
) -> Spots:
    """Centres of tiles where two pages differ clearly outside the mask, spread out: [n, 2].

    `soft`: both as `softened` gave them, for who compares a page with many.
    """
    apart = np.abs(np.subtract(*(soft or (softened(one), softened(other)))))
    apart[mask] = 0
    margin = TILE + 6
    rows = np.arange(margin, HEIGHT - margin - STEP // 2, STEP)
    columns = np.arange(margin, WIDTH - margin - STEP // 2, STEP)
    start = margin - STEP // 2
    cells = apart[start : start + len(rows) * STEP, start : start + len(columns) * STEP]
    strength = cells.reshape(len(rows), STEP, len(columns), STEP).max((1, 3))
    strong = np.argwhere(strength >= _DIFFERENT)
    if not len(strong):
        return _NONE
    spots: Spots = np.stack([columns[strong[:, 1]], rows[strong[:, 0]]], 1)
    if len(spots) > _COMPARED:
        spots = spots[np.linspace(0, len(spots) - 1, _COMPARED).round().astype(int)]
    # A line that only stands a little lower tells nothing: the camera looks around each tile. Nor
    # does a blank place beside a line, where the other page has one: so both are asked.
    alike = np.maximum(_likest(one, other, spots), _likest(other, one, spots))
    telling = alike < max(_TELLING, float(np.sort(alike)[min(len(alike), FEWEST_TILES) - 1]) + 1e-6)
    spots = spots[telling]
    if len(spots) > MOST_TILES:
        # Spread over the whole difference: a thumb or a shadow must not hide all of it.
        order = np.linspace(0, len(spots) - 1, MOST_TILES).round().astype(int)
        spots = spots[order]
    return spots


def _likest(one: Grey, other: Grey, spots: Spots) -> NDArray[np.float64]:
    """How much each tile of a page is like the other page at its likest place nearby (-1..1)."""
    template = _normalised(_windows(one, spots, TILE))
    best = np.full(len(spots), -1.0)
    for dy in range(-_AROUND, _AROUND + 1):
        for dx in range(-_AROUND, _AROUND + 1):
            moved = _normalised(_windows(other, spots + np.array([dx, dy]), TILE))
            best = np.maximum(best, (template * moved).sum((1, 2)))
    return best


_NONE: Spots = np.zeros((0, 2), np.int64)
