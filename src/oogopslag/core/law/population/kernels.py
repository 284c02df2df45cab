"""What each instruction does to arrays. Whole numbers only: int64 whose bounds were proved when
the law was compiled, or exact fractions as objects where they were not.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING, Any

import numpy as np

from oogopslag.core.law.operations import half_away

if TYPE_CHECKING:
    from oogopslag.core.law.population.running import Run

Array = np.ndarray[Any, Any]
ROUNDINGS: Mapping[str, Callable[[Any], int]] = {
    "floor": floor,
    "ceil": ceil,
    "half": half_away,
    "trunc": int,
}


def _load(run: "Run", rows: Any, name: str) -> Array:
    values: Array = run.people.columns[name].values[rows]
    return values if values.dtype == bool else values.astype(np.int64)


def _absent(run: "Run", rows: Any, name: str) -> Array:
    # The compiler asks it only of columns that have gaps.
    found: Array = run.people.columns[name].nulls[rows]  # type: ignore[index]
    return found


def _half(raw: Array, unit: Any) -> Array:
    whole = (2 * np.abs(raw) + unit) // (2 * unit)
    found: Array = np.where(raw < 0, -whole, whole)
    return found


def _trunc(raw: Array, unit: Any) -> Array:
    whole = np.abs(raw) // unit
    found: Array = np.where(raw < 0, -whole, whole)
    return found


def _box(raw: Any, scale: int, divisor: Any) -> Array:
    """Exact fractions, one object each: slow and without bounds."""
    size = np.broadcast(raw, divisor).size if divisor is not None else np.size(raw)
    found: Array = np.empty(size, dtype=object)
    under = divisor if divisor is not None else np.ones(size, dtype=np.int64)
    over = np.broadcast_to(raw, size)
    for i in range(size):
        found[i] = Fraction(int(over[i]), scale * int(under[i]))
    return found


def _rounded(boxed: Array, how: str) -> Array:
    return np.array([ROUNDINGS[how](one) for one in boxed], dtype=object)


def _sum(values: Array, starts: Array) -> Array:
    """Sums per person; int64 may wrap on the way, differences of wrapped sums are right."""
    total = np.zeros(len(values) + 1, dtype=values.dtype if values.dtype == object else np.int64)
    np.cumsum(values, out=total[1:])
    ends = total.take(starts)
    found: Array = ends[1:] - ends[:-1]
    return found


def _fold(values: Array, starts: Array, fold: np.ufunc, nothing: Any) -> Array:
    """Folds per person; who has no members gets `nothing`."""
    some = starts[1:] > starts[:-1]
    found: Array = np.full(len(some), nothing, dtype=values.dtype)
    if some.any():
        found[some] = fold.reduceat(values, starts[:-1][some])
    return found


def _any(flags: Array, starts: Array) -> Array:
    """Whether somebody of each holds: counting is fifteen times quicker than folding flags."""
    total = np.zeros(len(flags) + 1, dtype=np.int32)
    np.cumsum(flags, dtype=np.int32, out=total[1:])
    ends = total.take(starts)
    found: Array = ends[1:] > ends[:-1]
    return found


def _choose(where: Any, then: Any, otherwise: Any) -> Array:
    both = isinstance(then, np.ndarray) and isinstance(otherwise, np.ndarray)
    if both and then.dtype == bool and otherwise.dtype == bool:
        flags: Array = otherwise ^ (where & (then ^ otherwise))
        return flags
    found: Array = np.where(where, then, otherwise)
    return found


def _steps(run: "Run", raw: Array, bounds: int, values: int, narrow: bool) -> Array:
    """Which bracket each lies in, by counting the bounds that are passed, and what it gives."""
    passed = np.zeros(len(raw), dtype=np.int16)
    compared = raw.astype(np.int32) if narrow else raw
    for bound in run.tables[bounds]:
        passed += compared > bound
    found: Array = run.tables[values].take(passed)
    return found


def _everywhere(run: "Run", rows: Any, value: Any) -> Array:
    size = run.size if isinstance(rows, slice) else len(rows)
    return np.full(size, value, dtype=bool if isinstance(value, bool) else np.int64)


def _fill(starts: Array, value: Any, big: bool) -> Array:
    kind = object if big else bool if isinstance(value, bool) else np.int64
    return np.full(int(starts[-1]), value, dtype=kind)


def _ranked(mask: Array) -> Array:
    """Which question comes first: the place of the lowest bit, -1 when nothing is missing."""
    if mask.dtype == object:
        lowest = [(one & -one).bit_length() - 1 for one in mask]
        return np.array(lowest, dtype=np.int16)
    low = mask & -mask
    return (np.frexp(low.astype(np.float64))[1] - 1).astype(np.int16)


def _how_many(mask: Array) -> Array:
    if mask.dtype == object:
        return np.array([one.bit_count() for one in mask], dtype=np.int16)
    return np.bitwise_count(mask).astype(np.int16)


def _large(value: Any) -> Array:
    """Python's own numbers: NumPy makes a wrong int64 of one of 64 bits, without a word."""
    found: Array = np.asarray(value, dtype=object)
    return found


