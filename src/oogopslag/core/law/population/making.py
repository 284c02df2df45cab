"""Makes people: households drawn from margins, in batches, so that a country fits in memory.

The same seed and size give the same people. Nobody made here exists: ids are counted from 1 and
no name or number of a register is made.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import polars as pl

from oogopslag.core.law.population.calendar import number_of
from oogopslag.core.law.population.facts_made import Drawn, column, money, texts
from oogopslag.core.law.population.margins import AS_OF, Margins
from oogopslag.core.law.subject import FactDictionary

Array = np.ndarray[Any, Any]
HOUSEHOLDS = 100_000
"""Households per batch."""
_YEAR = 365.25
_KEPT = frozenset({"geboortedatum", "gemeente_code", "heeft_toeslagpartner"})


def people(
    margins: Margins, dictionary: FactDictionary, *, size: int, seed: int, missing: float = 0
) -> Iterator[pl.DataFrame]:
    """Exactly `size` people in whole households, batch by batch.

    `missing` is the share (0 to 1) of values that nobody knows; who somebody is and lives with is
    always known.
    """
    made = homes = batch = 0
    while made < size:
        dice = np.random.default_rng([seed, batch])
        frame = _Batch(margins, dictionary, dice, made + 1, homes + 1).people(size - made)
        yield _forgotten(frame, dice, missing)
        made, homes, batch = made + len(frame), int(frame["huishouden"][-1]), batch + 1


def _forgotten(frame: pl.DataFrame, dice: np.random.Generator, missing: float) -> pl.DataFrame:
    if not missing:
        return frame
    keep = _KEPT | {"id", "huishouden", "partner", "ouder_1", "ouder_2"}
    known = {name: dice.random(len(frame)) >= missing for name in frame.columns if name not in keep}
    return frame.with_columns(
        pl.when(pl.Series(mask)).then(pl.col(name)).alias(name) for name, mask in known.items()
    )


class _Batch:
    """A batch of households and the people in them."""

    def __init__(
        self, margins: Margins, dictionary: FactDictionary, dice: np.random.Generator, first: int,
        home: int,
    ) -> None:  # fmt: skip
        self.margins, self.dictionary, self.dice = margins, dictionary, dice
        self.first, self.home = first, home

    def _draw(self, shares: Any, size: int) -> tuple[list[Any], Array]:
        """The keys, and which of them each gets."""
        weights = np.array(list(shares.values()), dtype=float)
        return list(shares), self.dice.choice(len(weights), size, p=weights / weights.sum())

    def people(self, most: int) -> pl.DataFrame:
        """Everybody of the batch, at most `most`; who does not fit lives alone."""
        kinds, kind = self._draw(self.margins.tables["households"]["kinds"], HOUSEHOLDS)
        counts, count = self._draw(self.margins.tables["children"]["counts"], HOUSEHOLDS)
        two = np.array([name.startswith(("couple", "shared")) for name in kinds])[kind]
        young = np.array([name in {"couple_with_children", "single_parent"} for name in kinds])
        adults = 1 + two.astype(np.int64)
        children = np.where(young[kind], np.array(counts)[count], 0)
        fit = int(np.searchsorted(np.cumsum(adults + children), most, side="right"))
        left = most - int((adults + children)[:fit].sum())
        alone = min(left, HOUSEHOLDS - fit)
        if alone:
            # The last places of the population: single people, so that the size is exact.
            end = fit + alone
            kind[fit:end], adults[fit:end], children[fit:end] = kinds.index("single"), 1, 0
        else:
            end = fit
        married = np.array([name.startswith("couple") for name in kinds])[kind]
        renting = [self.margins.tables["tenure"]["renting_percent"][name] for name in kinds]
        rents = self.dice.random(HOUSEHOLDS) * 100 < np.array(renting)[kind]
        homes = {"adults": adults, "children": children, "married": married, "rents": rents}
        return self._members({name: values[:end] for name, values in homes.items()})

    def _members(self, homes: dict[str, Array]) -> pl.DataFrame:
        sizes = homes["adults"] + homes["children"]
        home = np.repeat(np.arange(len(sizes)), sizes)
        start = np.concatenate(([0], np.cumsum(sizes)[:-1]))
        place = np.arange(len(home)) - start[home]
        child = place >= homes["adults"][home]
        ids = self.first + np.arange(len(home))
        head = self.first + start[home]
        paired = homes["married"][home] & ~child
        drawn = self._drawn(home, child, len(sizes))
        both = homes["adults"][home] == 2
        columns: dict[str, Any] = {
            "id": ids,
            "huishouden": self.home + home,
            "partner": _some(np.where(place == 0, ids + 1, ids - 1), paired),
            "ouder_1": _some(head, child),
            "ouder_2": _some(head + 1, child & both),
        }
        columns |= self._facts(drawn, homes, home, paired)
        return pl.DataFrame(columns)

    def _drawn(self, home: Array, child: Array, homes: int) -> Drawn:
        """Ages: partners of one band; a child at least 18 years younger than the first adult."""
        bands, band = self._draw(self.margins.tables["age_of_head"]["bands"], homes)
        ends = np.array([[int(end) for end in name.split("-")] for name in bands])
        own = band[home]
        low, high = ends[own, 0], ends[own, 1] + 1
        age = low + self.dice.random(len(home)) * (high - low)
        first = np.concatenate(([True], home[1:] != home[:-1]))
        oldest = age[first][home]
        small = self.dice.random(len(home)) * np.clip(oldest - 18, 0.01, 18)
        age = np.where(child, small, age)
        return Drawn(self.dice, age, child, [bands[i] for i in range(len(bands))], own)

    def _facts(
        self, drawn: Drawn, homes: dict[str, Array], home: Array, paired: Array
    ) -> dict[str, pl.Series]:
        tables, size = self.margins.tables, len(home)
        codes, town = self._draw(self.margins.towns, len(homes["adults"]))
        rents = homes["rents"][home]
        mean, spread = tables["rent"]["normal"]
        rent = np.clip(self.dice.normal(mean, spread, len(homes["adults"])), 200, 4_000)[home]
        built = self.dice.integers(1900, 2025, len(homes["adults"]))[home]
        income = money(drawn, tables["income"]["bands"], 1_000_000)
        drawn = replace(drawn, poor=~drawn.child & (income < self.margins.low_income))
        born = number_of(AS_OF) - 1 - (drawn.age * _YEAR).astype(np.int64)
        adult = ~drawn.child
        found: dict[str, Any] = {
            "geboortedatum": pl.Series(born.astype(np.int32)).cast(pl.Date),
            "gemeente_code": texts(codes, town[home]),
            "heeft_toeslagpartner": paired,
            "gezamenlijke_huishouding": paired,
            "aantal_bewoners": (homes["adults"] + homes["children"])[home],
            "huurt_zelfstandige_woning": rents & adult,
            "rekenhuur": np.where(rents & adult, np.rint(rent).astype(np.int64) * 100, 0),
            "eigen_woning": ~rents & adult,
            "bouwjaar_woning": built,
            "zorgverzekerd": self.dice.random(size) * 100 < tables["shares"]["insured"],
            "verzamelinkomen": income,
            "netto_inkomen_per_maand": income * 3 // 4 // 12,
            "vermogen": (owned := money(drawn, tables["assets"]["bands"], 10_000_000)),
            "bezit_nu": owned,
            "spaargeld_nu": owned // 2,
            "aow_verzekerde_jaren": np.where(adult, np.clip(drawn.age - 17, 0, 50), 0).astype(int),
        }
        for name, margin in self.margins.facts.items():
            if name in self.dictionary and name not in found:
                found[name] = column(drawn, self.dictionary[name], margin)
        return {
            name: values if isinstance(values, pl.Series) else pl.Series(values)
            for name, values in found.items()
            if name in self.dictionary
        }


def _some(ids: Array, there: Array) -> pl.Series:
    """Ids where there is somebody, nothing elsewhere."""
    frame = pl.DataFrame({"id": ids, "there": there})
    return frame.select(pl.when("there").then("id")).to_series()
