"""Relations from columns of ids: partners, children, who lives in one household."""

from typing import Any

import numpy as np
import polars as pl

from oogopslag.core.law.population.errors import PopulationError
from oogopslag.core.law.population.people import NOBODY, Many, One, Relation
from oogopslag.core.law.scope import MOST_MEMBERS

Array = np.ndarray[Any, Any]
RELATION_COLUMNS = frozenset(
    {"partner", "ouder_1", "ouder_2", "huishouden", "kinderen", "medebewoners"}
)
_AT_ONCE = 262_144
"""People whose housemates are sorted at once: what is in between stays small."""


class Relating:
    """Makes relations of one table. Raises PopulationError for what cannot be."""

    def __init__(self, frame: pl.LazyFrame, ids: Array) -> None:
        self.frame, self.ids = frame, ids
        self.names = frame.collect_schema().names()
        self._in_order = len(ids) < 2 or bool((np.diff(ids) > 0).all())
        self._order = None if self._in_order else np.argsort(ids, kind="stable")
        self._partner: One | None = None

    def relation(self, name: str) -> Relation | None:
        """None when no column tells it."""
        if name == "partner":
            return self.partner()
        if name in self.names:
            return self._listed(name)
        if name == "kinderen" and "ouder_1" in self.names:
            return self._children()
        if name == "medebewoners" and "huishouden" in self.names:
            return self._housemates()
        return None

    def _series(self, name: str) -> pl.Series:
        series = self.frame.select(name).collect().to_series().rechunk()
        if series.dtype == pl.Null:
            return series.cast(pl.Int64)
        if not series.dtype.is_integer():
            raise PopulationError(f"{name} must hold ids of people, not {series.dtype}.")
        return series.cast(pl.Int64)

    def _rows(self, wanted: Array, name: str) -> Array:
        """Row numbers of ids; an id that is no row is refused."""
        if not len(wanted):
            return np.zeros(0, dtype=np.int32)
        ids = self.ids if self._order is None else self.ids[self._order]
        if not len(ids):
            raise PopulationError(f"{name} names person {wanted[0]}, who is not there.")
        if ids[-1] - ids[0] == len(ids) - 1:
            place = np.clip(wanted - ids[0], 0, len(ids) - 1)
        else:
            place = np.minimum(np.searchsorted(ids, wanted), len(ids) - 1)
        if (strange := ids[place] != wanted).any():
            raise PopulationError(
                f"{name} names person {wanted[strange.argmax()]}, who is not in the population."
            )
        rows = place if self._order is None else self._order[place]
        found: Array = rows.astype(np.int32)
        return found

    def _ids_of(self, name: str) -> Array:
        """A column of ids as rows, NOBODY where it is empty."""
        series = self._series(name)
        some = series.is_not_null().to_numpy()
        rows = np.full(len(series), NOBODY, dtype=np.int32)
        rows[some] = self._rows(series.drop_nulls().to_numpy(), name)
        return rows

    def partner(self) -> One | None:
        """Nobody is their own partner, and a partner's partner is oneself."""
        if "partner" not in self.names:
            return None
        if self._partner is None:
            rows = self._ids_of("partner")
            some = np.flatnonzero(rows != NOBODY)
            own = rows[some] == some
            if own.any():
                one = self.ids[some[own.argmax()]]
                raise PopulationError(f"Person {one} is their own partner. Nothing was computed.")
            strange = rows[rows[some]] != some
            if strange.any():
                row = some[strange.argmax()]
                raise PopulationError(
                    f"Person {self.ids[row]} has person {self.ids[rows[row]]} as partner, but that "
                    "person has somebody else or nobody. Nothing was computed."
                )
            self._partner = One(rows)
        return self._partner

    def _children(self) -> Many:
        of, child = [], []
        for name in ("ouder_1", "ouder_2"):
            if name in self.names:
                rows = self._ids_of(name)
                some = np.flatnonzero(rows != NOBODY)
                of.append(rows[some])
                child.append(some)
        return self._many("kinderen", np.concatenate(of), np.concatenate(child))

    def _many(self, name: str, of: Array, member: Array, unknown: Array | None = None) -> Many:
        """Members of each in the order of their ids, so that the order of rows never matters."""
        own = of == member
        if own.any():
            one = self.ids[of[own.argmax()]]
            raise PopulationError(f"Person {one} is named among their own {name}.")
        of, member = self._in_turn(of, member)
        twice = (of[1:] == of[:-1]) & (member[1:] == member[:-1])
        if twice.any():
            one = self.ids[of[1:][twice.argmax()]]
            raise PopulationError(f"Person {one} has somebody twice among their {name}.")
        counts = np.bincount(of, minlength=len(self.ids))
        self._not_too_many(counts, name)
        return Many(self._begins(counts), member.astype(np.int32), unknown)

    def _in_turn(self, of: Array, member: Array) -> tuple[Array, Array]:
        order = np.lexsort((self.ids[member], of))
        return of[order], member[order]

    def _begins(self, counts: Array) -> Array:
        start = np.zeros(len(self.ids) + 1, dtype=np.int32)
        np.cumsum(counts, out=start[1:])
        return start

    def _not_too_many(self, counts: Array, name: str) -> None:
        if len(counts) and counts.max() > MOST_MEMBERS:
            row = int(counts.argmax())
            raise PopulationError(
                f"Person {self.ids[row]} has {counts[row]} {name}; laws are read for at most "
                f"{MOST_MEMBERS}. Nothing was computed."
            )

    def _listed(self, name: str) -> Many:
        series = self.frame.select(name).collect().to_series()
        if not isinstance(series.dtype, pl.List):
            raise PopulationError(f"{name} must hold lists of ids, not {series.dtype}.")
        unknown = series.is_null().to_numpy() if series.null_count() else None
        counts = series.list.len().fill_null(0).to_numpy()
        inside = series.drop_nulls().filter(series.drop_nulls().list.len() > 0).explode()
        if inside.null_count() or not (inside.dtype.is_integer() or not len(inside)):
            raise PopulationError(f"{name} must hold lists of ids and nothing else.")
        member = self._rows(inside.cast(pl.Int64).to_numpy(), name)
        of = np.repeat(np.arange(len(series), dtype=np.int32), counts)
        return self._many(name, of, member, unknown)

    def _housemates(self) -> Many:
        """Everybody else in the household who is not the partner."""
        series = self._series("huishouden")
        if series.null_count():
            raise PopulationError("'huishouden' must hold a number for each person.")
        homes = (series.rank("dense") - 1).cast(pl.Int32).to_numpy()
        sizes = np.bincount(homes)
        if len(sizes) and sizes.max() > MOST_MEMBERS:
            self._not_too_many(sizes[homes] - 1, "medebewoners")
        homely = _Homes(homes, np.argsort(homes, kind="stable").astype(np.int32), sizes)
        partner = self.partner()
        counts, members = np.zeros(len(homes), dtype=np.int8), [np.zeros(0, dtype=np.int32)]
        for begin in range(0, len(homes), _AT_ONCE):
            rows = np.arange(begin, min(begin + _AT_ONCE, len(homes)))
            of, member = homely.together(rows)
            keep = of != member
            if partner is not None:
                keep &= member != partner.row[of]
            of, member = self._in_turn(of[keep], member[keep])
            counts[rows] = np.bincount(of - begin, minlength=len(rows))
            members.append(member)
        return Many(self._begins(counts), np.concatenate(members))


class _Homes:
    """Households: the number of each person's, everybody by household, and how many live there."""

    def __init__(self, homes: Array, order: Array, sizes: Array) -> None:
        self.homes, self.order, self.sizes = homes, order, sizes
        self.first = np.concatenate(([0], np.cumsum(sizes)))

    def together(self, rows: Array) -> tuple[Array, Array]:
        """Each of `rows` with each who lives there, themselves too."""
        counts = self.sizes[self.homes[rows]]
        of = np.repeat(rows, counts)
        step = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        return of, self.order[self.first[self.homes[of]] + step]
