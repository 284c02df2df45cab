"""Series that others measured, kept for a public page: each with its gaps, breaks and source."""

from collections.abc import Sequence
from typing import Any

from oogopslag.core.readiness.outside import OutsideSeries
from oogopslag.insight.keeping import keep, kept

KINDS = ("dutch", "a11-scores", "a11-response")


def keep_others(kind: str, found: Sequence[OutsideSeries]) -> int:
    """Keeps the series of one file in the place of what that kind had; gives how many."""
    keep(f"others-{kind}", [plain(one) for one in found])
    return len(found)


def plain(one: OutsideSeries) -> dict[str, Any]:
    """`{name, unit, source, gaps, breaks, points: [{period, figure, wording}]}`."""
    return {
        "name": one.name, "unit": one.unit, "source": one.source,
        "gaps": list(one.gaps), "breaks": list(one.breaks),
        "points": [{"period": p.period, "figure": p.figure, "wording": p.wording}
                   for p in one.points],
    }  # fmt: skip


def others() -> dict[str, list[dict[str, Any]]]:
    """What was kept, by kind; a kind whose file nobody loaded is not there. Three queries."""
    rows = {kind: kept(f"others-{kind}") for kind in KINDS}
    return {kind: row.content for kind, row in rows.items() if row}
