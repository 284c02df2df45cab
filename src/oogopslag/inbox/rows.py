"""The file of a job: read as a stream, checked whole, kept in encrypted chunks."""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from oogopslag.inbox.errors import UnreadableRows
from oogopslag.people import queries as people

CHUNK = 500
MOST_ROWS = 1_000_000
WHO = ("bsn", "simulator")
_GAP = re.compile(r"\(\(\s*([a-z][a-z0-9_]{0,39})\s*\)\)")
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
Row = list[str]


class _Pieces(io.RawIOBase):
    """A stream over pieces of bytes."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces, self._left = iter(pieces), b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._left:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._left = piece
        size = min(len(buffer), len(self._left))
        buffer[:size], self._left = self._left[:size], self._left[size:]
        return size


def read(pieces: Iterable[bytes], gaps: set[str]) -> Iterator[Row]:
    """The heading, then each row. UTF-8, with commas or semicolons.

    `gaps` are the names that the text needs. Raises UnreadableRows with the row and the reason.
    """
    stream = io.TextIOWrapper(
        io.BufferedReader(_Pieces(pieces)), encoding="utf-8-sig", errors="strict", newline=""
    )
    number = 0
    try:
        first = stream.readline()
        sign = ";" if first.count(";") > first.count(",") else ","
        rows = csv.reader(stream, delimiter=sign, strict=True)
        if "\x00" in first:  # UTF-16 without a mark at its start reads as UTF-8 with NULs between
            raise UnreadableRows("wrong-encoding", 0)
        names = next(csv.reader([first], delimiter=sign), [])
        heading = [name.strip().lower() for name in names]
        _check(heading, gaps)
        yield heading
        for number, row in enumerate(rows, start=1):
            if number > MOST_ROWS:
                raise UnreadableRows("too-many-rows", number)
            if any("\x00" in cell for cell in row):
                raise UnreadableRows("broken-row", number)
            yield row
    except UnicodeDecodeError as error:
        raise UnreadableRows("wrong-encoding", number + 1) from error
    except csv.Error as error:
        raise UnreadableRows("broken-row", number + 1) from error


def _check(heading: Row, gaps: set[str]) -> None:
    if not any(name in WHO for name in heading):
        raise UnreadableRows("no-recipient-column", 0)
    if len(set(heading)) != len(heading) or not all(_NAME.fullmatch(n) for n in heading):
        raise UnreadableRows("wrong-heading", 0)
    if missing := gaps - set(heading):
        raise UnreadableRows("missing-columns", 0, ", ".join(sorted(missing)))


def chunks(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Five hundred rows at a time."""
    held: list[Row] = []
    for row in rows:
        held.append(row)
        if len(held) == CHUNK:
            yield held
            held = []
    if held:
        yield held


def sealed(rows: list[Row]) -> str:
    """Rows hold BSNs: in the database they stand encrypted only."""
    return people.seal(json.dumps(rows))


def opened(content: str) -> list[Row]:
    found: list[Row] = json.loads(people.unseal(content))
    return found


def gaps_in(template: Any) -> set[str]:
    """The names between double brackets anywhere in the texts of a template."""
    if isinstance(template, str):
        return set(_GAP.findall(template))
    parts = template.values() if isinstance(template, dict) else template
    return set().union(*(gaps_in(p) for p in parts)) if isinstance(template, dict | list) else set()


def filled(template: Any, values: Mapping[str, str]) -> Any:
    """The template with its gaps filled; values are text and never read for gaps again."""
    if isinstance(template, str):
        return _GAP.sub(lambda found: values[found[1]], template)
    if isinstance(template, dict):
        return {key: filled(part, values) for key, part in template.items()}
    return [filled(part, values) for part in template] if isinstance(template, list) else template
