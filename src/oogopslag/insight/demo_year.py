"""A year that never happened, from a seed, so that every screen has something to show.

Only events and measurements are made up; every figure and level is computed from them by the same
formulas as real ones. Everything it makes is marked as demonstration.
"""

import shutil
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from django.conf import settings
from django.db import transaction

from oogopslag.core.readiness import columns, simulated
from oogopslag.core.readiness.evidence import EvidenceClass
from oogopslag.insight import content
from oogopslag.insight.models import Body, Measurement, Unit

SOURCE = "demonstratiejaar (verzonnen)"


def folder() -> Path:
    return Path(settings.CONFIG.data) / "insight" / "demo"


def months_until(last: date, many: int) -> list[date]:
    """The first days of `many` months, ending with that of `last`."""
    months = [last.replace(day=1)]
    while len(months) < many:
        months.append((months[-1] - timedelta(days=1)).replace(day=1))
    return months[::-1]


def write(today: date) -> int:
    """Makes the year that ends with the last full month; gives how many events. Idempotent."""
    plan = content.load("demo-year.yaml")
    last = today.replace(day=1) - timedelta(days=1)
    months = months_until(last, plan["months"])
    shutil.rmtree(folder(), ignore_errors=True)
    folder().mkdir(parents=True)
    _bodies(plan, months)
    events = 0
    for number, month in enumerate(months, 1):
        cells = _cells(plan, number)
        made = simulated.month_of_events(content.vocabulary(), cells, month, plan["seed"])
        made.write_parquet(columns.month_file(folder(), f"{month:%Y-%m}"))
        events += len(made)
    return events


def ability(one: Mapping[str, Any], number: int, months: int, service: int) -> float:
    """How well a service works in a month: along the path, services a little apart."""
    start, end = one["from"], one["to"]
    reached = start + (end - start) * (number - 1) / (months - 1)
    return float(np.clip(reached + (service % 3 - 1) * 0.04, 0.0, 1.0))


def _present(one: Mapping[str, Any], number: int) -> bool:
    gone = one.get("left") or one.get("merged", {}).get("after")
    return gone is None or number <= gone


def _rows(plan: Mapping[str, Any], number: int) -> Iterator[tuple[Any, Any, float]]:
    silent = plan["silent"]
    for one in plan["organisations"]:
        quiet = silent["organisation"] == one["slug"] and silent["month"] == number
        if _present(one, number) and not quiet:
            for index, service in enumerate(plan["services"]):
                yield one, service, ability(one, number, plan["months"], index)


def _cells(plan: Mapping[str, Any], number: int) -> simulated.Cells:
    rows = list(_rows(plan, number))
    return simulated.Cells(
        organisation=[one["slug"] for one, _, _ in rows],
        service=[service["key"] for _, service, _ in rows],
        layer=["municipal"] * len(rows),
        domain=[service["domain"] for _, service, _ in rows],
        volume=np.array([one["volume"] * service["weight"] for one, service, _ in rows]),
        ability=np.array([able for _, _, able in rows]),
    )


@transaction.atomic
def _bodies(plan: Mapping[str, Any], months: list[date]) -> None:
    Measurement.objects.filter(demo=True).delete()
    for one in plan["organisations"]:
        gone = one.get("left") or one.get("merged", {}).get("after")
        body, _ = Body.objects.update_or_create(
            slug=one["slug"],
            defaults={
                "name": one["name"], "layer": "municipal", "size": one["size"],
                "urbanity": one["urbanity"], "since": months[0], "demo": True,
                "until": _last_day(months[gone - 1]) if gone else None,
                "into": one.get("merged", {}).get("into", ""),
            },
        )  # fmt: skip
        for service in plan["services"]:
            Unit.objects.update_or_create(
                body=body,
                service=service["key"],
                defaults={"domain": service["domain"], "since": months[0]},
            )
    rows = [row for number, month in enumerate(months, 1) for row in _measured(plan, number, month)]
    Measurement.objects.bulk_create(rows, batch_size=1_000)


def _last_day(month: date) -> date:
    return (month + timedelta(days=32)).replace(day=1) - timedelta(days=1)


_TESTS = {
    # indicator: (class, needed ability, when able, when not) as (hits, n)
    "R1": ("A", 0.05, (1, 1), (0, 1)),
    "R2": ("T", 0.25, (49, 50), (41, 50)),
    "R5": ("T", 0.25, (10, 10), (7, 10)),
    "P6": ("T", 0.5, (46, 50), (32, 50)),
    "P1": ("A", 0.45, (1, 1), (0, 1)),
    "K3": ("V", 0.45, (1, 1), (0, 1)),
    "K4": ("T", 0.5, (1, 1), (0, 1)),
    "G1": ("T", 0.78, (6, 6), (4, 6)),
    "I2": ("T", 0.75, (20, 20), (18, 20)),
    "K5": ("E", 0.7, (1, 1), (0, 1)),
    "G9": ("T", 0.5, (20, 20), (17, 20)),
}


def _measured(plan: Mapping[str, Any], number: int, month: date) -> Iterator[Measurement]:
    for one, service, able in _rows(plan, number):
        for indicator, (klass, needed, yes, no) in _TESTS.items():
            hits, n = yes if able >= needed else no
            yield Measurement(
                organisation=one["slug"], service=service["key"], indicator=indicator,
                klass=EvidenceClass(klass).value, hits=hits, n=n, on=_last_day(month),
                source=SOURCE, by="system", demo=True,
            )  # fmt: skip
        if service is plan["services"][0]:
            missed = round(400 * (0.45 - 0.35 * able))
            yield Measurement(
                organisation=one["slug"], indicator="I6", klass="E", hits=missed, n=400,
                on=_last_day(month), source=SOURCE, by="system", demo=True,
            )  # fmt: skip


def ready(today: date) -> bool:
    """Whether the year that ends with the last full month was made already."""
    last = today.replace(day=1) - timedelta(days=1)
    return columns.month_file(folder(), f"{last:%Y-%m}").exists()
