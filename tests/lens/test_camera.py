"""The lens before a paper: Chromium's fake camera, with the true pose of every frame."""

import re
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest

from tests.journeys.walker import PICTURES, RULES
from tests.lens.conftest import Seen, paper

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
ROOT = Path(__file__).resolve().parents[2]
# Every frame that goes to the worker: its number, read from the blocks that the film drew.
WATCH = """
() => {
  window.told = [];
  const numbers = {};
  const send = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (data, transfer) {
    if (data?.type === 'frame') {
      const canvas = new OffscreenCanvas(data.frame.displayWidth, data.frame.displayHeight);
      const draw = canvas.getContext('2d', {willReadFrequently: true});
      draw.drawImage(data.frame, 0, 0);
      const side = Math.floor(canvas.width / 20);
      let number = 0;
      for (let bit = 0; bit < 16; bit++) {
        const spot = draw.getImageData(bit * side + side / 2, canvas.height - side / 2, 1, 1).data;
        if (spot[0] > 128) number |= 1 << bit;
      }
      numbers[data.id] = number;
      if (!this.heard) this.addEventListener('message', (event) => {
        if (event.data.id) window.told.push({...event.data, frame: numbers[event.data.id]});
      });
      this.heard = true;
    }
    return send.call(this, data, transfer);
  };
}
"""
# Anything by which pixels could leave or stay.
GUARD = """
() => {
  window.leaks = [];
  const wrap = (owner, name) => {
    const old = owner[name];
    owner[name] = function (...rest) { window.leaks.push(name); return old.apply(this, rest); };
  };
  wrap(window, 'fetch');
  wrap(XMLHttpRequest.prototype, 'send');
  wrap(navigator, 'sendBeacon');
  wrap(Storage.prototype, 'setItem');
  wrap(Cache.prototype, 'put');
  wrap(IDBFactory.prototype, 'open');
  wrap(HTMLCanvasElement.prototype, 'toBlob');
  wrap(HTMLCanvasElement.prototype, 'toDataURL');
  const doors = ['WebSocket', 'EventSource', 'RTCPeerConnection', 'MediaRecorder'];
  for (const name of doors) {
    const Old = window[name];
    if (!Old) continue;
    window[name] = function (...rest) { window.leaks.push(name); return new Old(...rest); };
  }
}
"""


def start(seen: Seen) -> None:
    seen.page.get_by_role("button", name="Camera starten").first.click()


def state(seen: Seen, *names: str) -> str:
    seen.page.locator(", ".join(f".oog-lens[data-state={name}]" for name in names)).wait_for()
    return str(seen.page.evaluate("document.querySelector('.oog-lens').dataset.state"))


def test_a_form_is_found_with_its_edition_and_page_and_held_exactly(
    before_camera: Callable[..., Seen],
) -> None:
    seen = before_camera(paper("zorgtoeslag.aanvraag", "2026", 1))
    seen.page.evaluate(WATCH)

    start(seen)
    state(seen, "found")
    seen.page.wait_for_timeout(2500)

    assert seen.page.get_by_text("Gevonden: versie 2026, bladzijde 2 van 2").first.is_visible()
    told = [one for one in seen.page.evaluate("window.told") if one["state"] == "found"]
    assert len(told) >= 12
    errors = []
    for one in told:
        ours = np.array(one["corners"])
        truth = np.array(seen.corners[one["frame"]])
        width = np.linalg.norm(truth[1] - truth[0])
        errors.append(np.linalg.norm(ours - truth, axis=1).mean() / width * 100)
    assert np.median(errors) < 0.25, sorted(errors)
    PICTURES.mkdir(exist_ok=True)
    seen.page.screenshot(path=PICTURES / "lens-found-390.png")


def test_when_the_year_is_out_of_view_it_is_asked_and_one_button_answers(
    before_camera: Callable[..., Seen],
) -> None:
    seen = before_camera(paper("zorgtoeslag.wijziging", "2026"), fill=1.6)

    start(seen)
    agree = seen.page.get_by_role("button", name=re.compile("Ja, er staat 20"))
    agree.wait_for()

    assert state(seen, "like", "found") == "like"
    year = agree.inner_text()[-4:]
    said = seen.page.locator("[data-lens=status]").inner_text()
    assert said.startswith(
        f"Dit lijkt op Wijziging doorgeven zorgtoeslag, versie {year}. Wij zien het jaar niet"
    )
    assert seen.page.locator(".oog-overlay button:visible").count() == 0
    PICTURES.mkdir(exist_ok=True)
    seen.page.screenshot(path=PICTURES / "lens-year-390.png", full_page=True)
    agree.press("Enter")
    state(seen, "found")
    assert seen.page.get_by_text(f"Gevonden: versie {year}, bladzijde 1 van 1").first.is_visible()
    assert not agree.is_visible()


