"""The browser sees words, check signs and darkness exactly as the compiler does."""

from typing import Any

import numpy as np
import pytest

from oogopslag.core.paper.codes import check_sign
from oogopslag.core.paper.grey import halved
from oogopslag.core.paper.outline import thumbnail
from oogopslag.core.paper.words import words
from tests.lens.conftest import paper

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
SIZE = (840, 1188)


def sheet() -> Any:
    """A printed page on a grainy desk, as a camera sees it."""
    import cv2

    width, height = SIZE
    desk = np.random.default_rng(5).normal(150, 9, (height, width))
    desk[90:-90, 60:-60] = cv2.resize(
        paper("zorgtoeslag.aanvraag", "2026"), (width - 120, height - 180),
        interpolation=cv2.INTER_AREA,
    )  # fmt: skip
    return desk.clip(0, 255).astype(np.uint8)


def test_words_stand_at_the_same_places(lens_modules: Any, packs: Any) -> None:
    picture = sheet()
    ours = words(picture, 0.14)

    theirs = lens_modules.evaluate(
        """async ([text, width, height]) => {
          const {words} = await import('/static/oog/js/lens/words.js');
          const grey = Uint8Array.from(text, (c) => c.charCodeAt(0));
          return Array.from(words(grey, width, height, 0.14));
        }""",
        [picture.tobytes().decode("latin-1"), *SIZE],
    )

    there = np.array(theirs).reshape(-1, 2)
    assert len(there) == len(ours) > 150
    apart = np.abs(there[np.lexsort(there.T.round(2))] - ours[np.lexsort(ours.T.round(2))])
    assert apart.max() < 0.05


def test_a_page_is_most_like_its_own_darkness(lens_modules: Any, packs: Any) -> None:
    pages = [paper("zorgtoeslag.aanvraag", "2026"), paper("zorgtoeslag.wijziging", "2026"),
             paper("kwijtschelding.besluit", "2025")]  # fmt: skip
    large = [page[: 905 * 2, : 640 * 2] for page in pages]
    thumbs = [thumbnail(halved(page)).ravel().tolist() for page in large]
    for number, page in enumerate(large):
        order = lens_modules.evaluate(
            """async ([text, thumbs]) => {
              const {alike, levelled} = await import('/static/oog/js/lens/outline.js');
              const grey = Uint8Array.from(text, (c) => c.charCodeAt(0));
              const found = alike({grey, width: 1280, height: 1810}, [2, 0, 0, 0, 2, 0, 0, 0, 1],
                                  thumbs.map(levelled));
              return found.map(({page}) => page);
            }""",
            [page.tobytes().decode("latin-1"), thumbs],
        )
        assert order[0] == number


@pytest.mark.parametrize("code", ["ZT010-2026", "wd 220 - 2025", "A12425GABC1234002"])
def test_check_signs_are_the_same(lens_modules: Any, code: str) -> None:
    theirs = lens_modules.evaluate(
        "async (code) => (await import('/static/oog/js/lens/letter.js')).checkSign(code)", code
    )

    assert theirs == check_sign(code)
