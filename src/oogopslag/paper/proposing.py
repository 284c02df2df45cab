"""Proposes the fields of a form from its PDF: its own fields, else the boxes and lines it draws."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

from oogopslag.paper.errors import UnreadablePdf
from oogopslag.paper.rendering import opened

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in millimetres from the top left of the page."""
MM = 25.4 / 72
_SMALL, _LOW = 2.5, 3.0
_NEAR = 70.0


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """One field: its name and kind as far as the PDF tells, page from 1, and where it stands."""

    key: str
    label: str
    kind: str
    required: bool
    page: int
    box: Box


def propose(pdf: bytes) -> list[Proposal]:
    """In reading order per page. Raises UnreadablePdf for a broken, locked or too long PDF."""
    opened(pdf).close()
    try:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            found = list(_of_form(document))
    except pikepdf.PasswordError as error:
        raise UnreadablePdf("locked") from error
    except pikepdf.PdfError as error:
        raise UnreadablePdf("broken") from error
    if not found:
        found = _of_lines(pdf)
    found.sort(key=lambda one: (one.page, round(one.box[1] / 4), one.box[0]))
    return _unique(found)


def _unique(found: list[Proposal]) -> list[Proposal]:
    """A key once: radio buttons and repeated widgets get a number behind it."""
    seen: dict[str, int] = {}
    named = []
    for one in found:
        count = seen[one.key] = seen.get(one.key, 0) + 1
        key = one.key if count == 1 else f"{one.key}.{count}"
        named.append(
            Proposal(key=key, label=one.label, kind=one.kind, required=one.required,
                     page=one.page, box=one.box)
        )  # fmt: skip
    return named


def _of_form(document: pikepdf.Pdf) -> Iterator[Proposal]:
    """The widgets of an AcroForm (ISO 32000-1, 12.7), wherever their fields hang in the tree."""
    for number, page in enumerate(document.pages, 1):
        left, _bottom, _right, top = (float(part) for part in page.mediabox)
        for widget in page.get("/Annots", []):
            if widget.get("/Subtype") != "/Widget" or "/Rect" not in widget:
                continue
            x0, y0, x1, y1 = (float(part) for part in widget["/Rect"])
            if int(widget.get("/F", 0)) & 2 or abs(x1 - x0) < 1 or abs(y1 - y0) < 1:
                continue  # hidden, or nothing to see
            names = list(_names(widget))
            yield Proposal(
                key=_key(".".join(reversed(names)) or f"veld{number}"),
                label=str(_inherited(widget, "/TU") or (names[0] if names else "")),
                kind=_kind(widget),
                required=bool(int(_inherited(widget, "/Ff") or 0) & 2),
                page=number,
                box=_millimetres((min(x0, x1) - left, top - max(y0, y1), max(x0, x1) - left,
                                  top - min(y0, y1))),
            )  # fmt: skip


def _millimetres(points: Box) -> Box:
    x0, y0, x1, y1 = (round(part * MM, 1) for part in points)
    return x0, y0, x1, y1


def _names(field: pikepdf.Object) -> Iterator[str]:
    """Partial names from the widget up to the root."""
    here: pikepdf.Object | None = field
    for _ in range(32):  # a tree that loops is no reason to
        if here is None:
            return
        if "/T" in here:
            yield str(here["/T"])
        here = here.get("/Parent")


def _inherited(field: pikepdf.Object, key: str) -> Any:
    here: pikepdf.Object | None = field
    for _ in range(32):
        if here is None:
            return None
        if key in here:
            return here[key]
        here = here.get("/Parent")
    return None


def _kind(widget: pikepdf.Object) -> str:
    flags = int(_inherited(widget, "/Ff") or 0)
    match str(_inherited(widget, "/FT")):
        case "/Btn":
            return "choice" if flags & 1 << 15 else "checkbox"
        case "/Ch":
            return "choice"
        case "/Sig":
            return "signature"
    return "text"


def _key(name: str) -> str:
    """A key that guides take: small letters, digits, dots."""
    plain = "".join(sign if sign.isalnum() else "." for sign in name.lower())
    return ".".join(part for part in plain.split(".") if part)[:60] or "veld"


def _of_lines(pdf: bytes) -> list[Proposal]:
    """Boxes and writing lines that a page draws, each with the words before or above it."""
    document = opened(pdf)
    found = []
    try:
        for number, page in enumerate(document, 1):
            texts = list(_texts(page))
            for count, box in enumerate(_merged(list(_shapes(page))), 1):
                label = _beside(box, texts)
                found.append(
                    Proposal(key=_key(label) if label else f"p{number}.veld{count}", label=label,
                             kind="checkbox" if box[2] - box[0] < 6 else "text", required=False,
                             page=number, box=box)
                )  # fmt: skip
    finally:
        document.close()
    return found


def _shapes(page: pypdfium2.PdfPage) -> Iterator[Box]:
    """Rectangles that can be written in, and level lines that can be written on."""
    width, height = page.get_size()
    for one in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH]):
        x0, y0, x1, y1 = one.get_bounds()
        box = _millimetres((x0, height - y1, x1, height - y0))
        wide, tall = box[2] - box[0], box[3] - box[1]
        if wide > width * MM * 0.98 or tall > 80:
            continue
        if wide >= _SMALL and tall >= _LOW:
            yield box
        elif wide >= 20 and tall < 1:
            yield box[0], round(box[1] - 7, 1), box[2], box[3]


def _merged(boxes: list[Box]) -> list[Box]:
    """Cells that touch in a row are one field; a box within a box is the inner's frame."""
    boxes = sorted(set(boxes), key=lambda box: (round(box[1]), box[0]))
    found: list[Box] = []
    for box in boxes:
        last = found[-1] if found else None
        if (
            last
            and abs(last[1] - box[1]) < 1
            and abs(last[3] - box[3]) < 1
            and box[0] - last[2] < 1
        ):
            found[-1] = (last[0], last[1], max(last[2], box[2]), last[3])
        else:
            found.append(box)
    return found


def _texts(page: pypdfium2.PdfPage) -> Iterator[tuple[Box, str]]:
    """Lines of text with where they stand."""
    height = page.get_size()[1]
    words = page.get_textpage()
    for index in range(words.count_rects()):
        x0, y0, x1, y1 = words.get_rect(index)
        said = words.get_text_bounded(x0, y0, x1, y1).strip()
        if said:
            yield _millimetres((x0, height - y1, x1, height - y0)), said


def _beside(box: Box, texts: list[tuple[Box, str]]) -> str:
    """The words on the same line before it, else right above it."""
    best, far = "", _NEAR
    for (x0, y0, x1, y1), said in texts:
        middle = (y0 + y1) / 2
        if box[1] - 1 <= middle <= box[3] + 1 and x1 <= box[0] + 1:
            apart = box[0] - x1
        elif 0 <= box[1] - y1 < 6 and x0 < box[2] and x1 > box[0] - 2:
            apart = 10 + box[1] - y1
        else:
            continue
        if apart < far:
            best, far = said, apart
    return " ".join(best.split())[:80]
