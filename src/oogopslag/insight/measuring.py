"""Evidence that is no event: tests, registers, surveys, verified declarations."""

import hashlib
from collections.abc import Sequence
from datetime import date

import numpy as np
from django.db import transaction
from django.utils import timezone

from oogopslag.core.readiness.columns import Table
from oogopslag.core.readiness.evidence import EvidenceClass, Series
from oogopslag.core.values import SYSTEM, Actor
from oogopslag.insight import content
from oogopslag.insight.errors import NotReproducible, NotVerified
from oogopslag.insight.models import Measurement
from oogopslag.journal import actions as journal


@transaction.atomic
def measured(
    organisation: str,
    indicator: str,
    *,
    klass: EvidenceClass,
    source: str,
    hits: int = 0,
    n: int = 0,
    value: float | None = None,
    service: str = "",
    on: date | None = None,
    actor: Actor = SYSTEM,
    demo: bool = False,
) -> Measurement:
    """What a test, register or survey found; `service` empty: for all services of the body.

    `source` is where it can be checked. Raises NotReproducible for a figure that events give.
    """
    one = content.model().indicators[indicator]
    if one.counted and not demo:
        raise NotReproducible
    row = Measurement.objects.create(
        organisation=organisation,
        service=service,
        indicator=indicator,
        klass=klass.value,
        hits=hits,
        n=n,
        value=value,
        on=on or timezone.localdate(),
        source=source,
        by=str(actor),
        demo=demo,
    )
    _write(row, actor)
    return row


def measured_again(
    organisation: str,
    indicator: str,
    *,
    klass: EvidenceClass,
    source: str,
    service: str,
    hits: int,
    n: int,
    on: date,
    value: float | None = None,
) -> bool:
    """The result of a test that runs every night: kept once a month, and when it changed.

    Gives whether it was news.
    """
    newest = (
        Measurement.objects.filter(
            organisation=organisation, service=service, indicator=indicator, source=source,
            on__gte=on.replace(day=1), on__lte=on,
        ).order_by("-id").first()
    )  # fmt: skip
    if newest and (newest.hits, newest.n, newest.value) == (hits, n, value):
        return False
    measured(
        organisation, indicator, klass=klass, source=source, service=service, hits=hits, n=n,
        value=value, on=on,
    )  # fmt: skip
    return True


@transaction.atomic
def declared(
    organisation: str,
    indicator: str,
    *,
    by: Actor,
    second: Actor | None,
    document: bytes,
    service: str = "",
    source: str = "",
) -> Measurement:
    """A declaration: verified by a second person with a document, it counts for twelve months.

    Without either it is kept as class D, which explains and never raises a level.
    Raises NotVerified when the second person is the first, NotReproducible.
    """
    if content.model().indicators[indicator].by != "declaration":
        raise NotReproducible
    if second is not None and str(second) == str(by):
        raise NotVerified
    verified = second is not None and bool(document)
    row = Measurement.objects.create(
        organisation=organisation,
        service=service,
        indicator=indicator,
        klass=(EvidenceClass.VERIFIED if verified else EvidenceClass.DECLARED).value,
        hits=1,
        n=1,
        on=timezone.localdate(),
        source=source,
        by=str(by),
        second=str(second) if second else "",
        document=hashlib.sha256(document).hexdigest() if document else "",
    )
    _write(row, by)
    return row


def _write(row: Measurement, actor: Actor) -> None:
    journal.write(
        "insight.measured",
        actor=actor,
        organisation=row.organisation,
        indicator=row.indicator,
        klass=row.klass,
        source=hashlib.sha256(row.source.encode()).hexdigest(),
    )


def series(table: Table) -> tuple[dict[str, Series], dict[tuple[str, str], Measurement]]:
    """All measurements in the shape of a table; and the newest per organisation and indicator.

    Within a month the newest counts; of two on one day the stronger class.
    """
    at = {month: index for index, month in enumerate(table.months)}
    rows_of: dict[str, list[int]] = {}
    for index, (organisation, _) in enumerate(table.cells):
        rows_of.setdefault(organisation, []).append(index)
    cell = {one: index for index, one in enumerate(table.cells)}
    rows = sorted(
        Measurement.objects.exclude(klass=EvidenceClass.DECLARED.value),
        key=lambda row: (row.on, EvidenceClass(row.klass).strength),
    )
    found: dict[str, Series] = {}
    newest: dict[tuple[str, str], Measurement] = {}
    for row in rows:
        month = at.get(f"{row.on:%Y-%m}")
        where = (
            [cell[row.organisation, row.service]]
            if (row.organisation, row.service) in cell
            else rows_of.get(row.organisation, [])
            if not row.service
            else []
        )
        if month is None or not where:
            continue
        newest[row.organisation, row.indicator] = row
        _put(found.setdefault(row.indicator, _empty(row, table)), row, where, month)
    return found, newest


def _empty(row: Measurement, table: Table) -> Series:
    number = content.model().indicators[row.indicator].number
    return Series(
        hits=np.zeros(table.shape, np.int64),
        n=np.zeros(table.shape, np.int64),
        klass=EvidenceClass(row.klass),
        value=np.full(table.shape, np.nan) if number else None,
        shared=np.zeros(table.shape, np.bool_),
    )


def _put(series: Series, row: Measurement, where: Sequence[int], month: int) -> None:
    series.hits[where, month] = row.hits
    series.n[where, month] = row.n
    if series.shared is not None:
        series.shared[where, month] = not row.service
    if series.value is not None and row.value is not None:
        series.value[where, month] = row.value