def _bits(condition: Array, bit: int, big: bool) -> Array:
    if big:
        return np.where(condition, _large(bit), _large(0))
    found: Array = np.where(condition, bit, 0).astype(np.int64)
    return found


PLAIN: Mapping[str, Callable[..., Any]] = {
    "add": np.add,
    "sub": np.subtract,
    "mul": np.multiply,
    "neg": np.negative,
    "abs": np.abs,
    "lt": np.less,
    "le": np.less_equal,
    "eq": np.equal,
    "ne": np.not_equal,
    "and": np.logical_and,
    "or": np.logical_or,
    "not": np.logical_not,
    "where": _choose,
    "min": np.minimum,
    "max": np.maximum,
    "floor": np.floor_divide,
    "ceil": lambda raw, unit: -(-raw // unit),
    "half": _half,
    "half_up": lambda raw, unit: (raw + unit // 2) // unit,
    "trunc": _trunc,
    "over": lambda a, b: a / b,
    "spread": lambda value, like: np.full(len(like), value, dtype=np.int64),
    "box": _box,
    "rounded": _rounded,
    "unbox": lambda boxed: boxed.astype(np.int64),
    "whole": lambda flags: flags.astype(np.int64),
    "sum": _sum,
    "any": _any,
    "all": lambda flags, starts: ~_any(~flags, starts),
    "highest": lambda values, starts, none: _fold(values, starts, np.maximum, none),
    "lowest": lambda values, starts, none: _fold(values, starts, np.minimum, none),
    "union": lambda values, starts: _fold(values, starts, np.bitwise_or, 0),
    "fill": _fill,
    "bits": _bits,
    "join": np.bitwise_or,
    "within": np.bitwise_and,
    "keep": lambda mask, open_: mask * open_,
    "select": lambda where, then, otherwise: np.where(where, _large(then), _large(otherwise)),
    "first_bit": _ranked,
    "count_bits": _how_many,
}
"""Kernels that need nothing but their arguments."""

PLACED: Mapping[str, Callable[..., Any]] = {
    "rows": lambda run: run.rows,
    "load": _load,
    "absent": _absent,
    "everywhere": _everywhere,
    "steps": _steps,
    "take": lambda run, raw, table, first: run.tables[table][raw - first].astype(np.int64),
    "one": lambda run, rows, name: run.people.relations[name].first(rows),
    "unrelated": lambda run, rows, name: run.people.relations[name].unknown_of(rows),
    "members": lambda run, rows, name: run.people.relations[name].members(rows),
    "starts": lambda run, rows, name: run.people.relations[name].starts_of(rows),
    "present": lambda run, rows: np.maximum(rows, 0),
}
"""Kernels that look at the people of the block."""
