"""Scenes: a paper, a condition and a seed, photographed once or as a short film."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import pypdfium2

from tools.lens import camera, lookalikes
from tools.lens.kept import VAR, key, of_files, written
from tools.lens.lookalikes import SOURCE, Paper

WIDTH, HEIGHT = 1080, 1920
SOURCES = (Path(camera.__file__), Path(__file__), SOURCE.parent)
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
    panels: list[camera.Points]
    inside: np.ndarray  # type: ignore[type-arg]
    page_width: float


def shots(paper: Paper, condition: str, seed: int, count: int = 1) -> Iterator[Shot]:
    """The same seed gives the same frames. A letter is printed with somebody's data.

    Frames are made once and kept in var/lens, so that a change of the engine is judged soon.
    """
    wanted = camera.CONDITIONS[condition]
    chance = np.random.default_rng(seed)
    where, desk = camera.pose(wanted, chance), int(chance.integers(5))
    fate = int(chance.integers(2**31))
    page: camera.Picture | None = None
    for number in range(count):
        view = camera.View(where, WIDTH, HEIGHT, wanted.folded)
        file = _kept(paper, condition, seed, number)
        if file is None or not file.exists():
            if page is None:
                page = _page(paper, seed, filled=wanted.written)
            raw = view.photographed(page, _desk(desk))
            jpeg = camera.spoiled(raw, view, wanted, np.random.default_rng(fate + 97 * number))
            if file:
                written(file, jpeg)
        else:
            jpeg = file.read_bytes()
        truth = view.project(GRID)
        inside = ((truth > 0) & (truth < [WIDTH, HEIGHT])).all(1)
        yield Shot(
            frame=camera.decoded(jpeg), truth=truth, panels=view.panels(), inside=inside,
            page_width=view.page_width(),
        )  # fmt: skip
        where = where.moved(chance, 1.0)


def _kept(paper: Paper, condition: str, seed: int, number: int) -> Path | None:
    """LENS_KEEP=no keeps none: 500 scenes with their films take some 3 GB."""
    if os.environ.get("LENS_KEEP") == "no":
        return None
    name = key(paper, condition, seed, number, of_files(*SOURCES))
    return VAR / "frames" / name[:2] / f"{name}.jpg"


def _page(paper: Paper, seed: int, *, filled: bool) -> camera.Picture:
    """The printed page; a form with handwriting in most of its fields when `filled`."""
    page = rendered(lookalikes.pdf(paper, filled=True, seed=seed))
    if filled and paper.kind == "form":
        areas = lookalikes.areas(paper).items()
        rects = [area.rect for key, area in areas if key[0] != "_" and area.page == 1]
        page = camera.written(page, rects, np.random.default_rng([seed, 1]), 0.8)
    return page


def rendered(pdf: bytes) -> camera.Picture:
    page = pypdfium2.PdfDocument(pdf)[0]
    return np.array(page.render(scale=PRINT / page.get_size()[0]).to_pil().convert("L"))


@lru_cache(maxsize=5)
def _desk(seed: int) -> camera.Picture:
    return camera.desk(WIDTH, HEIGHT, seed)
