"""Texts from outside: what may stand in a line or a body. Pure Python."""

import re
import unicodedata
from functools import lru_cache

LONGEST_TITLE = 255
LONGEST_BODY = 1_048_576  # as the federated contracts allow; there it counts bytes of UTF-8
# Unicode bidirectional controls (UAX #9): they can make a line read as something else.
BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_CONTROL, _LAYOUT = frozenset({"Cc", "Cs"}), frozenset("\n\t")
_HALF = re.compile("[\ud800-\udfff]")
_NUL = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")  # as JSON writes it
_CODE = "23456789BCDFGHJKLMNPQRSTVWXZ"  # no vowels, no look-alikes


class UnsafeText(ValueError):
    """A line holds characters that hide or turn around what it says."""


class TextTooLong(ValueError):
    """A text is longer than we take."""


@lru_cache(maxsize=1024)  # titles come back: a job says one to everybody
def line(text: str, most: int = LONGEST_TITLE) -> str:
    """One line as people see it, without white space at the ends.

    Raises UnsafeText for control and direction characters, TextTooLong past `most` characters.
    """
    if any(char in BIDI or unicodedata.category(char) in {"Cc", "Cs", "Co"} for char in text):
        raise UnsafeText
    if len(text) > most:
        raise TextTooLong
    return " ".join(text.split())


def body(text: str, most: int = LONGEST_BODY) -> str:
    """A text of paragraphs: line ends made equal, invisible direction characters taken out.

    Raises UnsafeText for a NUL or another control character, TextTooLong past `most` characters.
    """
    if len(text) > most:
        raise TextTooLong
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    if any(unicodedata.category(char) in _CONTROL for char in set(plain) - _LAYOUT):
        raise UnsafeText
    if not BIDI.isdisjoint(plain):
        plain = "".join(char for char in plain if char not in BIDI)
    return plain.strip()


def paragraphs(words: str) -> list[str]:
    """A text people typed, in paragraphs; a browser ends lines in a way of its own."""
    return [part.strip() for part in words.replace("\r\n", "\n").split("\n\n") if part.strip()]


def storable(json_text: str) -> bool:
    """Whether a database keeps what this text of JSON holds: no NUL, no half of a character."""
    return not _HALF.search(json_text) and not _NUL.search(json_text)


def file_name(text: str, most: int = 120) -> str:
    """A name to show and save under: no path, no control or direction characters."""
    last = text.replace("\\", "/").rsplit("/", 1)[-1]
    safe = "".join(
        char for char in last if char not in BIDI and unicodedata.category(char)[0] != "C"
    ).strip(" .")
    return safe[-most:] or "bestand"


def code_of(number: int, length: int = 8) -> str:
    """A short code people can type over, from a random number of at least 40 bits."""
    letters = []
    for _ in range(length):
        number, index = divmod(number, len(_CODE))
        letters.append(_CODE[index])
    return "".join(letters)


def typed_code(text: str) -> str:
    """A code as somebody typed it: small letters, spaces and dashes are forgiven."""
    return "".join(char for char in text.upper() if char in _CODE)[:12]
