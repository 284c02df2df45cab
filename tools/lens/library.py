"""The pack of look-alikes: compiled once per size and seed, kept in var/lens."""

import pickle
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from oogopslag.paper.compiling import judged
from oogopslag.paper.packing import pack
from tools.lens.lookalikes import Paper, data_of, guide_of, papers

VAR = Path(__file__).resolve().parents[2] / "var" / "lens"


def library(count: int, seed: int) -> tuple[list[Paper], Path]:
    """The papers, in the order of the pack's pages, and the pack."""
    VAR.mkdir(parents=True, exist_ok=True)
    file, listed = VAR / f"{count}-{seed}.pack", VAR / f"{count}-{seed}.papers"
    if not file.exists() or not listed.exists():
        _make(count, seed, file, listed)
    return pickle.loads(listed.read_bytes()), file  # noqa: S301 -- written by ourselves, just there


def _make(count: int, seed: int, file: Path, listed: Path) -> None:
    wanted = papers(count, seed)
    print(f"compiling {count} look-alikes…", flush=True)
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        data = list(pool.map(data_of, wanted, chunksize=10))
    found = judged(data)
    refused = [one.data.guide for one in found if one.quality.refused]
    print(f"refused: {len(refused)} pages", flush=True)
    families: dict[str, list[Paper]] = {}
    for paper in wanted:
        families.setdefault(paper.family, []).append(paper)
    guides = [guide_of(editions) for editions in families.values()]
    kept = [one for one, page in zip(wanted, found, strict=True) if not page.quality.refused]
    file.write_bytes(pack("alles", guides, found, names={}, reference={}))
    listed.write_bytes(pickle.dumps(kept))
