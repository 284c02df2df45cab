"""First lock and tracking in Chromium with a fake camera: `python -m tools.lens.live`.

The page's own camera and worker modules look at films of look-alikes, 1080 by 1920 at 30 frames a
second, with an index of LENS_PAGES (500). Every LENS_LOCK (2) seconds the worker forgets what it
found, so that each film of twelve seconds gives several locks; 12 shows tracking that nobody
interrupts. LENS_FILMS (6). Timings say what else ran: see the load.
"""

import os
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from playwright.sync_api import Playwright, sync_playwright

from tools.bench.machine import circumstances
from tools.lens.film import film
from tools.lens.kept import SOURCE
from tools.lens.library import library
from tools.lens.lookalikes import Paper, pdf
from tools.lens.scenes import HEIGHT, WIDTH, rendered
from tools.lens.tables import rate

PAGES = int(os.environ.get("LENS_PAGES", "500"))
FILMS = int(os.environ.get("LENS_FILMS", "6"))
LOCK = float(os.environ.get("LENS_LOCK", "2"))
LOCKS = max(1, round(12 / LOCK))
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
    "--disable-background-networking", "--disable-component-update",
    "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream",
]  # fmt: skip
# As the page does: a frame goes to the worker when it is free; every two seconds it starts anew.
LOOK = """
async ([seconds, locks]) => {
  const { Camera } = await import('/oog/js/lens/camera.js');
  const worker = new Worker('/oog/js/lens/worker.js', { type: 'module' });
  const buffer = await (await fetch('/pack')).arrayBuffer();
  let began = performance.now();
  const ready = new Promise((done) => {
    worker.addEventListener('message', ({data}) => {
      if (data.type === 'ready') done(performance.now() - began);
    });
  });
  worker.postMessage({ type: 'pack', buffer }, [buffer]);
  const told = { ready: await ready, locks: [], track: [], search: [], seen: 0, used: 0, lost: 0 };
  const video = document.body.appendChild(document.createElement('video'));
  video.muted = true;
  let [busy, since, page] = [false, 0, -1];
  const forget = () => {
    worker.postMessage({ type: 'reset' });
    [since, page] = [performance.now(), -1];
  };
  worker.onmessage = ({ data }) => {
    if (data.type !== 'seen') return;
    busy = false;
    told.used++;
    told[page < 0 ? 'search' : 'track'].push(data.time);
    if (page >= 0 && data.state !== 'found') told.lost++;
    if (page < 0 && data.state === 'found') {
      page = data.page;
      told.locks.push([performance.now() - since, page]);
    }
  };
  const camera = new Camera(video, (source) => {
    told.seen++;
    if (busy) return;
    busy = true;
    const frame = new VideoFrame(source);
    worker.postMessage({ type: 'frame', frame, id: 1 }, [frame]);
  }, () => {});
  const why = await camera.start();
  if (why) return { why };
  forget();
  Object.assign(told, { seen: 0, used: 0 });
  began = performance.now();
  for (let k = 1; k <= locks; k++) {
    await new Promise((done) => setTimeout(done, seconds * 1000));
    if (page < 0) told.locks.push([null, -1]);
    if (k < locks) forget();
  }
  told.length = (performance.now() - began) / 1000;
  camera.stop();
  return told;
}
"""


def main() -> int:
    circumstances("numpy", "opencv-python-headless", "playwright")
    kept, pack = library(PAGES, seed=1)
    print(f"{len(kept)} pages in the index; {FILMS} films of {LOCKS} locks; load {os.getloadavg()}")
    with TemporaryDirectory() as folder, sync_playwright() as engine, _served(pack) as address:
        rows = []
        for number in range(FILMS):
            page = int(np.random.default_rng([1906, number]).integers(len(kept)))
            told = _looked(engine, address, kept[page], Path(folder) / f"{number}.mjpeg", number)
            if "why" in told:
                raise SystemExit(f"The camera did not start: {told['why']}")
            rows.append((page, told))
    _table(rows)
    print(f"load afterwards {os.getloadavg()}")
    return 0


def _looked(
    engine: Playwright, address: str, paper: Paper, file: Path, number: int
) -> dict[str, Any]:
    film(rendered(pdf(paper, filled=True)), file, size=(WIDTH, HEIGHT), frames=45, seed=number)
    chromium = engine.chromium.launch(
        executable_path=CHROMIUM, args=[*ARGUMENTS, f"--use-file-for-fake-video-capture={file}"]
    )
    page = chromium.new_page()
    page.goto(f"{address}/oog/js/lens/page.js")
    told: dict[str, Any] = page.evaluate(LOOK, [LOCK, LOCKS])
    chromium.close()
    file.unlink()
    return told


class _Files(SimpleHTTPRequestHandler):
    """The lens' modules as they stand in the source, and the pack."""

    pack: Path

    def translate_path(self, path: str) -> str:
        return str(self.pack) if path == "/pack" else super().translate_path(path)

    def log_message(self, *words: Any) -> None:
        """Nobody reads it."""


class _served:
    def __init__(self, pack: Path) -> None:
        handler = type("Files", (_Files,), {"pack": pack})
        folder = str(SOURCE / "ui" / "static")
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=folder))

    def __enter__(self) -> str:
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{self.server.server_port}"

    def __exit__(self, *error: object) -> None:
        self.server.shutdown()
        self.server.server_close()


def _table(rows: list[tuple[int, dict[str, Any]]]) -> None:
    locks = [(page, *one) for page, told in rows for one in told["locks"]]
    right = [time for page, time, found in locks if found == page]
    wrong = sum(found not in (page, -1) for page, _, found in locks)
    track = [time for _, told in rows for time in told["track"]]
    search = [time for _, told in rows for time in told["search"]]
    seen, used = (sum(told[name] for _, told in rows) for name in ("seen", "used"))
    print(f"index ready ms p50: {np.median([told['ready'] for _, told in rows]):.0f}")
    print(f"locks right within {LOCK} s: {rate(len(right), len(locks))}; wrong: {wrong}")
    print(f"first lock ms p50 / p95: {_spread(right)}")
    print(f"ms a frame while tracking p50 / p95: {_spread(track)} ({len(track)} frames)")
    print(f"ms a frame while searching p50 / p95: {_spread(search)} ({len(search)} frames)")
    length = sum(told["length"] for _, told in rows)
    print(f"frames a second: {seen / length:.1f} came, {used / length:.1f} were looked at")
    print(f"lost while tracking: {sum(told['lost'] for _, told in rows)}")


def _spread(times: list[float]) -> str:
    return f"{np.median(times):.0f} / {np.percentile(times, 95):.0f}" if times else "–"


if __name__ == "__main__":
    sys.exit(main())
