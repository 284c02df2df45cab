"""The data of the letter reader: smaller, and otherwise what it was."""

import gzip
from pathlib import Path

from tools.reader import WORDS, joined, parts, slimmed

from oogopslag.ui import static

DATA = (
    Path(__file__).resolve().parents[2]
    / "node_modules/@tesseract.js-data/nld/4.0.0_best_int/nld.traineddata.gz"
)
READER = Path(static.__path__[0]) / "vendor" / "ocr"
LARGEST = 4_000_000


def test_only_the_word_list_goes() -> None:
    packed = DATA.read_bytes()
    before, after = parts(gzip.decompress(packed)), parts(gzip.decompress(slimmed(packed)))

    assert joined(before) == gzip.decompress(packed)
    assert before[WORDS] and after[WORDS] is None
    assert [one for k, one in enumerate(before) if k != WORDS] == [
        one for k, one in enumerate(after) if k != WORDS
    ]


def test_the_reader_stays_under_four_megabytes_as_it_is_served() -> None:
    served = [file.with_name(f"{file.name}.gz") for file in READER.iterdir()
              if file.suffix in {".js", ".wasm"}]  # fmt: skip
    size = sum(file.stat().st_size for file in [*served, READER / "nld.traineddata.gz"])

    assert len(served) == 4
    assert size < LARGEST
