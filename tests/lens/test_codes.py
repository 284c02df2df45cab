"""The QR on a letter, by camera and by photo, read on the device; only codes of ours are opened."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import segno

from tests.lens.conftest import Seen
from tests.lens.test_camera import start
from tests.lens.test_pictures import choose, photo

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
LETTER = "/papier/kwijtschelding/besluit/2025/"


def printed(address: str) -> np.ndarray:  # type: ignore[type-arg]
    """A sheet with one large QR and no words."""
    marks = np.array([list(row) for row in segno.make(address, error="m", micro=False).matrix])
    side = 560 // len(marks)
    sign = np.kron(np.where(marks == 1, 20, 250), np.ones((side, side))).astype(np.uint8)
    sheet = np.full((1838, 1300), 250, np.uint8)
    sheet[700 : 700 + len(sign), 350 : 350 + len(sign)] = sign
    return sheet


def of_the_letter() -> str:
    from oogopslag.paper import queries

    return queries.guide("kwijtschelding.besluit").short_code("2025")


def test_a_qr_before_the_camera_opens_its_explanation_and_nothing_is_sent(
    before_camera: Callable[..., Seen],
) -> None:
    seen = before_camera(printed(f"https://elders.example/papier/c/{of_the_letter()}/"), frames=8)
    asked: list[str] = []
    seen.page.on("request", lambda request: asked.append(request.url))

    start(seen)
    seen.page.wait_for_url(f"**{LETTER}")

    assert asked[0].endswith(f"/papier/c/{of_the_letter()}/")
    assert seen.page.get_by_role("heading", level=1).inner_text() == "Besluit over kwijtschelding"


def test_a_qr_on_a_photo_opens_its_explanation(before_camera: Callable[..., Seen]) -> None:
    seen = before_camera(None)

    choose(seen, photo(printed(f"https://elders.example/papier/c/{of_the_letter()}/")))

    seen.page.wait_for_url(f"**{LETTER}")


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("https://x.example/papier/c/ZT010-2026-0/", "ZT010-2026-0"),
        ("https://x.example/papier/c/zt010-2026-0", "ZT010-2026-0"),
        ("https://x.example/papier/c/ZT010-2025-0/", ""),
        ("https://x.example/betaal/ZT010-2026-0/", ""),
        ("https://x.example/papier/c/../../beheer/", ""),
        ("javascript:alert(1)", ""),
        ("", ""),
    ],
)
def test_only_codes_of_ours_that_add_up_are_opened(lens_modules: Any, said: str, code: str) -> None:
    opened = lens_modules.evaluate(
        "async (said) => (await import('/static/oog/js/lens/code.js')).codeIn(said)", said
    )

    assert opened == code
