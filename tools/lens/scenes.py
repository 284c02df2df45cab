"""Scenes: a paper, a condition and a seed, photographed once or as a short film."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import pypdfium2

from tools.lens import camera, lookalikes
from tools.lens.lookalikes import Paper

WIDTH, HEIGHT = 1080, 1920
PRINT = 1654
"""Pixels across the printed page: 200 dots an inch."""
GRID = np.stack(
    [axis.ravel() for axis in np.meshgrid(np.linspace(0.08, 0.92, 8), np.linspace(0.05, 0.95, 11))],
    1,
)


@dataclass(frozen=True, kw_only=True)
class Shot:
    """One frame with its truth: where the points of GRID lie, and which are in view."""

    frame: camera.Picture
    truth: camera.Points
    inside: np.ndarray  # type: ignore[type-arg]
    page_width: float


def shots(paper: Paper, condition: str, seed: int, count: int = 1) -> Iterator[Shot]:
    """The same seed gives the same frames. A letter is printed with somebody's data."""
    wanted = camera.CONDITIONS[condition]
    chance = np.random.default_rng(seed)
    page = rendered(lookalikes.pdf(paper, filled=True, seed=seed))
    if wanted.written and paper.kind == "form":
        rects = [area.rect for key, area in lookalikes.areas(paper).items() if key[0] != "_"]
        page = camera.written(page, rects, chance, 0.8)
    where, desk = camera.pose(wanted, chance), _desk(int(chance.integers(5)))
    fate = int(chance.integers(2**31))
    for number in range(count):
        view = camera.View(where, WIDTH, HEIGHT, wanted.folded)
        raw = view.photographed(page, desk)
        frame = camera.spoiled(raw, view, wanted, np.random.default_rng(fate + 97 * number))
        truth = view.project(GRID)
        inside = ((truth > 0) & (truth < [WIDTH, HEIGHT])).all(1)
        yield Shot(frame=frame, truth=truth, inside=inside, page_width=view.page_width())
        where = where.moved(chance, 1.0)


def rendered(pdf: bytes) -> camera.Picture:
    page = pypdfium2.PdfDocument(pdf)[0]
    return np.array(page.render(scale=PRINT / page.get_size()[0]).to_pil().convert("L"))


@lru_cache(maxsize=5)
def _desk(seed: int) -> camera.Picture:
    return camera.desk(WIDTH, HEIGHT, seed)


def saved(shots_: Sequence[Shot], folder: Path) -> list[str]:
    """The grey frames as raw bytes, for the engine."""
    files = []
    for number, shot in enumerate(shots_):
        file = folder / f"{number}.grey"
        file.write_bytes(np.ascontiguousarray(shot.frame).tobytes())
        files.append(str(file))
    return files
