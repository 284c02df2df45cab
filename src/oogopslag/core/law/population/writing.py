"""Writes tables batch by batch: what does not fit in memory still fits in one Parquet file."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl
from polars.io.plugins import register_io_source

_ROWS = 262_144


def write(batches: Iterator[pl.DataFrame], file: Path) -> int:
    """One Parquet file from tables of one shape; gives the number of rows.

    The file appears under its name when it is whole. Raises OSError when it cannot be written.
    """
    first = next(batches)
    rows = 0

    def source(
        columns: list[str] | None, predicate: pl.Expr | None, most: int | None, size: int | None
    ) -> Iterator[pl.DataFrame]:
        nonlocal rows
        batch: pl.DataFrame | None = first
        while batch is not None:
            rows += len(batch)
            yield batch
            batch = next(batches, None)

    part = file.with_name(file.name + ".part")
    try:
        register_io_source(source, schema=first.schema).sink_parquet(
            part, compression="lz4", row_group_size=_ROWS, engine="streaming"
        )
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
    return rows
