"""How long cases are kept, by outcome: the selection list (selectielijst) as a dated parameter."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.conf import settings
from ruamel.yaml import YAML

DESTROY, KEEP = "destroy", "keep"


@dataclass(frozen=True, kw_only=True)
class Retention:
    """What happens to one closed case: archiefnominatie, and whole years after closing.

    `checked` False: mark L.
    """

    nomination: str
    years: int
    selection_list: str
    source: str
    checked: bool


@dataclass(frozen=True, kw_only=True)
class _Version:
    valid_from: date
    selection_list: str
    source: str
    checked: bool
    tell_days: int
    outcomes: Mapping[str, Mapping[str, Any]]
    services: Mapping[str, Mapping[str, Mapping[str, Any]]]


@cache
def _versions() -> tuple[_Version, ...]:
    file = settings.CONFIG.content / "parameters" / "retention.yaml"
    found = [
        _Version(
            valid_from=row["valid_from"],
            selection_list=row["list"],
            source=row["source"],
            checked=row["mark"] == "C",
            tell_days=int(row["tell_days"]),
            outcomes=row["outcomes"],
            services=row.get("services") or {},
        )
        for row in YAML(typ="safe").load(file.read_text())
    ]
    return tuple(sorted(found, key=lambda one: one.valid_from))


def _on(day: date) -> _Version:
    valid = [one for one in _versions() if one.valid_from <= day]
    return valid[-1] if valid else _versions()[0]


def retention(service: str, outcome: str, closed: date, *, service_years: int) -> Retention:
    """What the list in force on the day of closing says of this outcome of this service.

    `service_years` is used where the list leaves the years to the service. An outcome the list
    does not know is kept: what nobody valued may not be destroyed.
    """
    version = _on(closed)
    row = version.services.get(service, {}).get(outcome) or version.outcomes.get(outcome)
    row = row or {"nomination": KEEP, "years": "service"}
    years = service_years if row["years"] == "service" else int(row["years"])
    return Retention(
        nomination=row["nomination"],
        years=years,
        selection_list=version.selection_list,
        source=version.source,
        checked=version.checked,
    )


def tell_days(on: date) -> int:
    """How many days before destruction a resident is told."""
    return _on(on).tell_days
