"""The pack of look-alikes; each page and the whole are kept under the hash of their makers."""

import pickle
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from oogopslag.paper.compiling import PageData, judged
from oogopslag.paper.packing import pack
from tools.lens import lookalikes
from tools.lens.kept import ROOT, SOURCE, VAR, kept, key, of_files, written
from tools.lens.lookalikes import Paper, data_of, guide_of, papers
from tools.lens.progress import Progress

PROCESSES = 2
_COMPARING = ("likeness.py", "recognisable.py")
_MAKERS = (
    *(
        one
        for one in sorted((SOURCE / "core" / "paper").glob("*.py"))
        if one.name not in _COMPARING
    ),
    *(SOURCE / "paper" / f"{name}.py" for name in ("compiling", "packing", "rendering", "source")),
    ROOT / "content" / "paper",
    Path(lookalikes.__file__),
    Path(lookalikes.__file__).parent / "phrases.json",
)


def library(count: int, seed: int) -> tuple[list[Paper], Path]:
    """The papers, in the order of the pack's pages, and the pack."""
    wanted = papers(count, seed)
    name = key(wanted, of_files(*_MAKERS, *(SOURCE / "core" / "paper" / one for one in _COMPARING)))
    file, listed = VAR / "packs" / f"{name}.pack", VAR / "packs" / f"{name}.papers"
    if not file.exists() or not listed.exists():
        _make(wanted, file, listed)
    return pickle.loads(listed.read_bytes()), file  # noqa: S301 -- written by ourselves


def _make(wanted: Sequence[Paper], file: Path, listed: Path) -> None:
    data = []
    progress = Progress("compiling look-alikes", len(wanted))
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
        for one in pool.map(_data_of, wanted, chunksize=4):
            data.append(one)
            progress.tell(len(data))
    found = judged(data, PROCESSES)
    refused = [one.data.guide for one in found if one.quality.refused]
    print(f"refused: {len(refused)} pages", flush=True)
    families: dict[str, list[Paper]] = {}
    for paper in wanted:
        families.setdefault(paper.family, []).append(paper)
    guides = [guide_of(editions) for editions in families.values()]
    good = [one for one, page in zip(wanted, found, strict=True) if not page.quality.refused]
    written(file, pack("alles", guides, found, names={}, reference={}))
    written(listed, pickle.dumps(good))


def _data_of(paper: Paper) -> PageData:
    return kept("pages", key(paper, of_files(*_MAKERS)), lambda: data_of(paper))
