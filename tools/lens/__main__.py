"""The accuracy tables of the lens: `make lens`. Prints n and 95 % bounds with every figure.

LENS_PAGES (500), LENS_N (scenes a condition), LENS_SEED: the sealed seed is never used for tuning;
LENS_FRAMES frames make a scene (about 0.2 s each).
"""

import os
import sys
import tempfile
from pathlib import Path

import numpy as np

from tools.bench.machine import circumstances
from tools.lens import camera
from tools.lens.engine import Engine, error_percent
from tools.lens.library import library
from tools.lens.lookalikes import Paper, papers
from tools.lens.scenes import GRID, HEIGHT, WIDTH, saved, shots

SEALED = 20261125
PAGES = int(os.environ.get("LENS_PAGES", "500"))
N = int(os.environ.get("LENS_N", "20"))
SEED = int(os.environ.get("LENS_SEED", str(SEALED)))
FRAMES = int(os.environ.get("LENS_FRAMES", "6"))
UNKNOWN_SEED = 77


def main() -> int:
    circumstances("numpy", "opencv-python-headless", "typst")
    kept, pack = library(PAGES, seed=1)
    print(f"{len(kept)} pages in the index; {N} scenes a condition of {FRAMES} frames, seed {SEED}")
    with Engine(pack) as engine, tempfile.TemporaryDirectory() as folder:
        print(f"index ready in {engine.ready['ready']:.0f} ms")
        rows = [
            row for name in camera.CONDITIONS for row in known(engine, kept, name, Path(folder))
        ]
        table(rows)
        strange = unknown(engine, Path(folder))
        print(strange)
    return 0


def known(engine: Engine, kept: list[Paper], condition: str, folder: Path) -> list[dict]:  # type: ignore[type-arg]
    chance = np.random.default_rng([SEED, list(camera.CONDITIONS).index(condition)])
    rows = []
    for _ in range(N):
        number = int(chance.integers(len(kept)))
        taken = list(shots(kept[number], condition, int(chance.integers(2**31)), FRAMES))
        answer = engine.look(saved(taken, folder), WIDTH, HEIGHT, panels=True)
        row = {
            "condition": condition, "page": number, "state": answer["state"],
            "shown": answer["page"],
            "at": answer["at"], "first": [], "wrong": [], "error": [], "time": [],
            "family": answer["page"] >= 0 and kept[answer["page"]].family == kept[number].family,
        }  # fmt: skip
        for shot, frame in zip(taken, answer["frames"], strict=True):
            right = frame.get("page") == number
            row["first"].append(right)
            row["time"].append(frame["time"])
            row["wrong"].append(frame["still"] == "found" and not right)
            if right:
                row["error"].append(float(np.median(_errors(frame, shot))))
        rows.append(row)
    return rows


def _errors(frame, shot):  # type: ignore[no-untyped-def]
    """Each point under the homography of its own panel."""
    panels = frame["panels"]
    part = np.minimum((GRID[:, 1] * len(panels)).astype(int), len(panels) - 1)
    apart = np.zeros(len(GRID))
    for number, h in enumerate(panels):
        here = part == number
        apart[here] = error_percent(h, GRID[here], shot.truth[here], shot.page_width)
    return apart[shot.inside] if shot.inside.any() else apart


def unknown(engine: Engine, folder: Path) -> str:
    """Look-alikes that the index does not hold: shown as known in how many runs?"""
    strangers = papers(60, UNKNOWN_SEED)
    chance = np.random.default_rng([SEED, 99])
    total, found, single = 0, 0, 0
    names = list(camera.CONDITIONS)
    for number in range(N * 5):
        paper = strangers[int(chance.integers(len(strangers)))]
        taken = list(shots(paper, names[number % len(names)], int(chance.integers(2**31)), FRAMES))
        answer = engine.look(saved(taken, folder), WIDTH, HEIGHT)
        total += 1
        found += answer["state"] == "found"
        single += sum(frame["still"] == "found" for frame in answer["frames"])
    return (
        f"unknown look-alikes shown as known: {rate(found, total)} of runs; "
        f"as a single photo {rate(single, total * FRAMES)}"
    )


def rate(hits: int, total: int) -> str:
    """Share with its 95 % interval (Wilson)."""
    if not total:
        return "–"
    z, p = 1.96, hits / total
    middle = (p + z * z / (2 * total)) / (1 + z * z / total)
    half = z * np.sqrt(p * (1 - p) / total + z * z / (4 * total * total)) / (1 + z * z / total)
    return (
        f"{100 * p:.1f} % ({hits}/{total}, {100 * (middle - half):.1f}–{100 * (middle + half):.1f})"
    )


def table(rows: list[dict]) -> None:  # type: ignore[type-arg]
    print(
        "condition | exact, one frame | exact, shown after frames | wrong shown | "
        "error % p50 / p95 | ms p50 / p95"
    )
    groups = {name: [name] for name in camera.CONDITIONS}
    groups |= {
        "all normal": list(camera.NORMAL),
        "all hard": list(camera.HARD),
        "all": list(camera.CONDITIONS),
    }
    for title, names in groups.items():
        mine = [row for row in rows if row["condition"] in names]
        frames = [right for row in mine for right in row["first"]]
        shown = [row for row in mine if row["state"] == "found"]
        right = sum(row["shown"] == row["page"] for row in shown)
        errors = [e for row in mine for e in row["error"]] or [float("nan")]
        times = [t for row in mine for t in row["time"]]
        print(
            f"{title} | {rate(sum(frames), len(frames))} | {rate(right, len(mine))} | "
            f"{rate(len(shown) - right, len(mine))} | "
            f"{np.median(errors):.3f} / {np.percentile(errors, 95):.3f} | "
            f"{np.median(times):.0f} / {np.percentile(times, 95):.0f}"
        )


if __name__ == "__main__":
    sys.exit(main())
