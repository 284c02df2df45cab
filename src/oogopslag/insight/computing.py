"""From events and measurements to scorecards: everything is computed anew, nothing is adjusted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import polars as pl
from django.db import transaction
from django.utils import timezone

from oogopslag.core.readiness import columns, history
from oogopslag.core.readiness.columns import Table
from oogopslag.core.readiness.history import History
from oogopslag.core.readiness.intervals import Ints
from oogopslag.core.readiness.model import Model
from oogopslag.core.values import SYSTEM
from oogopslag.insight import carding, collecting, content, demo_year, measuring, national, routes
from oogopslag.insight.models import Body, Card, Measurement, National, Unit
from oogopslag.journal import actions as journal


@dataclass(frozen=True, kw_only=True)
class Computed:
    """Everything one recomputation found."""

    model: Model
    table: Table
    history: History
    bodies: dict[str, Body]
    newest: dict[tuple[str, str], Measurement]
    names: dict[tuple[str, str], str]
    """What units are called that the catalogue does not name."""


def months(today: date, bodies: Sequence[Body]) -> list[str]:
    """Every full month since the first body came, at most 24."""
    last = today.replace(day=1) - timedelta(days=1)
    first = min((body.since for body in bodies), default=last).replace(day=1)
    many = (last.year - first.year) * 12 + last.month - first.month + 1
    return [f"{m:%Y-%m}" for m in demo_year.months_until(last, max(1, min(24, many)))]


def compute(today: date, version: str = content.CURRENT) -> Computed:
    """The whole history with one version of the formulas."""
    model = content.model(version)
    bodies = {body.slug: body for body in Body.objects.all()}
    named = Unit.objects.values_list("body_id", "service", "name")
    names = {(body, service): name for body, service, name in named}
    units = list(names)
    wanted = months(today, list(bodies.values()))
    counted = {month: rows for month in wanted if (rows := _count(model, month)) is not None}
    known_cells = set(units)
    table = _only(columns.assemble(model, wanted, counted, units), known_cells)
    measured, newest = measuring.series(table)
    found = history.recompute(model, table, measured, _known(table, bodies))
    return Computed(model=model, table=table, history=found, bodies=bodies, newest=newest,
                    names=names)  # fmt: skip


def _count(model: Model, month: str) -> pl.DataFrame | None:
    events = _events(month)
    return None if events is None else columns.count_month(model, events)


def _events(month: str) -> pl.LazyFrame | None:
    """The events of a month, real ones and those of the demonstration; None: there are none."""
    folders = (collecting.folder(), demo_year.folder())
    files = [file for one in folders if (file := columns.month_file(one, month)).exists()]
    if not files:
        return None
    known = content.vocabulary()
    return pl.concat([columns.scan(known, file) for file in files])


def _waiting(month: str) -> dict[str, dict[str, Any]]:
    events = _events(month)
    return {} if events is None else routes.waiting_of(events)


def _only(table: Table, cells: set[tuple[str, str]]) -> Table:
    """Without events of a service that nobody registered: they are not a service's evidence."""
    rows = [index for index, cell in enumerate(table.cells) if cell in cells]
    return Table(
        cells=tuple(table.cells[index] for index in rows),
        months=table.months,
        counts={name: found[rows] for name, found in table.counts.items()},
        medians={name: found[rows] for name, found in table.medians.items()},
    )


def _known(table: Table, bodies: dict[str, Body]) -> Ints:
    """A service counts from its own first month on: a new one does not pull the past down."""
    known = np.zeros(table.shape, np.int64)
    since = {(body, service): day for body, service, day in Unit.objects.values_list(
        "body_id", "service", "since")}  # fmt: skip
    for index, cell in enumerate(table.cells):
        body = bodies[cell[0]]
        first = since[cell] or body.since
        for column, month in enumerate(table.months):
            after = body.until is not None and month > f"{body.until:%Y-%m}"
            known[index, column] = not after and month >= f"{first:%Y-%m}"
    return known


def recompute(today: date | None = None) -> int:
    """Computes and stores every card and the national picture; gives how many cards."""
    today = today or timezone.localdate()
    found = compute(today)
    if not found.table.cells:
        return 0
    cards = carding.cards(found)
    month = found.table.months[-1]
    with transaction.atomic():
        Card.objects.filter(month=month, model=found.model.version).delete()
        Card.objects.bulk_create(
            Card(
                organisation=slug, month=month, model=found.model.version,
                level=card["level"], content=card, computed=timezone.now(),
            )
            for slug, card in cards.items()
        )  # fmt: skip
        National.objects.update_or_create(
            month=month,
            defaults={
                "content": national.content(found) | {"waiting": _waiting(month)},
                "computed": timezone.now(),
            },
        )
        journal.write(
            "insight.recomputed",
            actor=SYSTEM,
            model=f"v{found.model.version}",
            month=date.fromisoformat(f"{month}-01"),
            cards=len(cards),
        )
    return len(cards)
