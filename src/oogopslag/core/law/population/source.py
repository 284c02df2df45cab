"""Reads a population from a table, and refuses what would give a wrong amount.

Columns: `id`; facts by their name (amounts in whole cents); `partner` (an id, or nothing: nobody);
`ouder_1` and `ouder_2` of a child; `huishouden` (a number per household). Instead of the last
three, lists of ids: `kinderen`, `medebewoners`, in which nothing means unknown. Facts and relations
without a column are unknown of everybody.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from polars.exceptions import PolarsError

from oogopslag.core.law.population.calendar import day_of, number_of
from oogopslag.core.law.population.errors import PopulationError
from oogopslag.core.law.population.people import Facts, People, Relation
from oogopslag.core.law.population.relating import RELATION_COLUMNS, Relating
from oogopslag.core.law.subject import FactDictionary, FactKind
from oogopslag.core.law.words import shown

Array = np.ndarray[Any, Any]
BORN = "geboortedatum"
_TYPES = {
    "boolean": "true or false",
    "amount": "whole cents",
    "number": "whole numbers or decimals (no floats)",
    "date": "dates",
    "string": "texts",
}


@dataclass(frozen=True)
class Wanted:
    """What is read: facts and relations by name, and texts that laws compare with.

    `latest` is the last day somebody can be born on.
    """

    facts: frozenset[str]
    relations: frozenset[str]
    texts: frozenset[str]
    latest: date


def scan(file: Path) -> pl.LazyFrame:
    """Raises PopulationError when this is no Parquet file, OSError when it is not there."""
    file.stat()
    try:
        frame = pl.scan_parquet(file)
        frame.collect_schema()
    except (PolarsError, OSError):
        raise PopulationError(f"{file} is no Parquet file that can be read.") from None
    return frame


def read(frame: pl.LazyFrame, dictionary: FactDictionary, wanted: Wanted) -> People:
    """The wanted columns, checked. Raises PopulationError with the row that is wrong."""
    schema = frame.collect_schema()
    _known_columns(schema, dictionary)
    ids = _ids(_column(frame, "id"))
    relating = Relating(frame, ids)
    relations: dict[str, Relation] = {}
    for name in sorted(wanted.relations):
        found = relating.relation(name)
        if found is not None:
            relations[name] = found
    names = sorted(wanted.facts & set(schema))
    texts = _texts(frame, [n for n in names if dictionary[n].type == "string"], wanted.texts)
    columns = {n: _fact(_column(frame, n), dictionary[n], ids, texts, wanted) for n in names}
    return People(ids=ids, columns=columns, relations=relations, texts=texts)


def _known_columns(schema: pl.Schema, dictionary: FactDictionary) -> None:
    if "id" not in schema:
        raise PopulationError("The population has no column 'id' with a number for each person.")
    if unknown := set(schema) - set(dictionary) - {"id"} - RELATION_COLUMNS:
        raise PopulationError(
            f"No fact or relation is named {', '.join(sorted(unknown))}: rename or drop the column."
        )


def _column(frame: pl.LazyFrame, name: str) -> pl.Series:
    return frame.select(name).collect().to_series().rechunk()


def _ids(series: pl.Series) -> Array:
    if not series.dtype.is_integer() or series.null_count():
        raise PopulationError("'id' must hold a whole number for each person.")
    ids: Array = series.cast(pl.Int64).to_numpy()
    if not (len(ids) < 2 or (np.diff(ids) > 0).all()) and series.n_unique() < len(ids):
        twice = series.filter(series.is_duplicated())[0]
        raise PopulationError(f"Person {twice} stands in the population twice.")
    return ids


def _texts(frame: pl.LazyFrame, names: Iterable[str], constants: frozenset[str]) -> tuple[str, ...]:
    texts = set(constants)
    for name in names:
        found = frame.select(pl.col(name).unique()).collect().to_series()
        if found.dtype not in {pl.String, pl.Null} and not isinstance(
            found.dtype, pl.Categorical | pl.Enum
        ):
            raise PopulationError(f"{name} must hold texts, not {found.dtype}.")
        texts.update(found.cast(pl.String).drop_nulls())
    return tuple(sorted(texts - {""}))


def _fact(
    series: pl.Series, kind: FactKind, ids: Array, texts: tuple[str, ...], wanted: Wanted
) -> Facts:
    if series.dtype == pl.Null:
        series = series.cast({"boolean": pl.Boolean, "date": pl.Date}.get(kind.type, pl.Int64))
    nulls = series.is_null().to_numpy() if series.null_count() else None
    raw, scale = _raw(series, kind, texts)
    found = Facts(kind.type, raw, nulls, scale)
    if kind.type not in {"boolean", "string"}:
        _within(found, kind, ids, wanted)
    return found


def _raw(series: pl.Series, kind: FactKind, texts: tuple[str, ...]) -> tuple[Array, int]:
    """Whole numbers, something within the domain where the fact is unknown."""
    dtype = series.dtype
    match kind.type:
        case "boolean" if dtype == pl.Boolean:
            return series.fill_null(False).to_numpy(), 1
        case "string":
            codes = series.cast(pl.String).cast(pl.Enum(texts), strict=False).to_physical()
            return codes.cast(pl.Int32).fill_null(-1).to_numpy(), 1
        case "date" if dtype == pl.Date:
            return series.to_physical().fill_null(_lowest(kind)).to_numpy(), 1
        case "amount" | "number" if dtype.is_integer():
            return _compact(series.cast(pl.Int64).fill_null(_lowest(kind)), kind, 1), 1
        case "number" if isinstance(dtype, pl.Decimal):
            scale = 10 ** (dtype.scale or 0)
            low = _lowest(kind) * scale
            return _compact(series.to_physical().cast(pl.Int64).fill_null(low), kind, scale), scale
    raise PopulationError(f"{kind.name} must hold {_TYPES[kind.type]}, not {dtype}.")


def _lowest(kind: FactKind) -> int:
    return number_of(kind.low) if isinstance(kind.low, date) else int(kind.low)


def _highest(kind: FactKind) -> int:
    return number_of(kind.high) if isinstance(kind.high, date) else int(kind.high)


def _compact(series: pl.Series, kind: FactKind, scale: int) -> Array:
    """Four bytes where the domain allows it; what lies outside stays visible for the check."""
    fits = (series.max() or 0) < 2**31 and (series.min() or 0) >= -(2**31)  # type: ignore[operator]
    return (series.cast(pl.Int32) if fits else series).to_numpy()


def _within(found: Facts, kind: FactKind, ids: Array, wanted: Wanted) -> None:
    """Raises PopulationError for the first person whose value no law was made for."""
    raw, nulls, scale = found.values, found.nulls, found.scale
    low, high = _lowest(kind) * scale, _highest(kind) * scale
    if kind.name == BORN:
        high = min(high, number_of(wanted.latest))
    if not len(raw) or (raw.min() >= low and raw.max() <= high):
        return
    wrong = (raw < low) | (raw > high)
    if nulls is not None:
        wrong &= ~nulls
    if not wrong.any():
        return
    row = int(wrong.argmax())
    value, ends = raw[row], f"from {_said(low, kind, scale)} to {_said(high, kind, scale)}"
    reason = "lies in the future" if kind.name == BORN and value > high else f"must lie {ends}"
    raise PopulationError(
        f"Person {ids[row]} (row {row + 1}): {kind.name} is {_said(value, kind, scale)}; "
        f"it {reason}. Nothing was computed."
    )


def _said(value: Any, kind: FactKind, scale: int) -> str:
    if kind.type == "date":
        try:
            return day_of(value).isoformat()
        except OverflowError:
            return f"day {value}"
    if kind.type == "amount":
        return shown(int(value), "amount", "en")
    return f"{int(value) / scale:g}"
