"""A paper of a year that the pack does not hold is never shown as another year's."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from tools.lens.engine import Engine

from oogopslag.core.paper.marks import differences, marks
from oogopslag.paper import queries
from oogopslag.paper.compiling import compiled_pages
from oogopslag.paper.guide import Guide
from oogopslag.paper.packing import pack
from oogopslag.paper.rendering import rendered
from oogopslag.paper.source import other_years, printed

CONTENT = Path(__file__).resolve().parents[2] / "content"
SITE = "https://example.org"
SIZE = (1080, 1920)
pytestmark = pytest.mark.slow


def print_of(guide: Guide, year: str) -> bytes:
    edition = replace(guide.editions[-1], label=year)
    free = replace(guide, fields=())  # which fields a year has is not what is asked here
    return printed(free, edition, content=CONTENT, site=SITE).pdf


@pytest.fixture(scope="module")
def guide() -> Guide:
    """A form of which the pack holds one edition: 2026."""
    whole = queries.guide("kwijtschelding.aanvraag")
    return replace(whole, editions=tuple(one for one in whole.editions if one.label == "2026"))


@pytest.fixture(scope="module")
def engine(guide: Guide, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    file = tmp_path_factory.mktemp("years") / "one.pack"
    pages = compiled_pages([guide], content=CONTENT, site=SITE, tell=lambda line: None)
    file.write_bytes(pack("een", [guide], pages, names={}, reference={}))
    with Engine(file) as ready:
        yield ready


@pytest.mark.parametrize(
    ("year", "said"), [("2026", "found"), ("2027", "like"), ("2025", "like"), ("2028", "like")]
)
def test_only_the_year_of_the_pack_is_found(
    guide: Guide, engine: Engine, tmp_path: Path, year: str, said: str
) -> None:
    paper = cv2.resize(next(rendered(print_of(guide, year))), (860, 1216), None, 0, 0, 3)
    desk = np.full(SIZE[::-1], 120, np.uint8)
    desk[350:1566, 110:970] = paper
    (tmp_path / "photo.grey").write_bytes(desk.tobytes())

    seen = engine.photo(tmp_path / "photo.grey", SIZE)

    assert (seen["page"], seen["state"]) == (0, said)


def test_marks_stand_where_a_year_is_printed(guide: Guide) -> None:
    ours = next(rendered(print_of(guide, "2026")))
    theirs = next(rendered(print_of(guide, "2027")))

    places = marks(differences(ours, theirs))

    assert len(places) >= 2
    apart = np.abs(ours.astype(int) - theirs.astype(int)) > 100
    assert all(apart[y - 9 : y + 10, x - 9 : x + 10].any() for x, y in places)


def test_a_page_knows_every_year_of_its_guide_and_one_on_either_side(guide: Guide) -> None:
    both = replace(guide, editions=(guide.editions[0], replace(guide.editions[0], label="2027")))

    assert len(list(other_years(guide, guide.editions[0], content=CONTENT, site=SITE))) == 2
    assert len(list(other_years(both, both.editions[0], content=CONTENT, site=SITE))) == 3
