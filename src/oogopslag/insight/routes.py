"""The route of a life event through bodies: what the law gives per step, and what was measured."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from oogopslag.catalogue import queries as catalogue
from oogopslag.core.law import Text
from oogopslag.core.readiness import columns
from oogopslag.core.survey import HIDDEN
from oogopslag.insight import content
from oogopslag.insight.content import LifeEvent
from oogopslag.insight.models import National


@dataclass(frozen=True, kw_only=True)
class HopView:
    """One step; `days` is the middle of decided cases (10 or more), None where not measured.

    `law` holds the weeks or days in which the law has it decided.
    """

    name: Text
    organisation: str
    law: Mapping[str, int]
    days: float | None
    n: int
    late: bool

    @property
    def most(self) -> int:
        """What the law gives, in days; 0 where it says nothing."""
        return self.law.get("days", 0) + 7 * self.law.get("weeks", 0)


def route(event: LifeEvent) -> list[HopView]:
    """The steps with their waiting in the last month that was computed. One query."""
    row = National.objects.order_by("-month").first()
    waiting: Mapping[str, dict[str, Any]] = row.content.get("waiting", {}) if row else {}
    found = []
    for hop in event.hops:
        service = next((s for s in catalogue.services() if s.slug == hop.service), None)
        within = dict(service.decide_within) if service else {}
        measured = waiting.get(_key(hop.organisation, hop.service), {})
        days, n = measured.get("days"), int(measured.get("n", 0))
        most = within.get("days", 0) + 7 * within.get("weeks", 0)
        found.append(
            HopView(
                name=content.service_name(hop.service), organisation=hop.organisation, law=within,
                days=days, n=n, late=bool(most and days is not None and days > most),
            )
        )  # fmt: skip
    return found


def _key(organisation: str, service: str) -> str:
    return f"{organisation}/{service}"


def waiting_of(month: pl.LazyFrame) -> dict[str, dict[str, Any]]:
    """Days until a decision per hop of any life event, for ten decisions or more; computed behind
    the pages, because a page must not count files.
    """
    hops = {(hop.organisation, hop.service) for event in content.life_events().values()
            for hop in event.hops}  # fmt: skip
    decided = month.filter(columns.expression({"event": ("case.decision",)}))
    rows = (
        decided.group_by(*columns.KEYS)
        .agg(pl.col("days").median().alias("days"), pl.col("days").count().alias("n"))
        .collect()
    )
    return {
        _key(organisation, service): {"days": days, "n": n}
        for organisation, service, days, n in rows.iter_rows()
        if (organisation, service) in hops and n >= HIDDEN
    }
