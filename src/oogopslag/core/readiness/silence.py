"""When a service that had cases has none any more: no news is no good news.

All arrays are (services × months), months in order, without gaps.
"""

import numpy as np

from oogopslag.core.readiness.intervals import Flags, Floats, Ints

BLOCK = 4_096
"""Services worked on at once, so that their sums stay in the processor's cache."""

TRICKLE = 10
"""Fewer than one in so many of the usual month counts as silence too."""


def silent(n: Ints, *, expected: float, months: int) -> Flags:
    """Whether the cases `n` stayed away, in each month, beyond what chance would do.

    What is usual is read from up to `months` months before, from the first case on. Nothing came
    in for s months: silent when their mean × s is at least `expected` (with 3, chance does that in
    5 of 100 times: e^-3). Something came in: silent when it is less than one in TRICKLE of the
    middle month, so that one peak makes nothing else look small. No silence where the same month
    of the year before was as quiet: that is the season.
    """
    found = np.zeros(n.shape, np.bool_)
    # Almost every service has cases every month: only the others are looked at.
    odd = np.flatnonzero((n * TRICKLE < n.max(axis=1, initial=0)[:, None]).any(axis=1))
    for start in range(0, len(odd), BLOCK):
        rows = odd[start : start + BLOCK]
        found[rows] = _silent(n[rows].astype(np.int64), expected, months)
    return found


def _silent(n: Ints, expected: float, months: int) -> Flags:
    at = np.broadcast_to(np.arange(n.shape[1]), n.shape)
    seen = n > 0
    last = np.maximum.accumulate(np.where(seen, at, -1), axis=1)
    first = np.where(seen.any(axis=1), seen.argmax(axis=1), n.shape[1])[:, None]
    quiet = (last >= 0) & (_mean(n, last, first, months) * (at - last) >= expected)
    trickle = seen & (at > first) & (n * TRICKLE < n.max(axis=1)[:, None])
    rows = np.flatnonzero(trickle.any(axis=1))
    quiet[rows] |= trickle[rows] & (n[rows] * TRICKLE < _middle(n[rows], first[rows], months))
    return quiet & ~_season(n, first)


def _mean(n: Ints, until: Ints, first: Ints, months: int) -> Floats:
    """Cases a month over the months up to and with `until`."""
    total = np.zeros((n.shape[0], n.shape[1] + 1), np.int64)
    np.cumsum(n, axis=1, out=total[:, 1:])
    begin = np.clip(until - months + 1, np.minimum(first, n.shape[1]), n.shape[1])
    upto = np.take_along_axis(total, until + 1, axis=1)
    sums = upto - np.take_along_axis(total, begin, axis=1)
    return np.where(until >= first, sums / np.maximum(until - begin + 1, 1), 0.0)


def _middle(n: Ints, first: Ints, months: int) -> Floats:
    """The middle one of the months before each; 0 where there is none yet."""
    there = np.where(np.arange(n.shape[1]) >= first, n.astype(np.float64), np.nan)
    found = np.zeros(n.shape)
    for month in range(1, n.shape[1]):
        before = there[:, max(0, month - months) : month]
        some = np.isfinite(before[:, -1])
        found[some, month] = np.nanmedian(before[some], axis=1)
    return found


def _season(n: Ints, first: Ints) -> Flags:
    """A year before it was as quiet in this month, and its first case was before that."""
    usual = np.zeros(n.shape, np.bool_)
    if n.shape[1] > 12:
        at = np.arange(12, n.shape[1])[None, :]
        usual[:, 12:] = (n[:, :-12] <= n[:, 12:] * TRICKLE) & (at - 12 > first)
    return usual
