"""One organisation's scorecard as plain data: what the page, the CSV and the JSON all show."""

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from oogopslag.core.readiness import score
from oogopslag.core.readiness.arrival import arrival
from oogopslag.core.readiness.evidence import Series
from oogopslag.core.readiness.gates import bounds
from oogopslag.core.readiness.model import Indicator
from oogopslag.core.readiness.reference import Kind, reference_classes

if TYPE_CHECKING:
    from oogopslag.insight.computing import Computed

HIDDEN, NO_SHARE = 10, 30
"""Fewer persons than this: hidden; fewer than that: no percentage (design, section 3)."""


def cards(found: "Computed") -> dict[str, dict[str, Any]]:
    """The cards of the last month, by organisation."""
    classes = reference_classes(
        {
            slug: Kind(layer=body.layer, size=body.size, urbanity=body.urbanity)
            for slug, body in found.bodies.items()
            if body.until is None
        }
    )
    return {
        slug: _card(found, number, slug, classes.get(slug, frozenset()))
        for number, slug in enumerate(found.history.organisations)
        if (found.history.standing.spread[number] > 0).any()
    }


def _card(found: "Computed", number: int, slug: str, peers: frozenset[str]) -> dict[str, Any]:
    history, model, body = found.history, found.model, found.bodies[slug]
    # A body that left or merged keeps the level of its last month, and the card says so.
    alive = [m for m in range(len(found.table.months)) if history.standing.spread[number, m].any()]
    last = alive[-1]
    level = int(history.standing.level[number, last])
    rows = [i for i, (organisation, _) in enumerate(found.table.cells) if organisation == slug]
    here = [i for i in rows if history.level[i, -1] >= 0]
    indicators = [_indicator(found, one, number, slug) for one in model.indicators.values()]
    return {
        "organisation": slug,
        "name": body.name,
        "layer": body.layer,
        "demo": body.demo,
        "until": body.until.isoformat() if body.until else None,
        "into": body.into,
        "month": found.table.months[-1],
        "months": list(found.table.months),
        "model": model.version,
        "level": level,
        "spread": [int(x) for x in history.standing.spread[number, last]],
        "levels": [int(x) if m in alive else None
                   for m, x in enumerate(history.standing.level[number])],
        "index": [float(x) if m in alive else None for m, x in enumerate(history.index[number])],
        "silent": [
            month for column, month in enumerate(found.table.months)
            if not found.table.counts["volume"][rows, column].any()
            and (history.level[rows, column] >= 0).any()
        ],
        "services": [_service(found, i) for i in here],
        "dream": _dream(found, number, alive),
        "gates": [_gate(found, gate, here) for gate in range(len(model.gates))],
        "dimensions": _dimensions(found, number, peers),
        "indicators": indicators,
        "reference": _reference(found, peers),
    }  # fmt: skip


CARD_DRAWS = 400
"""Fewer than for the country: a window in whole months needs no more, and cards are many."""


def _dream(found: "Computed", number: int, alive: list[int]) -> dict[str, Any]:
    """The share of services on the step of the dream, per month, and when its target may be there.

    A month before the first or after the last service is no zero: it is left out.
    """
    spread, model = found.history.standing.spread[number, alive], found.model
    total = spread.sum(axis=1)
    at = spread[:, model.dream_level :].sum(axis=1)
    shares = [float(a / t) for a, t in zip(at, total, strict=True)]
    window = arrival(shares, model.dream_share, draws=CARD_DRAWS)
    return {
        "level": model.dream_level, "target": model.dream_share, "hits": int(at[-1]),
        "services": int(total[-1]), "share": round(shares[-1], 4), "early": window.early,
        "middle": window.middle, "late": window.late, "enough": bool(window.fan),
    }  # fmt: skip


def _service(found: "Computed", row: int) -> dict[str, Any]:
    """One service: its level, and the first gate above it that does not hold."""
    history = found.history
    level = int(history.level[row, -1])
    stops = [
        gate.gate.key
        for gate in history.latest
        if gate.gate.level <= level + 1 and not gate.holds[row, 0]
    ]
    service = found.table.cells[row]
    return {
        "service": service[1],
        "name": found.names.get(service, ""),
        "level": level,
        "raw": int(history.raw[row, -1]),
        "before": int(history.level[row, -2]) if history.level.shape[1] > 1 else level,
        "volume": int(history.volume[row, -1]),
        "quiet": _quiet(found, row),
        "stops": stops,
    }


def _quiet(found: "Computed", row: int) -> int:
    """For how many of the last months nothing came in for a service; its figures are older."""
    there = np.flatnonzero(found.table.counts["volume"][row])
    return len(found.table.months) - (int(there[-1]) + 1 if len(there) else 0)


