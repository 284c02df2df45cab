"""Connected parts of a black-and-white picture, by runs: no pixel is visited twice in Python."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class Components:
    """Each part's pixels (`area`), box (inclusive) and centre; `labels` per run."""

    area: Ints
    left: Ints
    right: Ints
    top: Ints
    bottom: Ints
    x: NDArray[np.float64]
    y: NDArray[np.float64]
    row: Ints
    start: Ints
    stop: Ints
    label: Ints

    @property
    def width(self) -> Ints:
        return self.right - self.left + 1

    @property
    def height(self) -> Ints:
        return self.bottom - self.top + 1

    def touching(self, picture: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Of each part, whether the other picture is set somewhere in it."""
        before = np.zeros((picture.shape[0], picture.shape[1] + 1), np.int64)
        picture.cumsum(1, out=before[:, 1:])
        hit = before[self.row, self.stop] > before[self.row, self.start]
        found: NDArray[np.bool_] = np.bincount(self.label[hit], minlength=len(self.area)) > 0
        return found

    def painted(self, keep: NDArray[np.bool_], shape: tuple[int, int]) -> NDArray[np.uint8]:
        """A picture with only the parts in `keep`."""
        edges = np.zeros((shape[0], shape[1] + 1), np.int32)
        chosen = keep[self.label]
        np.add.at(edges, (self.row[chosen], self.start[chosen]), 1)
        np.add.at(edges, (self.row[chosen], self.stop[chosen]), -1)
        return edges.cumsum(1)[:, :-1].astype(np.uint8)


def components(picture: NDArray[np.bool_]) -> Components:
    """The parts that touch by side or corner (8-connected)."""
    rows, columns = picture.shape
    padded = np.zeros((rows, columns + 2), np.int8)
    padded[:, 1:-1] = picture
    steps = np.diff(padded, axis=1)
    row, start = np.nonzero(steps == 1)
    stop = np.nonzero(steps == -1)[1]
    label = _joined(len(row), *_touching(row, start, stop, rows))
    return _measured(row, start, stop, label)


def _touching(row: Ints, start: Ints, stop: Ints, rows: int) -> tuple[Ints, Ints]:
    """Pairs of runs in adjacent rows that touch, corners included."""
    first = np.searchsorted(row, np.arange(rows + 1))
    above: list[Ints] = []
    below: list[Ints] = []
    for y in range(1, rows):
        a0, a1, b1 = first[y - 1], first[y], first[y + 1]
        if a1 in (a0, b1):
            continue
        # Runs of one row are ordered, so those that touch a run below are a range.
        low = np.searchsorted(stop[a0:a1], start[a1:b1], side="left")
        high = np.searchsorted(start[a0:a1], stop[a1:b1], side="right")
        count = np.maximum(0, high - low)
        below.append(np.repeat(np.arange(a1, b1), count))
        offset = np.arange(count.sum()) - np.repeat(count.cumsum() - count, count)
        above.append(a0 + np.repeat(low, count) + offset)
    empty = np.zeros(0, np.int64)
    return np.concatenate([empty, *above]), np.concatenate([empty, *below])


def _joined(count: int, one: Ints, other: Ints) -> Ints:
    """Labels 0, 1, … for the parts that the pairs connect: hooking and pointer jumping."""
    parent = np.arange(count)
    while True:
        a, b = parent[one], parent[other]
        different = a != b
        if not different.any():
            break
        low, high = np.minimum(a, b)[different], np.maximum(a, b)[different]
        np.minimum.at(parent, high, low)
        while True:
            jumped = parent[parent]
            if (jumped == parent).all():
                break
            parent = jumped
    return np.unique(parent, return_inverse=True)[1]


def _measured(row: Ints, start: Ints, stop: Ints, label: Ints) -> Components:
    count = int(label.max()) + 1 if len(label) else 0
    length = stop - start
    area = np.bincount(label, length, count).astype(np.int64)
    middle = (start + stop - 1) / 2
    low = np.iinfo(np.int64).max
    left, top = np.full(count, low), np.full(count, low)
    right, bottom = np.full(count, -1), np.full(count, -1)
    np.minimum.at(left, label, start)
    np.maximum.at(right, label, stop - 1)
    np.minimum.at(top, label, row)
    np.maximum.at(bottom, label, row)
    return Components(
        area=area,
        left=left,
        right=right,
        top=top,
        bottom=bottom,
        x=np.bincount(label, middle * length, count) / np.maximum(area, 1),
        y=np.bincount(label, row * length, count) / np.maximum(area, 1),
        row=row,
        start=start,
        stop=stop,
        label=label,
    )
