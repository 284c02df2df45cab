"""Values of single facts for made people."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from oogopslag.core.law.population.calendar import number_of
from oogopslag.core.law.population.margins import AS_OF
from oogopslag.core.law.subject import FactKind

Array = np.ndarray[Any, Any]
_STUDENT = 30


@dataclass(frozen=True)
class Drawn:
    """Who the people of a batch are: age in years, whether a child of the household, age band.

    `poor` says whose own income is low; None until incomes are drawn.
    """

    dice: np.random.Generator
    age: Array
    child: Array
    bands: list[str]
    band: Array
    poor: Array | None = None

    def meant(self, whom: str) -> Array:
        match whom:
            case "adults":
                return ~self.child
            case "children":
                return self.child
            case "low_income" if self.poor is not None:
                return self.poor
            case "students":
                found: Array = ~self.child & (self.age < _STUDENT)
                return found
        return np.ones(len(self.age), dtype=bool)


def money(drawn: Drawn, bands: Mapping[str, Any], most: int) -> Array:
    """Whole euros in cents, lognormal by age band; children have none."""
    median = np.array([bands[name][0] for name in drawn.bands], dtype=float)[drawn.band]
    spread = np.array([bands[name][1] for name in drawn.bands], dtype=float)[drawn.band]
    euros = median * np.exp(spread * drawn.dice.standard_normal(len(drawn.age)))
    found: Array = np.where(drawn.child, 0, np.minimum(np.rint(euros), most)).astype(np.int64) * 100
    return found


def _most(kind: FactKind) -> int:
    if not isinstance(kind.high, int):
        raise ValueError(f"{kind.name} is no amount: it cannot have a margin of money.")
    return kind.high


def texts(names: list[str], places: Array) -> pl.Series:
    """The name at each place."""
    return pl.Series(names, dtype=pl.Enum(names)).gather(places)


def column(drawn: Drawn, kind: FactKind, margin: Mapping[str, Any]) -> pl.Series:
    """One fact by its margin. Raises ValueError for a margin that does not fit the fact."""
    size, meant = len(drawn.age), drawn.meant(margin.get("of", "everybody"))
    match dict(margin):
        case {"share": share}:
            return pl.Series((drawn.dice.random(size) * 100 < share) & meant)
        case {"choice": choice}:
            names, weights = list(choice), np.array(list(choice.values()), dtype=float)
            return texts(names, drawn.dice.choice(len(names), size, p=weights / weights.sum()))
        case {"whole": (low, high)}:
            return pl.Series(np.where(meant, drawn.dice.integers(low, high + 1, size), low))
        case {"money": (median, spread)}:
            euros = np.rint(median * np.exp(spread * drawn.dice.standard_normal(size)))
            cents = np.minimum(euros.astype(np.int64) * 100, _most(kind))
            return pl.Series(np.where(meant, cents, 0))
        case {"range": (low, high)}:
            cents = drawn.dice.integers(round(low * 100), round(high * 100) + 1, size)
            return pl.Series(np.where(meant, cents, 0))
        case {"days": (low, high)}:
            days = number_of(AS_OF) + drawn.dice.integers(low, high + 1, size)
            return pl.Series(days.astype(np.int32)).cast(pl.Date)
    raise ValueError(f"{kind.name} has a margin I do not know: {dict(margin)}.")
