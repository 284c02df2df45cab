"""What a change of rules would do: two versions of a scheme over a made population.

The people are fictional and always the same (a fixed seed), so that two looks give one answer.
Municipalities of which few people were made are left out, and small numbers are not shown.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import polars as pl
from django.conf import settings

from oogopslag.catalogue import queries as catalogue
from oogopslag.core.law import LawError, Text
from oogopslag.core.law.population.comparing import Comparison, Group, Version, compare
from oogopslag.core.law.population.making import people
from oogopslag.core.law.population.margins import AS_OF, read_margins
from oogopslag.core.law.tree import Scheme

PEOPLE, SEED = 20_000, 1
FEWEST, TOWNS = 100, 15
SMALL = 10
"""Fewer people than this are not counted out."""


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A version that can be compared; `key` is scheme@first day."""

    key: str
    title: Text
    scheme: str
    valid_from: date


@dataclass(frozen=True, kw_only=True)
class WhatIf:
    """A comparison for people to read; `towns` hold the largest changes only."""

    first: Choice
    second: Choice
    found: Comparison
    towns: tuple[Group, ...]
    size: int


def choices() -> tuple[Choice, ...]:
    """Every version of every scheme that has more than one, oldest first."""
    return tuple(
        Choice(
            key=f"{one.name}@{one.valid_from}",
            title=one.ref.title,
            scheme=one.name,
            valid_from=one.valid_from,
        )
        for versions in catalogue.library().schemes.values()
        if len(versions) > 1
        for one in versions
    )


def whatif(first: str, second: str) -> WhatIf:
    """Two versions by key. Raises LawError with a sentence for what cannot be compared."""
    known = {one.key: one for one in choices()}
    if first not in known or second not in known:
        raise LawError("There is no such version of a law.")
    if known[first].scheme != known[second].scheme:
        raise LawError("Choose two versions of one scheme.")
    found = _compared(_scheme(known[first]), _scheme(known[second]))
    large = [
        town for town in found.towns
        if town.people >= FEWEST and town.name and (town.gain or town.lose)
    ]  # fmt: skip
    towns = sorted(large, key=lambda town: (-abs(town.cents), town.name))[:TOWNS]
    return WhatIf(
        first=known[first],
        second=known[second],
        found=found,
        towns=tuple(towns),
        size=found.everybody.people,
    )


def town_names() -> dict[str, Text]:
    """The name of each municipality by its code; no query."""
    kind = catalogue.library().dictionary.get("gemeente_code")
    return dict(kind.names) if kind else {}


class _Kept:
    """A scheme in a cache: the same law text is the same key."""

    def __init__(self, scheme: Scheme) -> None:
        self.scheme = scheme

    def __hash__(self) -> int:
        return hash((self.scheme.name, self.scheme.digest))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Kept) and hash(self) == hash(other)


def _scheme(choice: Choice) -> _Kept:
    return _Kept(catalogue.library().scheme(choice.scheme, choice.valid_from))


@lru_cache(maxsize=32)
def _compared(first: _Kept, second: _Kept) -> Comparison:
    before, after = (
        Version(scheme=one.scheme, on=one.scheme.valid_from) for one in (first, second)
    )
    dictionary = catalogue.library().dictionary
    with ThreadPoolExecutor(1) as executor:
        return compare(
            before,
            after,
            _people().lazy(),
            dictionary,
            latest=max(before.on, after.on, AS_OF),
            executor=executor,
        )


@lru_cache(maxsize=1)
def _people() -> pl.DataFrame:
    margins = read_margins(settings.CONFIG.content / "population")
    dictionary = catalogue.library().dictionary
    return pl.concat(people(margins, dictionary, size=PEOPLE, seed=SEED))
