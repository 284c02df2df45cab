"""The promise register: kept and missed per organisation, from stored figures moved by events."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from oogopslag.core.law import Text
from oogopslag.inbox.models import PromiseTally

if TYPE_CHECKING:
    from oogopslag.people.models import Organisation


@dataclass(frozen=True, kw_only=True)
class PromiseFigures:
    """What one organisation promised in one month, of one kind.

    `kept` in time; `missed` not met by its day. Those still open are in neither.
    """

    organisation: str
    name: Text
    month: date
    kind: str
    made: int
    kept: int
    missed: int


def promises_kept(
    since: date, until: date, organisation: "Organisation | None" = None
) -> list[PromiseFigures]:
    """The register from the month of `since` to that of `until`, both inclusive."""
    rows = PromiseTally.objects.filter(
        month__gte=since.replace(day=1), month__lte=until.replace(day=1)
    )
    if organisation is not None:
        rows = rows.filter(organisation=organisation)
    return _shown(
        rows.select_related("organisation").order_by("organisation__slug", "month", "kind")
    )


def _shown(rows: Iterable[PromiseTally]) -> list[PromiseFigures]:
    return [
        PromiseFigures(
            organisation=row.organisation.slug,
            name=row.organisation.name,
            month=row.month,
            kind=row.kind,
            made=row.made,
            kept=row.kept,
            missed=row.missed,
        )
        for row in rows
    ]
