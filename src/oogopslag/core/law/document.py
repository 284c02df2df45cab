"""YAML with line numbers: every complaint about a law can name its place."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.error import YAMLError
from ruamel.yaml.parser import Parser
from ruamel.yaml.scanner import Scanner

from oogopslag.core.law.errors import LawError
from oogopslag.core.law.limits import guard, text_of


@dataclass(frozen=True)
class Part:
    """A mapping of a document, with where it stands."""

    file: Path
    line: int
    data: CommentedMap

    def __contains__(self, key: str) -> bool:
        return key in self.data

    def fail(self, sentence: str, key: str = "") -> LawError:
        return LawError(sentence, file=self.file, line=self.line_of(key))

    def line_of(self, key: str) -> int:
        places = self.data.lc.data or {}
        return int(places[key][0]) + 1 if key in places else self.line

    def need(self, key: str) -> Any:
        if key not in self.data:
            raise self.fail(f"{key!r} is missing.")
        return self.data[key]

    def get(self, key: str, default: Any = None) -> Any:
        return self.data.get(key, default)

    def text(self, key: str) -> dict[str, str]:
        """A text in Dutch and English at least."""
        value = self.need(key)
        if not isinstance(value, dict) or not {"nl", "en"} <= value.keys():
            raise self.fail(f"{key!r} needs a text in nl and in en.", key)
        said = {language: words for language, words in value.items() if words is not None}
        if not {"nl", "en"} <= said.keys() or not all(isinstance(w, str) for w in said.values()):
            raise self.fail(f"{key!r} needs words in each language.", key)
        return {str(language): " ".join(words.split()) for language, words in said.items()}

    def optional_text(self, key: str) -> dict[str, str] | None:
        return self.text(key) if key in self.data else None

    def word(self, key: str, default: str | None = None, *, empty: bool = False) -> str:
        """One text or number as it is written; without a default it must be there.

        A number counts as its digits, for articles. `empty`: it may be written and say nothing.
        """
        value = self.data.get(key, default) if default is not None else self.need(key)
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise self.fail(f"{key!r} must be one text.", key)
        if not str(value).strip() and not empty and key in self.data:
            raise self.fail(f"{key!r} says nothing.", key)
        return str(value)

    def words(self, key: str) -> list[str]:
        """A list of texts; none when the key is absent."""
        value = self.data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise self.fail(f"{key!r} must be a list of names.", key)
        return [str(one) for one in value]

    def flag(self, key: str, default: bool | None = None) -> bool:
        """True or false; without a default it must be there."""
        value = self.need(key) if default is None else self.data.get(key, default)
        if not isinstance(value, bool):
            raise self.fail(f"{key!r} must be true or false.", key)
        return value

    def count(self, key: str, default: int | None = None, *, least: int = 0) -> int:
        """A whole number from `least`; without a default it must be there."""
        value = self.need(key) if default is None else self.data.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int) or value < least:
            raise self.fail(f"{key!r} must be a whole number from {least}.", key)
        return int(value)

    def day(self, key: str) -> date:
        value = self.need(key)
        if not isinstance(value, date) or isinstance(value, datetime):
            raise self.fail(f"{key!r} must be a date.", key)
        return value

    def digest(self) -> str:
        """A hash of what the document says, whatever its comments and spaces."""
        return hashlib.sha256(repr(_plain(self.data)).encode()).hexdigest()

    def part(self, key: str) -> "Part":
        value = self.need(key)
        if not isinstance(value, CommentedMap):
            raise self.fail(f"{key!r} must be a list of names with values.", key)
        place = int(value.lc.line or 0) + 1 if came_from(value) else self.line_of(key)
        return Part(came_from(value) or self.file, place, value)

    def parts(self, key: str) -> "Iterator[tuple[str, Part]]":
        """The named parts under a key; none when it is absent."""
        if key not in self.data:
            return
        holder = self.part(key)
        for name in holder.data:
            yield str(name), holder.part(name)

    def rows(self, key: str) -> "Iterator[Part]":
        """The parts of a list under a key; none when it is absent."""
        rows = self.get(key, [])
        if not isinstance(rows, list):
            raise self.fail(f"{key!r} must be a list of rows.", key)
        for index, row in enumerate(rows):
            if not isinstance(row, CommentedMap):
                raise self.fail(f"Row {index + 1} of {key!r} must have names.", key)
            yield Part(came_from(row) or self.file, int(row.lc.line or 0) + 1, row)

    def only(self, *keys: str) -> None:
        """Refuses keys that nobody reads: a typing error must not pass silently."""
        if unknown := set(map(str, self.data)) - set(keys):
            raise self.fail(f"I do not know {', '.join(sorted(unknown))} here.", min(unknown))


def taken_from(data: Any, file: Path) -> Any:
    """The same data, remembering the file it was written in: complaints name that file."""
    if isinstance(data, CommentedMap) and came_from(data) is None:
        data.came_from = file  # type: ignore[attr-defined]  # ours, beside its line
    for value in data.values() if isinstance(data, dict) else data:
        if isinstance(value, dict | list):
            taken_from(value, file)
    return data


def came_from(data: CommentedMap) -> Path | None:
    """The earlier version that a part was taken from, if it was."""
    return getattr(data, "came_from", None)


def read(file: Path, *, kept: bool = False) -> Part:
    """Raises LawError with the line when the file is no YAML mapping, or a text lost its end.

    `kept` content of an earlier release is read as it was read then.
    """
    root = parse(text_of(file), file)
    if not kept:
        _refuse_lost_ends(root.data, file)
    return root


def _line_of(data: Any, key: str) -> int:
    return int(data.lc.data[key][0]) + 1


def _refuse_lost_ends(data: Any, file: Path) -> None:
    """`{nl: Werkt, leert, en: …}` is YAML for a text "Werkt" and a key "leert" without a value."""
    if isinstance(data, dict) and {"nl", "en"} <= data.keys():
        for key, value in data.items():
            if value is None:
                sentence = f"A text with a comma stands in quotes: {key!r} is cut off here."
                raise LawError(sentence, file=file, line=_line_of(data, key))
    for value in data.values() if isinstance(data, dict) else data:
        if isinstance(value, dict | list):
            _refuse_lost_ends(value, file)


def parse(text: str, file: Path) -> Part:
    """A text as if it stood in `file`. Raises LawError as `read` does."""
    if re.search(r"(?m)[&*]\w", text):
        guard(text, file)
    try:
        data = _loader().load(text)
    except (YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or _problem(error)
        line = mark.line + 1 if mark else 1
        raise LawError(f"This is no YAML: {problem}.", file=file, line=line) from None
    if not isinstance(data, CommentedMap):
        raise LawError("This file must hold names with values.", file=file, line=1)
    return Part(file, 1, data)


def _problem(error: Exception) -> str:
    """A value that is none (a day that does not exist), signs that cannot be read, or depth."""
    if isinstance(error, RecursionError):
        return "it goes too deep"
    return str(error).splitlines()[0]


def _loader() -> YAML:
    """Lines are wanted and comments are not: the round trip without its keeping of comments."""
    loader = YAML(typ="rt")
    loader.Scanner, loader.Parser = Scanner, Parser
    return loader


def _plain(data: object) -> object:
    if isinstance(data, dict):
        return {str(key): _plain(value) for key, value in data.items()}
    return [_plain(one) for one in data] if isinstance(data, list) else str(data)
