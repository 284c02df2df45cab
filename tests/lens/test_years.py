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


LENGTH = 1216
TOP, WAIST = 350, 110


def seen_from_above(pdf: bytes, hidden: list[tuple[float, float]] = []) -> np.ndarray:  # type: ignore[type-arg]  # noqa: B006 -- never changed
    """The first page flat on a desk; what lies between these heights (0..1) is under something."""
    paper = cv2.resize(next(rendered(pdf)), (860, LENGTH), None, 0, 0, 3)
    desk = np.full(SIZE[::-1], 120, np.uint8)
    for top, bottom in hidden:
        paper[int(top * LENGTH) : int(bottom * LENGTH)] = 120
    desk[TOP : TOP + LENGTH, WAIST : WAIST + 860] = paper
    return desk


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
    (tmp_path / "photo.grey").write_bytes(seen_from_above(print_of(guide, year)).tobytes())

    seen = engine.photo(tmp_path / "photo.grey", SIZE)

    assert (seen["page"], seen["state"]) == (0, said)


@pytest.fixture(scope="module")
def two() -> Guide:
    """A form of which the pack holds two editions, 2025 and 2026: they differ in one question."""
    return queries.guide("kwijtschelding.aanvraag")


@pytest.fixture(scope="module")
def engine_of_two(two: Guide, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    file = tmp_path_factory.mktemp("years") / "two.pack"
    pages = compiled_pages([two], content=CONTENT, site=SITE, tell=lambda line: None)
    file.write_bytes(pack("twee", [two], pages, names={}, reference={}))
    with Engine(file) as ready:
        yield ready


def filmed(engine: Engine, picture: np.ndarray, folder: Path, frames: int = 8) -> dict[str, object]:  # type: ignore[type-arg]
    """What is said after so many frames of one view, each with a noise of its own."""
    chance, said = np.random.default_rng(3), {}
    for number in range(frames):
        noisy = np.clip(picture + chance.normal(0, 3, picture.shape), 0, 255).astype(np.uint8)
        (folder / "frame.grey").write_bytes(noisy.tobytes())
        said = engine.frame(folder / "frame.grey", SIZE, first=number == 0)
    return said


def hidden_years(two: Guide) -> list[tuple[float, float]]:
    """The bands of the first page in which any year would print something else."""
    prints = [next(rendered(print_of(two, year))) for year in ("2025", "2026", "2027")]
    rows = np.zeros(prints[0].shape[0], bool)
    for one in prints[1:]:
        rows |= (np.abs(prints[0].astype(int) - one) > 30).any(1)
    places = np.flatnonzero(rows)
    parts = np.split(places, np.flatnonzero(np.diff(places) > 60) + 1)
    tall = prints[0].shape[0]
    return [((part[0] - 12) / tall, (part[-1] + 12) / tall) for part in parts]


@pytest.mark.parametrize(("year", "page"), [("2025", 0), ("2026", 2)])
def test_with_two_editions_each_is_found_as_itself(
    two: Guide, engine_of_two: Engine, tmp_path: Path, year: str, page: int
) -> None:
    said = filmed(engine_of_two, seen_from_above(print_of(two, year)), tmp_path)

    assert (said["state"], said["page"], said["edition"]) == ("found", page, "right")


@pytest.mark.parametrize("year", ["2024", "2027"])
def test_with_two_editions_a_year_that_is_not_in_the_pack_is_not_found(
    two: Guide, engine_of_two: Engine, tmp_path: Path, year: str
) -> None:
    said = filmed(engine_of_two, seen_from_above(print_of(two, year)), tmp_path)

    assert said["state"] != "found"


@pytest.mark.parametrize("year", ["2024", "2025", "2026", "2027"])
def test_when_no_year_is_in_view_nothing_is_shown_without_the_request_to_check_it(
    two: Guide, engine_of_two: Engine, tmp_path: Path, year: str
) -> None:
    view = seen_from_above(print_of(two, year), hidden_years(two))

    said = filmed(engine_of_two, view, tmp_path)

    assert said["state"] in ("like", "found")
    assert said["edition"] == "unseen"


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