def _gate(found: "Computed", index: int, rows: list[int]) -> dict[str, Any]:
    """A gate over all services of an organisation, and for how many of them it holds."""
    held = found.history.latest[index]
    gate, model = held.gate, found.model
    return {
        "key": gate.key,
        "level": gate.level,
        "indicator": gate.indicator,
        "threshold": gate.threshold,
        "least": gate.least,
        "wilson": gate.wilson,
        "unit": model.indicators[gate.indicator].unit,
        "holds": int(held.holds[rows, 0].sum()),
        "measured": int(held.measured[rows, 0].sum()),
        "services": len(rows),
        "failing": [found.table.cells[i][1] for i in rows if not held.holds[i, 0]],
    }


def _indicator(found: "Computed", one: Indicator, number: int, slug: str) -> dict[str, Any]:
    """A figure with question, n, interval, date, class and source; empty where not measured."""
    series = found.history.series.get(one.id)
    base: dict[str, Any] = {"id": one.id, "klass": one.klass.value, "by": one.by}
    if one.median is not None:
        return base | _median(found, one, slug)
    silent = int(series.silent[number, -1]) if series and series.silent is not None else 0
    base["silent"] = silent
    if series is None or not series.measured[number, -1]:
        return base | {"figure": None, "why": "silent" if silent else why_missing(one)}
    figure, low, high = (float(x[number, -1]) for x in bounds(series))
    newest = found.newest.get((slug, one.id))
    n = int(series.n[number, -1])
    row = base | {
        "figure": _plain(figure),
        "low": _plain(low),
        "high": _plain(high),
        "hits": int(series.hits[number, -1]),
        "n": n,
        "klass": series.klass.value,
        "on": newest.on.isoformat() if newest and not one.counted else _month_end(found),
        "source": newest.source if newest and not one.counted else "events",
        "trend": _trend(series, number),
        "jumps": [found.table.months[m] for m in score.jumps(series.share[number])],
    }
    if one.count is not None:
        # How many in all: a number of things done has no denominator and no interval.
        return row | {"figure": row["hits"], "low": None, "high": None, "n": None, "trend": []}
    return hidden(row) if one.counted or one.by == "survey" else row


def hidden(row: dict[str, Any]) -> dict[str, Any]:
    """Small numbers: under 10 nothing is shown, under 30 no percentage."""
    if row["n"] < HIDDEN:
        return row | {"figure": None, "low": None, "high": None, "hits": None, "n": None,
                      "trend": [], "jumps": [], "why": "few"}  # fmt: skip
    if row["n"] < NO_SHARE:
        return row | {"figure": None, "low": None, "high": None, "hits": None, "trend": [],
                      "jumps": [], "why": "no_share"}  # fmt: skip
    return row


def _median(found: "Computed", one: Indicator, slug: str) -> dict[str, Any]:
    """The middle of the services' medians in the last month, weighed by nothing but count."""
    rows = [i for i, (organisation, _) in enumerate(found.table.cells) if organisation == slug]
    values = found.table.medians[one.id][rows, -1]
    values = values[np.isfinite(values)]
    if len(values) < 3:
        return {"figure": None, "why": "few"}
    return {"figure": float(np.median(values)), "low": float(values.min()),
            "high": float(values.max()), "n": len(values), "hits": None, "on": _month_end(found),
            "source": "events", "trend": [], "jumps": []}  # fmt: skip


def _plain(x: float) -> float | None:
    return None if math.isnan(x) else round(x, 4)


def _trend(series: Series, number: int) -> list[float | None]:
    return [_plain(float(x)) for x in series.share[number]]


def _month_end(found: "Computed") -> str:
    return found.table.months[-1]


def why_missing(one: Indicator) -> str:
    """Why there is no figure: not measured yet, or it needs a survey, register or declaration."""
    return {"survey": "survey", "register": "register", "declaration": "declaration",
            "test": "test"}.get(one.by, "nothing" if one.counted else "formula")  # fmt: skip


def _dimensions(found: "Computed", number: int, peers: frozenset[str]) -> list[dict[str, Any]]:
    names = found.history.organisations
    others = [i for i, name in enumerate(names) if name in peers and i != number]
    rows = []
    for key, scores in found.history.scores.items():
        middle = float(np.median(scores[others, -1])) if others else None
        rows.append({"key": key, "score": float(scores[number, -1]), "peers": middle})
    return rows


def _reference(found: "Computed", peers: frozenset[str]) -> dict[str, Any]:
    """A band, not a rank: where the middle half of comparable bodies stands."""
    rows = [i for i, name in enumerate(found.history.organisations) if name in peers]
    if len(rows) < HIDDEN:
        return {"members": len(rows)}
    levels = found.history.standing.level[rows, -1]
    low, high = np.quantile(levels, [0.25, 0.75], method="inverted_cdf")
    return {"members": len(rows), "low": int(low), "high": int(high)}
