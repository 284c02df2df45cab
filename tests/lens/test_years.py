"""A paper of a year that the pack does not hold is never shown as another year's."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from tools.lens.engine import Engine

from oogopslag.core.paper.marks import differences, marks
from oogopslag.paper import queries
from oogopslag.paper.compiling import compiled_pages
from oogopslag.paper.guide import Edition, Guide
from oogopslag.paper.packing import pack
from oogopslag.paper.rendering import rendered
from oogopslag.paper.source import other_years, printed

CONTENT = Path(__file__).resolve().parents[2] / "content"
SITE = "https://example.org"
SIZE = (1080, 1920)
pytestmark = pytest.mark.slow


LENGTH = 1216
TOP, WAIST = 350, 110
Place = tuple[float, float, float, float]


def seen_from_above(pdf: bytes, hidden: Sequence[Place] = ()) -> np.ndarray:  # type: ignore[type-arg]
    """The first page flat on a desk; places of it (0..1) may lie under something."""
    paper = cv2.resize(next(rendered(pdf)), (860, LENGTH), None, 0, 0, 3)
    desk = np.full(SIZE[::-1], 120, np.uint8)
    for left, top, right, bottom in hidden:
        paper[int(top * LENGTH) : int(bottom * LENGTH), int(left * 860) : int(right * 860)] = 120
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


def hidden_years(two: Guide) -> list[Place]:
    """Where on the first page any year would print something else: left, top, right, bottom."""
    prints = [next(rendered(print_of(two, year))) for year in ("2025", "2026", "2027")]
    apart = np.zeros(prints[0].shape, np.uint8)
    for one in prints[1:]:
        apart |= (np.abs(prints[0].astype(int) - one) > 30).astype(np.uint8)
    parts = cv2.connectedComponentsWithStats(cv2.dilate(apart, np.ones((25, 25))))[2][1:]
    tall, wide = apart.shape
    return [(x / wide, y / tall, (x + w) / wide, (y + h) / tall) for x, y, w, h, _ in parts]


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
def test_when_no_year_is_in_view_no_paper_is_found(
    two: Guide, engine_of_two: Engine, tmp_path: Path, year: str
) -> None:
    view = seen_from_above(print_of(two, year), hidden_years(two))

    said = filmed(engine_of_two, view, tmp_path)

    assert (said["state"], said["edition"]) == ("like", "unseen")


def seen_from_near(pdf: bytes) -> np.ndarray:  # type: ignore[type-arg]
    """The middle of the first page, larger than the picture: no place where its year stands."""
    paper = cv2.resize(next(rendered(pdf)), (1880, 2660), None, 0, 0, 3)
    return np.ascontiguousarray(paper[280:2200, 180:1260])


def test_when_no_year_is_in_view_only_the_year_is_asked_and_the_answer_is_enough(
    two: Guide, engine_of_two: Engine, tmp_path: Path
) -> None:
    asked = filmed(engine_of_two, seen_from_near(print_of(two, "2026")), tmp_path)

    engine_of_two.agree(int(str(asked["page"])))
    agreed = engine_of_two.frame(tmp_path / "frame.grey", SIZE, first=False)

    assert asked["page"] in (
        0,
        2,
    )  # the first page of either year: nothing in view tells them apart
    assert (asked["state"], asked["asks"]) == ("like", True)
    assert (agreed["state"], agreed["page"], agreed["edition"]) == (
        "found", asked["page"], "agreed",
    )  # fmt: skip


def test_an_answer_for_another_page_says_nothing(
    two: Guide, engine_of_two: Engine, tmp_path: Path
) -> None:
    filmed(engine_of_two, seen_from_near(print_of(two, "2026")), tmp_path)

    engine_of_two.agree(1)

    assert engine_of_two.frame(tmp_path / "frame.grey", SIZE, first=False)["state"] == "like"


@pytest.mark.parametrize("name", sorted(queries.guides()))
def test_the_year_after_the_newest_is_printed_with_the_same_questions(name: str) -> None:
    """Else the camera would take a question for the year, and next year's paper for this one."""
    guide = queries.guide(name)
    newest = guide.editions[-1]
    after = replace(newest, label=str(int(newest.label) + 1))

    assert questions(guide, newest) == questions(guide, after)


def questions(guide: Guide, edition: Edition) -> dict[str, object]:
    """Where each question of an edition stands; its code is as wide as its check sign."""
    free = replace(guide, fields=())
    areas = printed(free, edition, content=CONTENT, site=SITE).areas
    return {key: area for key, area in areas.items() if not key.startswith("_")}


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
