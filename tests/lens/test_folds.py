"""A letter that was folded in three: each panel is found, also one that shows little."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from tools.lens import camera
from tools.lens.engine import Engine, error_percent
from tools.lens.scenes import GRID, HEIGHT, WIDTH, rendered

from oogopslag.paper import queries
from oogopslag.paper.compiling import compiled_pages
from oogopslag.paper.guide import Guide
from oogopslag.paper.packing import pack

CONTENT = Path(__file__).resolve().parents[2] / "content"
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def letter() -> Guide:
    """Its last third holds little more than a closing and the foot."""
    return queries.guide("kwijtschelding.besluit")


@pytest.fixture(scope="module")
def engine(letter: Guide, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    file = tmp_path_factory.mktemp("folds") / "one.pack"
    pages = compiled_pages(
        [letter], content=CONTENT, site="https://example.org", tell=lambda line: None
    )
    file.write_bytes(pack("een", [letter], pages, names={}, reference={}))
    with Engine(file) as ready:
        yield ready


@pytest.mark.parametrize(("tilt", "towards"), [(8, 0.5), (20, 1.6), (20, 4.7)])
def test_every_panel_lies_where_the_paper_is(
    letter: Guide, engine: Engine, tmp_path: Path, tilt: float, towards: float
) -> None:
    where = camera.Pose(tilt=tilt, towards=towards, roll=3, fill=0.84, across=0, down=0)
    view = camera.View(where, WIDTH, HEIGHT, folded=True)
    page = rendered(queries.paper_of(letter, letter.editions[-1].label))
    frame = view.photographed(page, camera.desk(WIDTH, HEIGHT, 2))
    (tmp_path / "photo.grey").write_bytes(np.ascontiguousarray(frame).tobytes())

    seen = engine.photo(tmp_path / "photo.grey", (WIDTH, HEIGHT))

    assert len(seen["panels"]) == 3
    truth = view.project(GRID)
    for number, panel in enumerate(seen["panels"]):
        here = (GRID[:, 1] * 3).astype(int) == number
        apart = error_percent(panel, GRID[here], truth[here], view.page_width())
        assert np.median(apart) < 0.3, number
