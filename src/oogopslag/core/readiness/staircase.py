"""From gates to levels: of a service, with hysteresis, and of an organisation, with its spread."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from oogopslag.core.readiness.gates import Held
from oogopslag.core.readiness.intervals import Flags, Ints
from oogopslag.core.readiness.model import Model


def raw_levels(model: Model, gates: Iterable[Held], shape: tuple[int, int]) -> Ints:
    """The highest level of which all gates hold, and those of every level below it."""
    holds: dict[int, Flags] = {step.number: np.ones(shape, np.bool_) for step in model.levels[1:]}
    for gate in gates:
        holds[gate.gate.level] &= gate.holds
    level = np.zeros(shape, np.int64)
    open_so_far: Flags = np.ones(shape, np.bool_)
    for step in model.levels[1:]:
        open_so_far &= holds[step.number]
        level[open_so_far] = step.number
    return level


def steadied(raw: Ints) -> Ints:
    """Up at once; down only after two months below, and then no further than both say."""
    level = raw.copy()
    for month in range(1, raw.shape[1]):
        before, now = level[:, month - 1], raw[:, month]
        falls = now < before
        stays = falls & (raw[:, month - 1] >= before)
        level[:, month] = np.where(
            stays, before, np.where(falls, np.maximum(now, raw[:, month - 1]), now)
        )
    return level


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where organisations stand: level and, per level, how many of their services are on it."""

    level: Ints
    spread: Ints


def of_organisations(model: Model, level: Ints, volume: Ints, owner: Ints, many: int) -> Standing:
    """Levels of `many` organisations; `owner` is the organisation's index for each service.

    The highest L where services with enough volume and enough by count are at L or above, and no
    service of the top by volume is below L minus 1. A service that a month does not know yet has
    level -1 and does not count.
    """
    months = level.shape[1]
    spread = np.zeros((many, months, len(model.levels)), np.int64)
    result = np.zeros((many, months), np.int64)
    for month in range(months):
        known = level[:, month] >= 0
        for number in range(len(model.levels)):
            here = known & (level[:, month] == number)
            spread[:, month, number] = np.bincount(owner[here], minlength=many)
        result[:, month] = _month(model, level[:, month], volume[:, month], owner, many)
    return Standing(level=result, spread=spread)


def _month(model: Model, level: Ints, volume: Ints, owner: Ints, many: int) -> Ints:
    known = level >= 0
    count = np.bincount(owner[known], minlength=many)
    total = np.bincount(owner[known], weights=volume[known], minlength=many)
    lowest = _lowest_of_top(model, level, volume, owner, many)
    best = np.zeros(many, np.int64)
    reached = np.ones(many, np.bool_)
    for number in range(1, len(model.levels)):
        at = known & (level >= number)
        counted = np.bincount(owner[at], minlength=many)
        weighed = np.bincount(owner[at], weights=volume[at], minlength=many)
        by_count = counted >= model.count * count - 1e-9
        # Without any use in a month volume says nothing: then the count alone decides.
        by_volume = np.where(total > 0, weighed >= model.volume * total - 1e-9, by_count)
        reached &= by_count & by_volume & (lowest >= number - 1) & (count > 0)
        best[reached] = number
    return best


def _lowest_of_top(model: Model, level: Ints, volume: Ints, owner: Ints, many: int) -> Ints:
    """The lowest level among each organisation's largest services."""
    known = np.flatnonzero(level >= 0)
    order = known[np.lexsort((known, -volume[known], owner[known]))]
    owners = owner[order]
    first = np.searchsorted(owners, np.arange(many))
    rank = np.arange(len(order)) - first[owners]
    top = order[rank < model.top]
    lowest = np.full(many, len(model.levels), np.int64)
    np.minimum.at(lowest, owner[top], level[top])
    return lowest
