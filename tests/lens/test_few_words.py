"""A page with few words is found by the second way: the sheet's edges, and where it is dark."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from tools.lens import camera
from tools.lens.engine import Engine, error_percent
from tools.lens.scenes import GRID, HEIGHT, WIDTH

from oogopslag.core.paper.words import words
from oogopslag.paper import queries
from oogopslag.paper.compiling import judged, page_data
from oogopslag.paper.packing import pack

pytestmark = pytest.mark.slow
Picture = np.ndarray  # type: ignore[type-arg]


def sheet(seed: int) -> Picture:
    """A form of boxes, lines and shapes; one short word, so that no arrangement can be asked."""
    chance = np.random.default_rng(seed)
    page = np.full((1810, 1280), 250, np.uint8)
    cv2.putText(page, "Schets", (120, 160), 0, 2.0, 20, 4, cv2.LINE_AA)
    for _ in range(26):
        x, y = int(chance.integers(90, 900)), int(chance.integers(230, 1600))
        wide, tall = int(chance.integers(120, 290)), int(chance.integers(50, 120))
        cv2.rectangle(page, (x, y), (x + wide, y + tall), 20, int(chance.integers(3, 9)))
        if chance.random() < 0.4:
            cv2.ellipse(page, (x, y), (60, 40), 0, 0, 360, 60, -1)
    return page


@pytest.fixture(scope="module")
def sheets() -> list[Picture]:
    return [sheet(seed) for seed in range(6)]


@pytest.fixture(scope="module")
def engine(sheets: list[Picture], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    base = queries.guide("zorgtoeslag.wijziging")
    guides = [replace(base, id=f"x.schets{number}") for number in range(len(sheets))]
    data = [page_data(guide, "2026", 1, one, {}) for guide, one in zip(guides, sheets, strict=True)]
    file = tmp_path_factory.mktemp("few") / "few.pack"
    file.write_bytes(pack("schetsen", guides, judged(data), names={}, reference={}))
    with Engine(file) as ready:
        yield ready


@pytest.mark.parametrize("number", range(6))
def test_a_page_without_an_arrangement_of_words_is_found_by_its_outline(
    sheets: list[Picture], engine: Engine, tmp_path: Path, number: int
) -> None:
    where = camera.Pose(tilt=9, towards=0.7 + number, roll=3, fill=0.8, across=0, down=0)
    view = camera.View(where, WIDTH, HEIGHT)
    frame = view.photographed(sheets[number], camera.desk(WIDTH, HEIGHT, 1))
    (tmp_path / "photo.grey").write_bytes(np.ascontiguousarray(frame).tobytes())

    seen = engine.photo(tmp_path / "photo.grey", (WIDTH, HEIGHT))

    assert len(words(sheets[number])) == 0
    assert (seen["page"], seen["state"]) == (number, "found")
    apart = error_percent(seen["panels"][0], GRID, view.project(GRID), view.page_width())
    assert np.median(apart) < 0.3
