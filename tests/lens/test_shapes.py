"""Phones that are held flat, photos on their side, long files and files of another kind."""

import io
from collections.abc import Callable

import pikepdf
import pytest

from tests.lens.conftest import Seen, paper
from tests.lens.test_camera import state
from tests.lens.test_pictures import choose, pdf
from tests.lens.test_states import LIST, laid, looked_at

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
BOXES = """() => {
  const box = (name) => document.querySelector(name).getBoundingClientRect();
  const [view, sheet] = [box('[data-lens=view]'), box('.oog-sheet')];
  const demo = document.querySelector('.oog-demo')?.offsetHeight ?? 0;  // stands above the lens
  return {
    fit: document.querySelector('[data-lens=view]').dataset.fit,
    beside: sheet.left >= view.right - 1,
    low: Math.max(view.bottom, sheet.bottom) - demo - innerHeight,
    sideways: document.documentElement.scrollWidth > innerWidth };
}"""
PINS = """() => {
  const view = document.querySelector('[data-lens=view]').getBoundingClientRect();
  const pins = [...document.querySelectorAll('.oog-overlay button:not([inert])')]
    .map((one) => one.getBoundingClientRect()).filter((one) => one.width);
  const inside = pins.filter((one) => one.left > view.left - 30 && one.right < view.right + 30);
  return [pins.length, inside.length];
}"""

DOCUMENT = {
    "name": "brief.docx",
    "mimeType": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "buffer": b"PK\x03\x04 no picture",
}
# Every state that the page shows, one after the other; the same twice is told once.
TOLD = """() => {
  const lens = document.querySelector('.oog-lens');
  window.told = [];
  new MutationObserver(() => {
    if (window.told.at(-1) !== lens.dataset.state) window.told.push(lens.dataset.state);
  }).observe(lens, { attributes: true, attributeFilter: ['data-state'] });
}"""


def blank(pages: int) -> bytes:
    document, out = pikepdf.new(), io.BytesIO()
    for _ in range(pages):
        document.add_blank_page()
    document.save(out)
    return out.getvalue()


def test_a_phone_that_is_held_flat_shows_picture_and_words_side_by_side(
    before_camera: Callable[..., Seen],
) -> None:
    seen = before_camera(None)
    seen.page.set_viewport_size({"width": 844, "height": 390})
    assert seen.page.get_by_role("link", name=LIST).is_visible()

    assert looked_at(seen, paper("zorgtoeslag.aanvraag", "2026", 0)) == "frozen"

    boxes = seen.page.evaluate(BOXES)
    assert boxes["low"] <= 1, boxes
    assert (boxes["fit"], boxes["beside"], boxes["sideways"]) == ("whole", True, False)


def test_a_photo_on_its_side_is_shown_whole_with_every_field_in_the_picture(
    before_camera: Callable[..., Seen],
) -> None:
    seen = before_camera(None)
    form = paper("zorgtoeslag.aanvraag", "2026", 0)

    assert looked_at(seen, laid(form, height=1400, width=2200)) == "frozen"

    pins, inside = seen.page.evaluate(PINS)
    assert pins == inside > 5


def test_a_pdf_of_300_pages_is_looked_at_and_a_file_of_another_kind_is_not(
    before_camera: Callable[..., Seen],
) -> None:
    seen = before_camera(None)

    choose(seen, pdf(blank(300)))
    assert state(seen, "blank", "long", "broken") == "blank"
    assert seen.page.get_by_role("link", name=LIST).is_visible()

    choose(seen, DOCUMENT)
    assert state(seen, "broken") == "broken"
    assert seen.page.get_by_role("link", name=LIST).is_visible()


def test_only_the_file_that_was_chosen_last_is_told_about(
    before_camera: Callable[..., Seen],
) -> None:
    seen = before_camera(None)
    seen.page.evaluate(TOLD)

    choose(seen, pdf(blank(8)))
    choose(seen, DOCUMENT)
    state(seen, "broken")
    seen.page.wait_for_timeout(3000)

    assert seen.page.evaluate("window.told") == ["reading", "broken"]
