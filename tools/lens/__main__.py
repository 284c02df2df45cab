"""The accuracy tables of the lens: `make lens`. Prints n and 95 % bounds with every figure.

LENS_PAGES (500) pages in the index, LENS_N (20) scenes a condition, LENS_SEED: the sealed seed is
never used for tuning, LENS_SEED=tuning is. A scene is one photo and a film of one second, in hard
conditions three. LENS_ONLY=far,partial looks at these conditions; LENS_OUT keeps the rows.
"""

import dataclasses
import json
import os
import sys
from pathlib import Path

from tools.bench.machine import circumstances
from tools.lens import tables
from tools.lens.evaluate import evaluated, known_jobs, strange_jobs
from tools.lens.library import library
from tools.lens.lookalikes import next_editions, papers

SEALED, TUNING = 20261125, 1906
PAGES = int(os.environ.get("LENS_PAGES", "500"))
N = int(os.environ.get("LENS_N", "20"))
ASKED = os.environ.get("LENS_SEED", str(SEALED))
SEED = TUNING if ASKED == "tuning" else int(ASKED)
ONLY = [one for one in os.environ.get("LENS_ONLY", "").split(",") if one]
OUT = os.environ.get("LENS_OUT", "")
UNKNOWN_SEED = 77


def main() -> int:
    circumstances("numpy", "opencv-python-headless", "typst")
    kept, pack = library(PAGES, seed=1)
    print(f"{len(kept)} pages in the index; {N} scenes a condition, seed {SEED}", flush=True)
    jobs = [job for job in known_jobs(kept, N, SEED) if not ONLY or job.condition in ONLY]
    rows = list(evaluated(jobs, kept, pack))
    tables.accuracy(rows)
    tables.failures(rows)
    if OUT:
        Path(OUT).write_text(json.dumps([dataclasses.asdict(row) for row in rows]))
    if ONLY:
        return 0
    # Papers of organisations that the index knows, but not these; and of others.
    own = papers(PAGES + 80, seed=1)[PAGES:]
    for title, strangers in (
        ("unknown papers of known organisations", own),
        ("unknown papers of other organisations", papers(60, UNKNOWN_SEED)),
        ("next year's editions, not in the index", next_editions(kept, seed=1)),
    ):
        tables.strangers(title, list(evaluated(strange_jobs(strangers, N * 5, SEED), kept, pack)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