def test_the_homography_is_that_of_opencv(before_camera: Callable[..., Seen]) -> None:
    seen = before_camera(None)
    chance = np.random.default_rng(3)
    source = chance.uniform(0, [640, 905], (40, 2))
    truth = np.array([[0.9, 0.1, 60], [-0.05, 1.1, 40], [1e-4, -8e-5, 1]])
    flat = np.c_[source, np.ones(40)] @ truth.T
    target = flat[:, :2] / flat[:, 2:] + chance.normal(0, 0.3, (40, 2))

    ours = seen.page.evaluate(
        """async ([from, to]) => {
          const {solve} = await import('/static/oog/js/lens/homography.js');
          return Array.from(solve(from.flat(), to.flat(), from.map((_, i) => i)));
        }""",
        [source.tolist(), target.tolist()],
    )

    theirs, _ = cv2.findHomography(source, target, 0)
    grid = np.array([[x, y, 1] for x in (0, 320, 640) for y in (0, 450, 905)], float)
    mine, other = grid @ np.array(ours).reshape(3, 3).T, grid @ theirs.T
    apart = mine[:, :2] / mine[:, 2:] - other[:, :2] / other[:, 2:]
    assert np.abs(apart).max() < 0.05


def test_no_pixel_leaves_and_none_is_kept_while_the_camera_runs(
    before_camera: Callable[..., Seen],
) -> None:
    seen = before_camera(paper("zorgtoeslag.aanvraag", "2025"))
    requests: list[str] = []
    seen.page.on("request", lambda request: requests.append(request.url))
    seen.page.on("websocket", lambda socket: requests.append(socket.url))
    seen.page.evaluate(GUARD)

    start(seen)
    state(seen, "found")
    seen.page.locator(".oog-overlay button:visible:not([inert])").nth(3).press("Enter")
    seen.page.wait_for_timeout(1500)

    assert requests == []
    assert seen.page.evaluate("window.leaks") == []


def test_the_camera_stops_when_the_page_is_hidden(before_camera: Callable[..., Seen]) -> None:
    seen = before_camera(paper("zorgtoeslag.aanvraag", "2025"))
    start(seen)
    state(seen, "found")

    seen.page.evaluate(
        """() => {
          window.track = document.querySelector('video').srcObject.getVideoTracks()[0];
          Object.defineProperty(document, 'hidden', {value: true});
          document.dispatchEvent(new Event('visibilitychange'));
        }"""
    )

    assert state(seen, "paused") == "paused"
    assert seen.page.evaluate("window.track.readyState") == "ended"
    assert seen.page.evaluate("document.querySelector('video').srcObject") is None


def test_fields_are_buttons_for_the_keyboard_and_the_held_picture_has_no_findings(
    before_camera: Callable[..., Seen],
) -> None:
    seen = before_camera(paper("zorgtoeslag.aanvraag", "2026", 1))
    start(seen)
    state(seen, "found")

    seen.page.get_by_role("button", name="Beeld vastzetten").click()
    state(seen, "frozen")
    field = seen.page.locator(".oog-overlay button:not([inert])[aria-label^='4c.']").first
    field.press("Enter")

    assert seen.page.get_by_role("heading", name="4c. Vermogen").is_visible()
    assert seen.page.evaluate("document.activeElement.id") == "h-vraag"
    assert seen.page.get_by_text("Nog niet nagekeken").first.is_visible()
    seen.page.evaluate((ROOT / "node_modules/axe-core/axe.min.js").read_text() + ";0")
    found = seen.page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
    assert [(v["id"], v["nodes"][0]["html"][:120]) for v in found["violations"]] == []
    seen.page.screenshot(path=PICTURES / "lens-frozen-390.png", full_page=True)


def newspaper() -> np.ndarray:  # type: ignore[type-arg]
    """Columns of text that no guide knows."""
    page = np.full((1838, 1300), 235, np.uint8)
    chance = np.random.default_rng(4)
    for column in range(3):
        for line in range(85):
            words = "".join(chance.choice(list("abcdeghiklmnoprstuvw  "), 26))
            cv2.putText(
                page, words, (40 + 420 * column, 60 + 21 * line), 0, 0.5, 30, 1, cv2.LINE_AA
            )
    return page


def passport() -> np.ndarray:  # type: ignore[type-arg]
    """A photo, a few words and two lines of signs."""
    page = np.full((1838, 1300), 200, np.uint8)
    cv2.ellipse(page, (300, 700), (160, 220), 0, 0, 360, 120, -1)
    for n, words in enumerate(("KONINKRIJK", "PASPOORT", "P<NLDVOORBEELD<<ANNA<<<<<<<<<<<<")):
        cv2.putText(page, words, (60, 300 + 500 * n), 0, 1.2, 40, 2, cv2.LINE_AA)
    return page


@pytest.mark.parametrize(
    ("picture", "expected"),
    [
        (newspaper, {"unknown"}),
        (passport, {"unknown", "blank"}),
        (lambda: np.full((1838, 1300), 240, np.uint8), {"blank", "unknown"}),
    ],
    ids=["a newspaper", "a passport", "a blank page"],
)
def test_what_we_do_not_know_is_never_shown_as_a_form(
    before_camera: Callable[..., Seen],
    picture: Callable[[], np.ndarray],
    expected: set[str],  # type: ignore[type-arg]
) -> None:
    seen = before_camera(picture(), frames=8)

    start(seen)

    assert state(seen, "unknown", "blank", "found", "like") in expected
    assert seen.page.get_by_role("link", name="Kies het formulier uit een lijst").is_visible()


def test_without_a_camera_and_when_it_is_refused_the_list_is_one_tap_away(
    before_camera: Callable[..., Seen],
) -> None:
    absent = before_camera(None)
    start(absent)
    assert state(absent, "absent", "refused") in {"absent", "refused"}
    assert absent.page.get_by_role("link", name="Kies het formulier uit een lijst").is_visible()
