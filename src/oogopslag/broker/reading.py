"""Reads what somebody uploads: the words of a letter, the questions of a form. Bounded."""

import hashlib
import re
from dataclasses import dataclass

import pypdfium2

from oogopslag.broker.errors import NoLetter, NoReadableForm

MOST_PAGES = 20
"""Pages of which we read the words; more are counted and named, not read."""

ENOUGH_LETTERS = 40
"""Letters on a page from which it is no picture."""


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A file as read. `scanned` pages hold a picture and no words."""

    pages: int
    scanned: int
    text: str
    fields: tuple[str, ...]
    checksum: str

    @property
    def readable(self) -> bool:
        return bool(self.text.strip() or self.fields)

    @property
    def questions(self) -> list[str]:
        """Field names, and lines that ask something."""
        asked = [
            line.strip()
            for line in self.text.splitlines()
            if re.search(r"\?\s*$|[:_.]{3,}\s*$|:\s*$", line) and 3 < len(line.strip()) < 160
        ]
        return list(dict.fromkeys([*self.fields, *asked]))[:200]


def read_paper(content: bytes) -> Paper:
    """Raises NoReadableForm for what is no PDF."""
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise NoReadableForm from error
    try:
        pages = len(document)
        texts = []
        for index in range(min(pages, MOST_PAGES)):
            page = document[index]
            words = page.get_textpage()
            texts.append(words.get_text_bounded())
            words.close()
            page.close()
    finally:
        document.close()
    scanned = sum(len(re.findall(r"[A-Za-z]", text)) < ENOUGH_LETTERS for text in texts)
    return Paper(
        pages=pages,
        scanned=scanned,
        text="\n".join(texts).replace("\0", ""),
        fields=_fields(content),
        checksum=hashlib.sha256(content).hexdigest(),
    )


def _fields(content: bytes) -> tuple[str, ...]:
    """The names people see of fillable fields (tooltips, else names)."""
    import io  # noqa: PLC0415 -- only for files that came as bytes

    import pikepdf  # noqa: PLC0415 -- takes a while to load, and few requests need it

    found: list[str] = []
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            form = pdf.Root.get("/AcroForm")
            for one in list(form.get("/Fields", []))[:200] if form is not None else []:
                found.append(str(one.get("/TU") or one.get("/T") or "").replace("\0", ""))
    except (pikepdf.PdfError, AttributeError, TypeError, ValueError):
        return ()  # damaged, or something else stands where fields should
    return tuple(name for name in found if name)


def letter_text(pasted: str, content: bytes) -> str:
    """The words of a letter: pasted, of a text file, or of a PDF. Raises NoLetter."""
    if pasted.strip():
        return pasted.strip()[:20_000]
    if content.startswith(b"%PDF"):
        try:
            text = read_paper(content).text
        except NoReadableForm as error:
            raise NoLetter from error
    else:
        text = content.decode("utf-8", errors="ignore").replace("\0", "")
    if len(re.findall(r"[A-Za-z]", text)) < ENOUGH_LETTERS:
        raise NoLetter
    return text.strip()[:20_000]
