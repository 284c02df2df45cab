"""Dated parameters of general law: amounts with source and mark, never constants in code."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from django.conf import settings
from ruamel.yaml import YAML


@dataclass(frozen=True, kw_only=True)
class PenaltyRates:
    """The penalty of Awb 4:17: (days, cents a day) in order. `checked` False: mark L."""

    valid_from: date
    rates: tuple[tuple[int, int], ...]
    source: str
    checked: bool


@cache
def _penalties() -> tuple[PenaltyRates, ...]:
    file = settings.CONFIG.content / "parameters" / "penalty.yaml"
    rows = YAML(typ="safe").load(file.read_text())
    found = [
        PenaltyRates(
            valid_from=row["valid_from"],
            rates=tuple((int(days), int(cents)) for days, cents in row["rates"]),
            source=row["source"],
            checked=row["mark"] == "C",
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda one: one.valid_from))


def penalty_rates(on: date) -> PenaltyRates:
    """The rates in force on a day; the first ones before they were."""
    valid = [one for one in _penalties() if one.valid_from <= on]
    return valid[-1] if valid else _penalties()[0]
