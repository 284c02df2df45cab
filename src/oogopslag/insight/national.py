"""All organisations together: the dream beside what is measured, and the window of arrival."""

from typing import TYPE_CHECKING, Any

import numpy as np

from oogopslag.core.readiness.arrival import arrival

if TYPE_CHECKING:
    from oogopslag.insight.computing import Computed


def content(found: "Computed") -> dict[str, Any]:
    """What the home page of the staircase shows."""
    level = found.history.level
    known = level >= 0
    total = known.sum(axis=0)
    at = ((level >= found.model.dream_level) & known).sum(axis=0)
    shares = [float(a / t) if t else 0.0 for a, t in zip(at, total, strict=True)]
    window = arrival(shares, found.model.dream_share)
    standing = found.history.standing
    alive = [i for i, name in enumerate(found.history.organisations)
             if found.bodies[name].until is None]  # fmt: skip
    return {
        "month": found.table.months[-1],
        "months": list(found.table.months),
        "model": found.model.version,
        "target": found.model.dream_share,
        "at_level": found.model.dream_level,
        "services": int(total[-1]),
        "hits": int(at[-1]),
        "shares": [round(x, 4) for x in shares],
        "early": window.early,
        "middle": window.middle,
        "late": window.late,
        "fan": [list(row) for row in window.fan],
        "spread": [int(x) for x in standing.spread[alive, -1].sum(axis=0)],
        "bodies": [int(x) for x in np.bincount(standing.level[alive, -1], minlength=6)],
        "demo": any(found.bodies[found.history.organisations[i]].demo for i in alive),
    }
