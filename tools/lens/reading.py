"""What the word list is worth to the letter reader: `python -m tools.lens.reading`.

Photographs every letter of content and reads it with and without the list. Prints the share of
printed words, and of printed numbers, that were read exactly.
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

import cv2
import numpy as np
import pypdfium2

from oogopslag.paper.reading import read_guides
from oogopslag.paper.source import printed
from tools.lens import camera
from tools.lens.engine import node
from tools.lens.lookalikes import CONTENT
from tools.lens.tables import rate
from tools.reader import slimmed

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "node_modules/@tesseract.js-data/nld/4.0.0_best_int/nld.traineddata.gz"
SIZE = (1620, 2160)


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        truths = list(_photographed(folder))
        files = [str(folder / f"{number}.png") for number in range(len(truths))]
        for title, content in (
            ("with", DATA.read_bytes()),
            ("without", slimmed(DATA.read_bytes())),
        ):
            place = folder / title
            place.mkdir()
            (place / "nld.traineddata.gz").write_bytes(content)
            _told(title, truths, _read(place, files), len(content))
            shutil.rmtree(place)
    return 0


def _photographed(folder: Path) -> list[str]:
    """Writes a photo of each letter and gives what is printed on it."""
    truths = []
    desk = camera.desk(*SIZE, 1)
    chance = np.random.default_rng(20)
    for guide in read_guides(CONTENT).values():
        if guide.kind != "letter":
            continue
        paper = printed(guide, guide.editions[-1], content=CONTENT, site="https://voorbeeld.nl")
        page = pypdfium2.PdfDocument(paper.pdf)[0]
        picture = np.array(page.render(scale=1900 / page.get_size()[0]).to_pil().convert("L"))
        where = camera.pose(camera.CONDITIONS["easy"], chance)
        view = camera.View(where, *SIZE)
        jpeg = camera.spoiled(
            view.photographed(picture, desk), view, camera.CONDITIONS["easy"], chance
        )
        cv2.imwrite(str(folder / f"{len(truths)}.png"), camera.decoded(jpeg))
        truths.append(page.get_textpage().get_text_range())
    return truths


def _read(data: Path, files: list[str]) -> list[dict]:  # type: ignore[type-arg]
    asked = json.dumps({"data": str(data), "files": files})
    made = subprocess.run(
        [node(), str(Path(__file__).with_suffix(".mjs"))],
        input=asked, capture_output=True, text=True, check=True, cwd=ROOT,
    )  # fmt: skip
    return json.loads(made.stdout.strip().splitlines()[-1])  # type: ignore[no-any-return]


def _told(title: str, truths: list[str], read: list[dict], size: int) -> None:  # type: ignore[type-arg]
    print(f"{title} the word list ({size:,} bytes), {len(truths)} letters:")
    for what, pattern in (("words", r"[^\W\d_]{4,}"), ("numbers", r"\d[\d.,-]*\d")):
        hits = total = 0
        for truth, found in zip(truths, read, strict=True):
            wanted = Counter(re.findall(pattern, truth))
            there = Counter(re.findall(pattern, found["text"]))
            hits += sum((wanted & there).values())
            total += sum(wanted.values())
        print(f"  {what} read exactly: {rate(hits, total)}")
    print(f"  {np.median([one['time'] for one in read]):.0f} ms a letter (p50)")


if __name__ == "__main__":
    sys.exit(main())
