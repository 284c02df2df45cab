"""Files are what their content says; bombs and liars are refused."""

import io
import struct
import zipfile

import pytest

from oogopslag.core import sniffing
from oogopslag.core.sniffing import Bomb, NameLies, NotTaken


def packed(**entries: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return target.getvalue()


def word(**more: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w:document/>")
        for name, content in more.items():
            archive.writestr(name, content)
    return target.getvalue()


def png(width: int, height: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR" + struct.pack(">II", width, height)


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (b"%PDF-1.7\n", "loonstrook.pdf", sniffing.PDF),
        (b"\xff\xd8\xff\xe0", "IMG_0001.JPG", sniffing.JPEG),
        (png(4000, 3000), "scan.png", sniffing.PNG),
        (b"\x00\x00\x00\x18ftypheic", "IMG.HEIC", sniffing.HEIC),
        (b"Beste gemeente,", "brief.txt", sniffing.TEXT),
        (b"%PDF-1.7\n", "zonder naam", sniffing.PDF),
        (word(), "brief.docx", sniffing.WORD),
    ],
)
def test_a_file_is_what_its_content_says(content: bytes, name: str, kind: str) -> None:
    assert sniffing.kind_of(content, name) == kind


@pytest.mark.parametrize(
    ("content", "name"),
    [(b"%PDF-1.7\n", "foto.jpg"), (b"\xff\xd8\xff\xe0", "loonstrook.pdf"), (b"hallo", "a.exe")],
)
def test_a_name_that_says_something_else_is_a_lie(content: bytes, name: str) -> None:
    with pytest.raises(NameLies):
        sniffing.kind_of(content, name)


@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90\x00\xff\xfe",
        b"\x7fELF\x02\xff",
        b"#!/bin/sh\n",
        b"<html><script>",
        b"\xef\xbb\xbf <svg>",
        b"PK\x03\x04\xff",
        packed(a_dot_txt=b"hallo"),
        word(**{"word/vbaProject.bin": b"macro"}),
    ],
)
def test_what_can_run_or_opens_into_something_else_is_refused(content: bytes) -> None:
    with pytest.raises(NotTaken):
        sniffing.kind_of(content, "")


def test_a_zip_bomb_is_refused_before_it_is_unpacked_whole() -> None:
    with pytest.raises(Bomb):
        sniffing.kind_of(word(**{"word/media/x.xml": b"\0" * 50_000_000}), "brief.docx")


def test_a_bomb_that_lies_about_its_sizes_is_refused_too() -> None:
    content = bytearray(word(**{"word/media/x.xml": b"\0" * 50_000_000}))
    size = struct.pack("<I", 50_000_000)
    honest = content.count(size)
    content = content.replace(size, struct.pack("<I", 10))
    assert honest
    with pytest.raises(NotTaken):
        sniffing.kind_of(bytes(content), "brief.docx")


def test_a_picture_of_more_pixels_than_anybody_needs_is_a_bomb() -> None:
    with pytest.raises(Bomb):
        sniffing.kind_of(png(65_000, 65_000), "scan.png")
