"""PDF pages as grey pictures of one size, by PDFium."""

from collections.abc import Iterator

import numpy as np
import pypdfium2
from PIL import Image

from oogopslag.core.paper.grey import HEIGHT, WIDTH, Grey, halved
from oogopslag.paper.errors import UnreadablePdf

MOST_PAGES = 300


def opened(pdf: bytes) -> pypdfium2.PdfDocument:
    """Raises UnreadablePdf when it is broken, locked, empty or longer than 300 pages."""
    try:
        document = pypdfium2.PdfDocument(pdf)
        pages = len(document)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise UnreadablePdf("locked" if locked else "broken") from error
    if not 0 < pages <= MOST_PAGES:
        raise UnreadablePdf("long" if pages else "empty")
    return document


def rendered(pdf: bytes) -> Iterator[Grey]:
    """Each page, 1280 pixels wide and 1810 high, whatever its own size. Raises UnreadablePdf."""
    document = opened(pdf)
    try:
        for page in document:
            picture = page.render(scale=2 * WIDTH / page.get_size()[0]).to_pil().convert("L")
            yield np.asarray(picture.resize((2 * WIDTH, 2 * HEIGHT), Image.Resampling.BILINEAR))
    finally:
        document.close()


def canonical(large: Grey) -> Grey:
    """The page in canonical pixels: each the mean of four."""
    return halved(large)
