"""The tables of `make lens`: each share with its n and 95 % bounds.

`python -m tools.lens.tables FILE` prints those of the rows that LENS_OUT kept, also during a run.
"""

import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from tools.lens import camera
from tools.lens.evaluate import PER_SECOND, Row


def rate(hits: int, total: int) -> str:
    """Share with its 95 % interval (Wilson)."""
    if not total:
        return "–"
    z, p = 1.96, hits / total
    middle = (p + z * z / (2 * total)) / (1 + z * z / total)
    half = z * np.sqrt(p * (1 - p) / total + z * z / (4 * total * total)) / (1 + z * z / total)
    low, high = 100 * max(0.0, middle - half), 100 * min(1.0, middle + half)
    return f"{100 * p:.1f} % ({hits}/{total}, {low:.1f}–{high:.1f})"


def _groups() -> dict[str, list[str]]:
    return {name: [name] for name in camera.CONDITIONS} | {
        "all normal": list(camera.NORMAL),
        "all hard": list(camera.HARD),
        "all": list(camera.CONDITIONS),
    }


def accuracy(rows: Sequence[Row]) -> None:
    """Form and edition, from one picture and from film; how exact; how long."""
    print(
        "condition | exact, one frame | exact, shown in 1 s | exact, shown in 3 s | "
        "that, or the form named and its year asked | wrong shown | wrong named | "
        "error % p50 / p95 | ms a photo p50 / p95 | ms a frame p50 / p95"
    )
    for title, names in _groups().items():
        mine = [row for row in rows if row.condition in names]
        if not mine:
            continue
        errors = [e for row in mine for e in row.error] or [float("nan")]
        times = [t for row in mine for t in row.times] or [float("nan")]
        photos = [row.photo_time for row in mine]
        wrong = sum(row.at >= 0 and row.shown != row.number for row in mine)
        late = rate(sum(row.exact(3 * PER_SECOND) for row in mine), len(mine))
        named = rate(sum(row.named(3 * PER_SECOND) for row in mine), len(mine))
        asked = sum(row.asked_wrong >= 0 for row in mine)
        print(
            f"{title} | {rate(sum(row.photo == row.number for row in mine), len(mine))} | "
            f"{rate(sum(row.exact(PER_SECOND) for row in mine), len(mine))} | "
            f"{late if set(names) <= set(camera.HARD) else '–'} | {named} | "
            f"{rate(wrong, len(mine))} | {rate(asked, len(mine))} | "
            f"{np.median(errors):.3f} / {np.percentile(errors, 95):.3f} | "
            f"{np.median(photos):.0f} / {np.percentile(photos, 95):.0f} | "
            f"{np.median(times):.0f} / {np.percentile(times, 95):.0f}"
        )


def failures(rows: Sequence[Row]) -> None:
    """At which step the right page was lost, in one picture; and what films ended in."""
    stages = sorted({row.stage["name"] for row in rows if row.stage})
    print("\nwhere single frames lose the right page (of n)")
    print("condition | n | shown surely | " + " | ".join(stages))
    for title, names in _groups().items():
        mine = [row for row in rows if row.condition in names]
        if not mine:
            continue
        counts = Counter(row.stage.get("name", "") for row in mine)
        sure = len(mine) - sum(counts[name] for name in stages)
        print(f"{title} | {len(mine)} | {sure} | " + " | ".join(str(counts[s]) for s in stages))
    print("\nhow films ended that did not show the right page")
    for title, names in _groups().items():
        ends = Counter(
            "wrong shown" if row.at >= 0 else row.states[-1]
            for row in rows
            if row.condition in names and not row.exact(3 * PER_SECOND)
        )
        if ends:
            print(f"{title} | " + ", ".join(f"{name}: {n}" for name, n in ends.most_common()))


def all_of(rows: Sequence[Row]) -> None:
    """Every table that there are rows for."""
    known = [row for row in rows if row.group == "known"]
    if known:
        accuracy(known)
        failures(known)
    for group in sorted({row.group for row in rows} - {"known"}):
        strangers(group, [row for row in rows if row.group == group])


def strangers(title: str, rows: Sequence[Row]) -> None:
    """Papers that the index does not hold."""
    shown = sum(row.at >= 0 for row in rows)
    asked = sum(row.at >= 0 and row.unseen for row in rows)
    single = sum(row.photo_state == "found" for row in rows)
    named = sum(row.at < 0 <= row.asked_wrong for row in rows)
    print(
        f"{title}: shown as known in {rate(shown, len(rows))} of films of three seconds "
        f"({asked} of these with the request to check the year), "
        f"{rate(single, len(rows))} of single photos; named, and its year asked, in "
        f"{rate(named, len(rows))}"
    )


if __name__ == "__main__":
    all_of([Row(**row) for row in json.loads(Path(sys.argv[1]).read_text())])
