"""A population in columns: facts as whole numbers, relations as row numbers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any, Protocol

import numpy as np

from oogopslag.core.law.population.calendar import day_of
from oogopslag.core.law.subject import Kind, Person, Value

Array = np.ndarray[Any, Any]
NOBODY = -1


@dataclass(frozen=True)
class Facts:
    """One fact of everybody: cents, days since 1970, codes, flags, or numbers times `scale`.

    `nulls` says where the fact is unknown; None when it is known of everybody. What stands in
    `values` there lies within the domain and is never read as a value.
    """

    kind: Kind
    values: Array
    nulls: Array | None = None
    scale: int = 1


class Relation(Protocol):
    """Who belongs to whom, by row number. `rows` is a slice, or an array of rows."""

    @property
    def gaps(self) -> bool:
        """Whether it is unknown of somebody."""

    def first(self, rows: Any) -> Array:
        """The first member of each, NOBODY where there is none or none is known."""

    def members(self, rows: Any) -> Array:
        """The members of all, one after another."""

    def starts_of(self, rows: Any) -> Array:
        """Where the members of each begin; one longer than `rows`."""

    def unknown_of(self, rows: Any) -> Array:
        """Of whom it is not known who belongs to them."""


@dataclass(frozen=True)
class One:
    """At most one member each: a partner."""

    row: Array
    gaps: bool = False

    def first(self, rows: Any) -> Array:
        found: Array = self.row[rows].astype(np.int64)
        return found

    def members(self, rows: Any) -> Array:
        found = self.first(rows)
        there: Array = found[found != NOBODY]
        return there

    def starts_of(self, rows: Any) -> Array:
        there: Array = self.first(rows) != NOBODY
        return _starts(there)

    def unknown_of(self, rows: Any) -> Array:
        return np.zeros(len(self.first(rows)), dtype=bool)


@dataclass(frozen=True)
class Many:
    """Any number of members: those of row i are `member[start[i]:start[i + 1]]`."""

    start: Array
    member: Array
    unknown: Array | None = None

    @property
    def gaps(self) -> bool:
        return self.unknown is not None

    def _ends(self, rows: Any) -> tuple[Array, Array]:
        return self.start[:-1][rows].astype(np.int64), self.start[1:][rows].astype(np.int64)

    def first(self, rows: Any) -> Array:
        begin, end = self._ends(rows)
        found = np.full(len(begin), NOBODY, dtype=np.int64)
        some = end > begin
        found[some] = self.member[begin[some]]
        return found

    def members(self, rows: Any) -> Array:
        begin, end = self._ends(rows)
        if isinstance(rows, slice):
            found: Array = self.member[begin[0] : end[-1]] if len(begin) else self.member[:0]
            return found.astype(np.int64)
        counts = end - begin
        shift = np.repeat(begin - (_starts(counts)[:-1]), counts)
        found = self.member[shift + np.arange(counts.sum())]
        return found.astype(np.int64)

    def starts_of(self, rows: Any) -> Array:
        begin, end = self._ends(rows)
        return _starts(end - begin)

    def unknown_of(self, rows: Any) -> Array:
        if self.unknown is None:
            return np.zeros(len(self.start[:-1][rows]), dtype=bool)
        found: Array = self.unknown[rows]
        return found


def _starts(counts: Array) -> Array:
    starts = np.zeros(len(counts) + 1, dtype=np.int64)
    np.cumsum(counts, out=starts[1:])
    return starts


@dataclass(frozen=True)
class People:
    """`texts` are sorted: the code of a text is its place; code -1 is the empty text."""

    ids: Array
    columns: Mapping[str, Facts]
    relations: Mapping[str, Relation]
    texts: tuple[str, ...] = ()
    extra: Mapping[str, Array] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.ids)

    def person(self, row: int, depth: int = 3) -> Person:
        """The same person for the scalar reader: to replay one row with its reasons.

        Relations are followed `depth` times, then nobody is known.
        """
        relations = {}
        for name, relation in self.relations.items() if depth else ():
            rows = np.array([row])
            if not relation.unknown_of(rows)[0]:
                relations[name] = tuple(
                    self.person(int(one), depth - 1) for one in relation.members(rows)
                )
        facts = {
            name: self._value(column, row)
            for name, column in self.columns.items()
            if column.nulls is None or not column.nulls[row]
        }
        return Person(facts=facts, relations=relations)

    def _value(self, column: Facts, row: int) -> Value:
        raw = column.values[row]
        match column.kind:
            case "boolean":
                return bool(raw)
            case "amount":
                return int(raw)
            case "number":
                return Fraction(int(raw), column.scale)
            case "string":
                return self.texts[int(raw)] if raw >= 0 else ""
        day: date = day_of(int(raw))
        return day


@dataclass(frozen=True)
class Shape:
    """What a compiler must know of a population before it sees anybody."""

    facts: Mapping[str, tuple[int, bool]]
    """Scale, and whether it is unknown of some, by fact."""
    relations: Mapping[str, bool]
    """Whether it is unknown of some, by relation."""
    texts: tuple[str, ...]


def shape_of(people: People) -> Shape:
    return Shape(
        facts={name: (one.scale, one.nulls is not None) for name, one in people.columns.items()},
        relations={name: one.gaps for name, one in people.relations.items()},
        texts=people.texts,
    )
