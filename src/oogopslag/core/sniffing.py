"""What a file really is, by its content; and whether it is a bomb. Pure Python.

Only kinds are taken that a resident or a letter needs. Anything that can run, or that opens into
something else, is refused whatever its name says.
"""

import io
import re
import struct
import zipfile
import zlib

PDF, JPEG, PNG, HEIC, TEXT = (
    "application/pdf", "image/jpeg", "image/png", "image/heic", "text/plain",
)  # fmt: skip
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
ENDINGS = {
    PDF: ("pdf",),
    JPEG: ("jpg", "jpeg", "jpe", "jfif"),
    PNG: ("png",),
    HEIC: ("heic", "heif"),
    TEXT: ("txt", "md", "csv", "log", "text"),
    WORD: ("docx",),
    ODT: ("odt",),
}
MOST_UNPACKED = 100 * 1024 * 1024
MOST_RATIO = 100
MOST_ENTRIES = 2_000
MOST_PIXELS = 60_000_000
_SIGNS = {b"%PDF-": PDF, b"\xff\xd8\xff": JPEG, b"\x89PNG\r\n\x1a\n": PNG}
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-" + rb"STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
"""By which scanners are tested (eicar.org); in two parts, so that none takes this file away."""
_NAMED = re.compile(r"\.([A-Za-z0-9]{1,8})$")


class NotTaken(ValueError):
    """A kind of file that is not taken."""


class NameLies(NotTaken):
    """The name of a file says that it is something else."""


class Bomb(NotTaken):
    """A small file that unpacks into something huge."""


def kind_of(content: bytes, name: str = "") -> str:
    """The media type of a file by its content.

    Raises NotTaken for a kind that is not taken, NameLies when the name ends as another kind,
    Bomb when it would unpack past `MOST_UNPACKED` bytes, `MOST_RATIO` times its size,
    `MOST_ENTRIES` entries or `MOST_PIXELS` pixels.
    """
    kind = _kind(content)
    ending = _NAMED.search(name)
    if ending and ending[1].lower() not in ENDINGS[kind]:
        raise NameLies
    return kind


def _kind(content: bytes) -> str:
    for sign, kind in _SIGNS.items():
        if content.startswith(sign):
            if kind == PNG:
                _png(content)
            return kind
    if content[4:12] in {b"ftypheic", b"ftypheix", b"ftypmif1"}:
        return HEIC
    if content.startswith(b"PK\x03\x04"):
        return _document(content)
    return _text(content)


def _png(content: bytes) -> None:
    """Raises Bomb for a picture of more pixels than anybody needs."""
    if len(content) < 24:
        raise NotTaken
    width, height = struct.unpack(">II", content[16:24])
    if width * height > MOST_PIXELS:
        raise Bomb


def _document(content: bytes) -> str:
    """An office document, told from any other ZIP by what it holds."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            entries = packed.infolist()
            if len(entries) > MOST_ENTRIES:
                raise Bomb
            _unpack_bounded(packed, entries, len(content))
            names = {entry.filename for entry in entries}
            declared = packed.read("mimetype") if "mimetype" in names else b""
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, zlib.error, EOFError) as error:
        raise NotTaken from error
    if any(name.lower().endswith(("vbaproject.bin", ".exe", ".js", ".zip")) for name in names):
        raise NotTaken
    if declared.strip() == ODT.encode():
        return ODT
    if "word/document.xml" in names and "[Content_Types].xml" in names:
        return WORD
    raise NotTaken


def _unpack_bounded(packed: zipfile.ZipFile, entries: list[zipfile.ZipInfo], size: int) -> None:
    """Really unpacks, because the sizes in a header can lie; stops at the limit."""
    most = min(MOST_UNPACKED, max(size * MOST_RATIO, 1024 * 1024))
    total = 0
    for entry in entries:
        with packed.open(entry) as stream:
            while chunk := stream.read(64 * 1024):
                total += len(chunk)
                if total > most:
                    raise Bomb


def _text(content: bytes) -> str:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise NotTaken from error
    start = text.lstrip("\ufeff \t\r\n")[:2]
    if "\x00" in text or start.startswith("<") or start == "#!":
        raise NotTaken
    return TEXT
