"""Papers that lie as papers lie, cameras that do not come, and how to hold one: always a way on."""

from collections.abc import Callable
from typing import Any

import cv2
import numpy as np
import pytest

from tests.lens.conftest import Seen, paper
from tests.lens.test_camera import state
from tests.lens.test_pictures import photo

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
LIST = "Kies het formulier uit een lijst"
Picture = np.ndarray  # type: ignore[type-arg]


def desk(height: int, width: int) -> Picture:
    return np.random.default_rng(2).normal(110, 6, (height, width)).clip(0, 255).astype(np.uint8)


def laid(*sheets: Picture, height: int, width: int) -> Picture:
    """Sheets side by side on a desk."""
    seen, left = desk(height, width), 60
    for sheet in sheets:
        tall = height - 120
        small = cv2.resize(
            sheet, (tall * sheet.shape[1] // sheet.shape[0], tall), interpolation=cv2.INTER_AREA
        )
        seen[60 : 60 + tall, left : left + small.shape[1]] = small
        left += small.shape[1] + 60
    return seen


def on_screen(sheet: Picture) -> Picture:
    """A form on a screen: dark edges, less contrast, the screen's own lines."""
    seen = np.full((sheet.shape[0] + 200, sheet.shape[1] + 200), 18, np.uint8)
    glow = 40 + sheet.astype(float) * 0.75
    glow[::3] *= 0.86
    seen[100:-100, 100:-100] = cv2.GaussianBlur(glow, (0, 0), 0.8).clip(0, 255).astype(np.uint8)
    return seen


def back(sheet: Picture) -> Picture:
    """The other side: what is printed shines through a little, mirrored."""
    through = 250 - (255 - sheet[:, ::-1].astype(float)) * 0.03
    return cv2.GaussianBlur(through, (0, 0), 3).clip(0, 255).astype(np.uint8)


def looked_at(seen: Seen, picture: Picture) -> str:
    seen.page.evaluate("document.querySelector('.oog-lens').dataset.state = 'waits'")
    seen.page.locator("#bestand").set_input_files(photo(picture))  # type: ignore[arg-type]
    return state(seen, "frozen", "like", "unknown", "blank")


def test_papers_lie_as_they_lie(before_camera: Callable[..., Seen]) -> None:
    seen = before_camera(None)
    form, letter = paper("zorgtoeslag.aanvraag", "2026", 0), paper("kwijtschelding.besluit", "2025")
    found = seen.page.get_by_text("Gevonden: versie 2026, bladzijde 1 van 2").first

    for picture in (
        form[::-1, ::-1],
        np.rot90(form),
        laid(form, height=1400, width=2200),
        on_screen(form),
    ):
        assert looked_at(seen, np.ascontiguousarray(picture)) == "frozen"
        assert found.is_visible()

    # Two papers: one of the two is named, or both are left to choose from; nothing else is.
    assert looked_at(seen, laid(form, letter, height=1500, width=2400)) in {"frozen", "like"}
    title = seen.page.locator("[data-lens=title]").inner_text()
    assert title in {"Aanvraag zorgtoeslag", "Besluit over kwijtschelding"}, title

    assert looked_at(seen, back(form)) in {"blank", "unknown"}
    assert seen.page.get_by_role("link", name=LIST).is_visible()


@pytest.mark.parametrize(
    ("name", "expected", "said"),
    [
        ("NotReadableError", "taken", "Een ander programma gebruikt de camera"),
        ("NotAllowedError", "refused", "De camera mag niet worden gebruikt"),
        ("NotFoundError", "absent", "Er is hier geen camera"),
    ],
    ids=["in use", "refused", "none"],
)
def test_a_camera_that_does_not_come_is_explained_with_the_list_beside_it(
    before_camera: Callable[..., Seen], name: str, expected: str, said: str
) -> None:
    seen = before_camera(None)
    seen.page.evaluate(
        """(name) => {
          navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("", name));
        }""",
        name,
    )

    seen.page.get_by_role("button", name="Camera starten").first.click()

    assert state(seen, expected) == expected
    assert said in seen.page.locator("[data-lens=status]").inner_text()
    assert seen.page.get_by_role("link", name=LIST).is_visible()


@pytest.mark.parametrize(
    ("corners", "light", "expected"),
    [
        ([[0.1, 0.2], [0.9, 0.2], [0.9, 0.9], [0.1, 0.9]], 140, ""),
        ([[0.1, 0.2], [0.9, 0.2], [0.9, 0.9], [0.1, 0.9]], 30, "light"),
        ([[0.4, 0.4], [0.6, 0.4], [0.6, 0.6], [0.4, 0.6]], 140, "closer"),
        ([[-1, -1], [2, -1], [2, 2], [-1, 2]], 140, "further"),
        ([[-0.4, 0.2], [0.3, 0.2], [0.3, 0.9], [-0.4, 0.9]], 140, "left"),
        ([[0.7, 0.2], [1.4, 0.2], [1.4, 0.9], [0.7, 0.9]], 140, "right"),
        ([[0.1, -0.6], [0.9, -0.6], [0.9, 0.3], [0.1, 0.3]], 140, "up"),
        ([[0.1, 0.7], [0.9, 0.7], [0.9, 1.6], [0.1, 1.6]], 140, "down"),
    ],
)
def test_where_the_paper_lies_says_how_to_move(
    lens_modules: Any, corners: list[list[float]], light: int, expected: str
) -> None:
    said = lens_modules.evaluate(
        """async ([corners, light]) => {
          const {hint} = await import('/static/oog/js/lens/guidance.js');
          const [width, height] = [1000, 2000];
          const there = corners.map(([x, y]) => [x * width, y * height]);
          return hint({corners: there, width, height, light, words: 90});
        }""",
        [corners, light],
    )

    assert said == expected


SPEAKING = """
  window.spoken = [];
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  Object.defineProperty(window, 'speechSynthesis', { value: {
    getVoices: () => [{lang: 'nl-NL'}], addEventListener() {},
    cancel() { window.spoken.push('-'); },
    speak(words) { window.spoken.push(words.text); window.last = words; },
  }});
"""


def test_the_list_is_read_aloud_and_stops_where_the_device_has_a_voice(
    lens_page: Any, address: str
) -> None:
    lens_page.goto(f"{address}/papier/zorgtoeslag/aanvraag/2026/")
    assert lens_page.locator("[data-aloud]").is_hidden()

    lens_page.add_init_script(SPEAKING)
    lens_page.reload()
    button = lens_page.get_by_role("button", name="Lees voor")
    button.click()

    spoken = lens_page.evaluate("window.spoken.join(' ')")
    for said in ("Burgerservicenummer", "Vermogen"):
        assert said in spoken
    assert button.get_attribute("aria-pressed") == "true"
    button.click()
    assert lens_page.evaluate("window.spoken.at(-1)") == "-"
    assert button.get_attribute("aria-pressed") == "false"
    lens_page.goto(f"{address}/papier/zorgtoeslag/aanvraag/2026/?taal=pl")
    assert lens_page.locator("[data-aloud]").is_hidden()


def test_hints_are_spoken_only_for_whoever_asks(lens_page: Any, address: str) -> None:
    lens_page.add_init_script(SPEAKING)
    lens_page.goto(f"{address}/papier/")

    spoken = lens_page.evaluate(
        """async () => {
          const {Voice} = await import('/static/oog/js/lens/voice.js');
          const region = document.createElement('p'), button = document.createElement('button');
          const hints = {left: 'Iets naar links', closer: 'Dichterbij'};
          const voice = new Voice(region, {hints}, 'nl');
          voice.toggle(button);
          voice.last = -9999; voice.hint('left');
          const before = [region.textContent, window.spoken.join()];
          button.click();
          voice.last = -9999; voice.hint('closer'); voice.hint('left');
          return [...before, region.textContent, window.spoken.filter((one) => one !== '-').join()];
        }"""
    )

    assert spoken == ["Iets naar links", "", "Dichterbij", "Iets naar links,Dichterbij"]
