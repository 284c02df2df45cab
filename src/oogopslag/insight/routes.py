"""The route of a life event through bodies: what the law gives per step, and what was measured."""

from dataclasses import dataclass

from oogopslag.catalogue import queries as catalogue
from oogopslag.core.law import Text
from oogopslag.core.readiness import columns
from oogopslag.insight import collecting, content, demo_year
from oogopslag.insight.content import LifeEvent


@dataclass(frozen=True, kw_only=True)
class HopView:
    """One step; `days` is the middle of decided cases (10 or more), None where not measured."""

    name: Text
    organisation: str
    term: str
    days: float | None
    n: int
    late: bool


def route(event: LifeEvent) -> list[HopView]:
    """The steps with their waiting, from events of the last month that has any."""
    found = []
    for hop in event.hops:
        service = next((s for s in catalogue.services() if s.slug == hop.service), None)
        within = dict(service.decide_within) if service else {}
        term = ", ".join(f"{many} {unit}" for unit, many in within.items()) or "–"
        days, n = _waiting(hop.organisation, hop.service)
        most = within.get("days", 0) + 7 * within.get("weeks", 0)
        found.append(
            HopView(
                name=content.service_name(hop.service), organisation=hop.organisation, term=term,
                days=days, n=n, late=bool(most and days is not None and days > most),
            )
        )  # fmt: skip
    return found


def _waiting(organisation: str, service: str) -> tuple[float | None, int]:
    import polars as pl  # noqa: PLC0415 -- only this page counts files in a request

    files = sorted(
        [*collecting.folder().glob("events-*.parquet"), *demo_year.folder().glob("*.parquet")],
        key=lambda file: file.name,
    )[-1:]
    if not files:
        return None, 0
    rows = (
        pl.scan_parquet(files[0])
        .filter(
            columns.expression(
                {"event": ("case.decision",), "organisation": (organisation,),
                 "service": (service,)}
            )
        )
        .select(pl.col("days"))
        .collect()
    )  # fmt: skip
    if len(rows) < 10:
        return None, len(rows)
    middle = rows["days"].median()
    return (float(middle) if isinstance(middle, int | float) else None), len(rows)
