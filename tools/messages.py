"""Texts and their translations: `check` says what lacks Dutch, `compile` makes the .mo files.

The source language of templates and code is English; each package with texts has its own
locale/nl/LC_MESSAGES/django.po.
"""

import sys
from pathlib import Path

from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

SOURCE = Path(__file__).resolve().parent.parent / "src" / "oogopslag"
METHODS = [("**.py", "python"), ("**.jinja", "jinja2.ext:babel_extract")]
OPTIONS = {"**.jinja": {"extensions": "jinja2.ext.do", "silent": "false"}}
KEYWORDS = {
    "_": None, "gettext": None, "gettext_lazy": None,
    "ngettext": (1, 2), "ngettext_lazy": (1, 2), "trans": None,
}  # fmt: skip
Key = str | tuple[str, ...]


def used() -> dict[Key, str]:
    """Every text in the sources, with one place where it stands."""
    found: dict[Key, str] = {}
    rows = extract_from_dir(str(SOURCE), METHODS, OPTIONS, keywords=KEYWORDS, comment_tags=())
    for file, line, message, _, _ in rows:
        key = message if isinstance(message, str) else tuple(m for m in message if m)
        if key:
            found[key] = f"{file}:{line}"
    return found


def translated() -> dict[Key, str]:
    """Every text that some catalogue translates, with its catalogue."""
    found: dict[Key, str] = {}
    for file in sorted(SOURCE.rglob("nl/LC_MESSAGES/django.po")):
        with file.open("rb") as stream:
            for message in read_po(stream, locale="nl"):
                full = all(message.string) if isinstance(message.string, tuple) else message.string
                if message.id and full and not message.fuzzy:
                    key = message.id if isinstance(message.id, str) else tuple(message.id)
                    found[key] = str(file.relative_to(SOURCE))
    return found


def check() -> int:
    here, there = used(), translated()
    for key in sorted(here.keys() - there.keys(), key=str):
        print(f"{here[key]}: no Dutch for {key!r}")
    for key in sorted(there.keys() - here.keys(), key=str):
        print(f"{there[key]}: nobody uses {key!r}")
    wrong = len(here.keys() ^ there.keys())
    print(f"{len(here)} texts, {wrong} to mend." if wrong else f"{len(here)} texts, all in Dutch.")
    return 1 if wrong else 0


def compile_all() -> int:
    for file in SOURCE.rglob("LC_MESSAGES/*.po"):
        with file.open("rb") as stream, file.with_suffix(".mo").open("wb") as target:
            write_mo(target, read_po(stream, locale=file.parts[-3]))
    return 0


if __name__ == "__main__":
    sys.exit(check() if sys.argv[1:] == ["check"] else compile_all())
