"""The accuracy tables of the lens: `make lens`. Prints n and 95 % bounds with every figure.

LENS_PAGES (500) pages in the index, LENS_N (20) scenes a condition, LENS_SEED: the sealed seed is
never used for tuning, LENS_SEED=tuning is. A scene is one photo and a film of one second, in hard
conditions three. LENS_ONLY=far,partial looks at these conditions, LENS_STRANGERS=no leaves out
papers that the index does not hold (LENS_STRANGE (2) times N of each kind); LENS_OUT keeps the
rows. LENS_PROCESSES (2).

Whatever was made before (pages, frames, judged scenes) is kept in var/lens under the hash of what
it was made from: a run that was stopped goes on where it was. What the tables say so far is
printed every LENS_TELL (10) minutes.
"""

import dataclasses
import json
import os
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tools.bench.machine import circumstances
from tools.lens import tables
from tools.lens.evaluate import Job, Row, evaluated, known_jobs, mixed, strange_jobs
from tools.lens.library import library
from tools.lens.lookalikes import Paper, next_editions, papers
from tools.lens.progress import Progress

SEALED, TUNING = 20261126, 1906
PAGES = int(os.environ.get("LENS_PAGES", "500"))
N = int(os.environ.get("LENS_N", "20"))
ASKED = os.environ.get("LENS_SEED", str(SEALED))
SEED = TUNING if ASKED == "tuning" else int(ASKED)
ONLY = [one for one in os.environ.get("LENS_ONLY", "").split(",") if one]
STRANGERS = not ONLY and os.environ.get("LENS_STRANGERS") != "no"
STRANGE = int(os.environ.get("LENS_STRANGE", "2"))
OUT = os.environ.get("LENS_OUT", "")
TELL = float(os.environ.get("LENS_TELL", "10")) * 60
UNKNOWN_SEED = 77


def main() -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the engines end with it
    circumstances("numpy", "opencv-python-headless", "typst")
    kept, pack = library(PAGES, seed=1)
    print(f"{len(kept)} pages in the index; {N} scenes a condition, seed {SEED}", flush=True)
    jobs = [job for job in known_jobs(kept, N, SEED) if not ONLY or job.condition in ONLY]
    rows: list[Row] = []
    told = time.monotonic()
    jobs = mixed(jobs, *(_strangers(kept) if STRANGERS else []))
    progress = Progress("scenes", len(jobs), every=60)
    for row in evaluated(jobs, kept, pack):
        rows.append(row)
        progress.tell(len(rows))
        if time.monotonic() - told > TELL:
            told = time.monotonic()
            print(f"\nso far, {len(rows)} of {len(jobs)} scenes", flush=True)
            _tables(rows)
    print(f"\nall {len(jobs)} scenes")
    _tables(rows)
    return 0


def _tables(rows: Sequence[Row]) -> None:
    tables.all_of(rows)
    sys.stdout.flush()
    if OUT:
        Path(OUT).write_text(json.dumps([dataclasses.asdict(row) for row in rows]))


def _strangers(kept: Sequence[Paper]) -> list[list[Job]]:
    """Papers of organisations that the index knows, but not these; of others; and next year's."""
    return [
        strange_jobs(title, found, N * STRANGE, SEED)
        for title, found in (
            ("unknown papers of known organisations", papers(PAGES + 80, seed=1)[PAGES:]),
            ("unknown papers of other organisations", papers(60, UNKNOWN_SEED)),
            ("next year's editions, not in the index", next_editions(kept, seed=1)),
        )
    ]


if __name__ == "__main__":
    sys.exit(main())
