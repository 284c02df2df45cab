"""The mathematics of pages against OpenCV, and what it promises."""

import cv2
import numpy as np
import pytest

from oogopslag.core.paper.components import components
from oogopslag.core.paper.grey import HEIGHT, WIDTH, blur
from oogopslag.core.paper.iban import is_iban
from oogopslag.core.paper.likeness import differing, share
from oogopslag.core.paper.patches import RADIUS, chosen, masked, packed
from oogopslag.core.paper.recognisable import recognisability
from oogopslag.core.paper.words import words


def page(lines: list[str], start: int = 60) -> np.ndarray:  # type: ignore[type-arg]
    picture = np.full((HEIGHT, WIDTH), 255, np.uint8)
    for number, line in enumerate(lines):
        cv2.putText(picture, line, (40, start + 24 * number), 0, 0.5, 0, 1, cv2.LINE_AA)
    return picture


TEXT = [f"Vraag {n}: wat is uw antwoord hier op {n * 37 % 101}" for n in range(34)]


@pytest.mark.parametrize("density", [0.05, 0.4, 0.6])
def test_connected_parts_are_those_of_opencv(density: float) -> None:
    picture = np.random.default_rng(7).random((220, 310)) < density

    ours = components(picture)

    _, _, stats, centres = cv2.connectedComponentsWithStats(
        picture.astype(np.uint8), connectivity=8
    )
    mine = np.stack([ours.left, ours.top, ours.width, ours.height, ours.area], 1)
    order, theirs = np.lexsort(mine.T), np.lexsort(stats[1:].T)
    assert (mine[order] == stats[1:][theirs]).all()
    assert np.allclose(np.stack([ours.x, ours.y], 1)[order], centres[1:][theirs])


def test_blur_is_the_gaussian_of_opencv_inside_the_picture() -> None:
    picture = np.random.default_rng(1).random((90, 80))

    ours = blur(picture, 2.0)

    theirs = cv2.GaussianBlur(picture, (11, 11), 2.0)
    assert np.abs(ours - theirs)[6:-6, 6:-6].max() < 1e-6


def test_words_are_points_that_stay_when_the_page_gets_a_shadow() -> None:
    sheet = cv2.resize(page(TEXT), (2 * WIDTH, 2 * HEIGHT), interpolation=cv2.INTER_CUBIC)
    shadow = (sheet * np.linspace(1, 0.55, sheet.shape[1])[None]).astype(np.uint8)

    light, dark = words(sheet), words(shadow)

    assert len(light) > 200
    apart = np.sqrt(((light[:, None] - dark[None]) ** 2).sum(2)).min(1)
    assert (apart < 3).mean() > 0.95


def test_a_blank_page_has_no_words() -> None:
    assert len(words(np.full((905, 640), 230, np.uint8))) == 0


def test_no_patch_touches_a_field() -> None:
    sheet = page(TEXT)
    rect = (0.0, 0.3, 1.0, 0.5)

    spots = chosen(sheet, masked([rect]))

    assert len(spots) > 30
    inside = (spots[:, 1] + RADIUS > 0.3 * HEIGHT) & (spots[:, 1] - RADIUS < 0.5 * HEIGHT)
    assert not inside.any()


def test_two_editions_with_one_other_line_are_alike_and_differ_only_there() -> None:
    one = page(TEXT)
    two = page([*TEXT[:20], "Nieuw: woont u in het buitenland of niet", *TEXT[21:]])

    spots = chosen(one, masked([]))
    tiles = differing(one, two, masked([]))

    assert share(one, spots, two) > 0.8
    assert len(tiles) > 0
    line = 60 + 24 * 20
    assert (np.abs(tiles[:, 1] - line) < 32).all()


def test_a_blank_place_beside_a_line_does_not_tell_pages_apart() -> None:
    one = page(TEXT)
    two = page([*TEXT[:20], "Nieuw: woont u in het buitenland of niet", *TEXT[21:]])
    # The tile around 303 ends at 312: there it is blank, and the line is in it on the other page.
    one[314, 500:620], two[311, 500:620] = 0, 0

    tiles = differing(one, two, masked([]))

    assert len(tiles) > 0
    beside = (tiles[:, 0] > 480) & (np.abs(tiles[:, 1] - 303) < 24)
    assert not beside.any()


def test_a_page_is_no_sibling_of_another_text() -> None:
    other = page([line[::-1] for line in TEXT], start=70)

    assert share(page(TEXT), chosen(page(TEXT), masked([])), other) < 0.25


def test_two_greys_share_a_byte() -> None:
    assert packed(np.array([[[1, 2], [3, 4]], [[15, 0], [0, 15]]], np.uint8)) == bytes(
        [0x21, 0x43, 0x0F, 0xF0]
    )


def test_a_weak_page_says_why() -> None:
    assert recognisability(words=40, patches=60, twin=False).reasons == ("few-words",)
    assert recognisability(words=300, patches=60, twin=True).refused
    assert recognisability(words=300, patches=60, twin=False).reasons == ()


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("NL91 ABNA 0417 1643 00", True),  # the example of ISO 13616
        ("NL91ABNA0417164301", False),
        ("NL91 ABNA 0417 1643 0", False),
        ("DE89 3704 0044 0532 0130 00", True),
        ("hello", False),
    ],
)
def test_an_account_number_passes_the_check_or_not(text: str, right: bool) -> None:
    assert is_iban(text) is right
