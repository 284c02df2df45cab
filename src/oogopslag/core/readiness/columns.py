"""Events in columns: one Parquet file per month, counted per service in one pass."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from oogopslag.core.readiness.events import Event, Vocabulary
from oogopslag.core.readiness.intervals import Ints
from oogopslag.core.readiness.model import Model, Where

Cell = tuple[str, str]
"""Organisation and service."""

VOLUME: Where = {"event": ("letter.sent", "case.opened")}
"""What an organisation does most: letters sent and cases opened."""

KEYS = ("organisation", "service")


@dataclass(frozen=True, kw_only=True)
class Table:
    """Counts per name as (cells × months); `months` are YYYY-MM, without gaps."""

    cells: tuple[Cell, ...]
    months: tuple[str, ...]
    counts: Mapping[str, Ints]
    medians: Mapping[str, "np.ndarray[Any, np.dtype[np.float64]]"]

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.cells), len(self.months)


def schema(vocabulary: Vocabulary) -> dict[str, Any]:
    """The columns of an event file: fixed ones, and one for every field of any event."""
    fixed: dict[str, Any] = {
        "id": pl.String,
        "moment": pl.Datetime("ms", "UTC"),
        "event": pl.Enum(list(vocabulary.events)),
        "organisation": pl.Categorical,
        "service": pl.Categorical,
        "layer": pl.Enum(list(vocabulary.layers)),
        "domain": pl.Enum(list(vocabulary.domains)),
        "channel": pl.Enum(list(vocabulary.channels)),
        "pseudonym": pl.String,
    }
    for name, kind in vocabulary.fields().items():
        if kind == "flag":
            fixed[name] = pl.Boolean
        elif isinstance(kind, int):
            fixed[name] = pl.Int32
        else:
            fixed[name] = pl.Enum(list(kind))
    return fixed


def frame(vocabulary: Vocabulary, events: Iterable[Event]) -> pl.DataFrame:
    """Events as columns, each once: one that arrived twice is the same id."""
    columns = schema(vocabulary)
    rows = [
        {name: one.fields.get(name, getattr(one, name, None)) for name in columns} for one in events
    ]
    return pl.DataFrame(rows, schema=columns).unique("id", keep="first", maintain_order=True)


def counters(model: Model) -> dict[str, Where]:
    """What is counted for a model: name → which events."""
    found: dict[str, Where] = {"volume": VOLUME}
    for one in model.indicators.values():
        if one.of is not None and one.hits is not None:
            found |= {f"{one.id}.n": one.of, f"{one.id}.hits": one.hits}
        if one.compared is not None:
            found |= {f"{one.id}.n2": one.compared[0], f"{one.id}.hits2": one.compared[1]}
        if one.count is not None:
            found[f"{one.id}.count"] = one.count
    return found


def expression(where: Where) -> pl.Expr:
    """The rows that count."""
    found: pl.Expr | None = None
    for name, values in where.items():
        one = _among(name, values)
        found = one if found is None else found & one
    return pl.lit(True) if found is None else found.fill_null(False)


def _among(name: str, values: tuple[Any, ...]) -> pl.Expr:
    column = pl.col(name)
    among: pl.Expr
    real = [value for value in values if value is not None]
    if len(real) == 1:
        among = column == real[0]
    elif real:
        among = column.is_in(real)
    else:
        among = pl.lit(False)
    if None in values:
        among = column.is_null() | among.fill_null(False)
    return among


def count_month(model: Model, events: pl.LazyFrame) -> pl.DataFrame:
    """One row per cell with every count of one month; months are separate, so memory is bounded."""
    sums = [expression(where).sum().cast(pl.Int32).alias(name)
            for name, where in counters(model).items()]  # fmt: skip
    middles = [
        pl.col(one.median[1]).filter(expression(one.median[0])).median().alias(f"{one.id}.median")
        for one in model.indicators.values()
        if one.median is not None
    ]
    return events.group_by(*KEYS).agg(*sums, *middles).collect()


def assemble(
    model: Model,
    months: Sequence[str],
    counted: Mapping[str, pl.DataFrame],
    cells: Sequence[Cell] = (),
) -> Table:
    """Months of counts as one table; a month that nobody counted is a column of zeros.

    `cells` are services that exist even when nothing ever happened to them.
    """
    seen = {(str(a), str(b)) for one in counted.values() for a, b in one.select(KEYS).iter_rows()}
    rows = tuple(sorted(seen | set(cells)))
    index = pl.DataFrame(
        {"organisation": [a for a, _ in rows], "service": [b for _, b in rows],
         "cell": np.arange(len(rows))},
        schema={"organisation": pl.String, "service": pl.String, "cell": pl.Int64},
    )  # fmt: skip
    shape = len(rows), len(months)
    counts = {name: np.zeros(shape, np.int32) for name in counters(model)}
    medians = {one.id: np.full(shape, np.nan) for one in model.indicators.values() if one.median}
    for column, month in enumerate(months):
        if month not in counted:
            continue
        there = counted[month].with_columns(pl.col(KEYS).cast(pl.String))
        there = there.join(index, on=KEYS, how="inner")
        at = there["cell"].to_numpy()
        for name, target in counts.items():
            target[at, column] = there[name].to_numpy()
        for name, middle in medians.items():
            middle[at, column] = there[f"{name}.median"].to_numpy()
    return Table(cells=rows, months=tuple(months), counts=counts, medians=medians)  # type: ignore[arg-type]  # 32 bits halve the memory; sums are made in 64


def month_file(folder: Path, month: str) -> Path:
    return folder / f"events-{month}.parquet"


def scan(vocabulary: Vocabulary, file: Path) -> pl.LazyFrame:
    """A month's file in the columns of today: what an older vocabulary did not know is empty."""
    found = pl.scan_parquet(file)
    there = found.collect_schema()
    return found.select(
        pl.col(name)
        if there.get(name) == kind
        else (pl.col(name) if name in there else pl.lit(None)).cast(kind).alias(name)
        for name, kind in schema(vocabulary).items()
    )


def count_folder(
    model: Model, vocabulary: Vocabulary, folder: Path, months: Sequence[str]
) -> dict[str, pl.DataFrame]:
    """The months of a folder, one after another."""
    return {
        month: count_month(model, scan(vocabulary, file))
        for month in months
        if (file := month_file(folder, month)).exists()
    }
