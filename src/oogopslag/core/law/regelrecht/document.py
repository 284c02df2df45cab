"""A YAML 1.2 file as values that know their line: numbers exact, dates left as text.

Regelrecht is read with the core schema of YAML 1.2: only `true` and `false` are yes and no, a
date is a string, and `0.01896` is that number and no binary neighbour of it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceStartEvent,
)

from oogopslag.core.law.errors import LawError
from oogopslag.core.law.limits import events, text_of
from oogopslag.core.law.regelrecht.values import Value

_WHOLE = re.compile(r"[-+]?[0-9]+")
_BROKEN = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_NEAR = 0.85
"""How alike two names are when one is a typing error for the other, from 0 to 1."""
_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


@dataclass(frozen=True, slots=True)
class Marked:
    """A value of a document and the line it starts on; lists and mappings hold marked values."""

    value: Any
    line: int
    file: Path

    def fail(self, sentence: str) -> LawError:
        return LawError(sentence, file=self.file, line=self.line)

    def __contains__(self, key: str) -> bool:
        return isinstance(self.value, dict) and key in self.value

    def need(self, key: str) -> "Marked":
        self.mapping()
        if key not in self.value:
            raise self.fail(f"{key!r} is missing here.")
        found: Marked = self.value[key]
        return found

    def get(self, key: str) -> "Marked | None":
        return self.value.get(key) if isinstance(self.value, dict) else None

    def mapping(self) -> "dict[str, Marked]":
        if not isinstance(self.value, dict):
            raise self.fail("This must be names with values.")
        return self.value

    def rows(self, key: str) -> "Iterator[Marked]":
        """The members of a list under a key; none when it is absent or empty."""
        held = self.get(key)
        if held is None or held.value is None:
            return
        if not isinstance(held.value, list):
            raise held.fail(f"{key!r} must be a list.")
        yield from held.value

    def text(self, key: str) -> str:
        """A name or text; whole numbers are taken as written."""
        found = self.need(key)
        if isinstance(found.value, bool) or not isinstance(found.value, str | int):
            raise found.fail(f"{key!r} must be a text.")
        return str(found.value)

    def optional(self, key: str, default: str = "") -> str:
        return self.text(key) if self.get(key) and self.need(key).value is not None else default

    def flag(self, key: str, default: bool) -> bool:
        found = self.get(key)
        if found is None:
            return default
        if not isinstance(found.value, bool):
            raise found.fail(f"{key!r} must be true or false.")
        return found.value

    def only(self, *known: str) -> None:
        """Refuses names that nobody reads: a typing error must not pass silently."""
        for key, held in self.mapping().items():
            if key not in known:
                raise held.fail(f"I do not know {key!r} here.")

    def unlike(self, *known: str) -> None:
        """Refuses names that look like a name that counts: what nobody reads may stand here.

        Regelrecht itself passes over names that it does not know, and every schema adds some.
        """
        for key, held in self.mapping().items():
            near = get_close_matches(key, known, 1, _NEAR) if key not in known else []
            if near:
                raise held.fail(f"I do not know {key!r} here: is it {near[0]!r}?")

    def plain(self) -> Value:
        """The bare value, lists and mappings included."""
        if isinstance(self.value, dict):
            return {key: held.plain() for key, held in self.value.items()}
        if isinstance(self.value, list):
            return [held.plain() for held in self.value]
        bare: Value = self.value
        return bare


def read(file: Path) -> Marked:
    """The document of a file. Raises LawError with file and line; OSError when it is not there."""
    return parse(text_of(file), file)


def parse(text: str, file: Path) -> Marked:
    """The document of a text, as if it stood in `file`. Raises LawError."""
    found = _Builder(text, file).document()
    if not isinstance(found.value, dict):
        raise found.fail("This file must hold names with values.")
    return found


class _Builder:
    """Builds marked values from events; an alias gives the very value of its anchor."""

    def __init__(self, text: str, file: Path) -> None:
        self.file = file
        self.stream = events(text, file)
        self.anchors: dict[str, Marked] = {}

    def document(self) -> Marked:
        for event in self.stream:
            if isinstance(event, DocumentStartEvent):
                found = self.node(next(self.stream))
                for _ in self.stream:
                    pass
                return found
        return Marked(None, 1, self.file)

    def node(self, event: Any) -> Marked:
        line = event.start_mark.line + 1
        if isinstance(event, AliasEvent):
            return self.anchors[str(event.anchor)]
        implicit = event.implicit
        if event.tag and not (any(implicit) if isinstance(implicit, tuple) else implicit):
            raise LawError(f"The tag {event.tag} is not used in laws.", file=self.file, line=line)
        found = Marked(self.content(event), line, self.file)
        if event.anchor:
            self.anchors[str(event.anchor)] = found
        return found

    def content(self, event: Any) -> Any:
        if isinstance(event, MappingStartEvent):
            return self.names()
        if isinstance(event, SequenceStartEvent):
            return self.members()
        return scalar(event.value) if event.implicit[0] else event.value

    def members(self) -> list[Marked]:
        found = []
        while isinstance(event := next(self.stream), MEMBER):
            found.append(self.node(event))
        return found

    def names(self) -> dict[str, Marked]:
        found: dict[str, Marked] = {}
        while isinstance(event := next(self.stream), MEMBER):
            key = event.value if isinstance(event, ScalarEvent) else None
            line = event.start_mark.line + 1
            if key is None:
                raise LawError("A name here is no text.", file=self.file, line=line)
            if key in found:
                raise LawError(f"{key!r} stands here twice.", file=self.file, line=line)
            found[key] = self.node(next(self.stream))
        return found


MEMBER = (AliasEvent, ScalarEvent, MappingStartEvent, SequenceStartEvent)


def scalar(text: str) -> str | int | bool | Decimal | None:
    """What an unquoted word of YAML 1.2 means."""
    if text in _WORDS:
        return _WORDS[text]
    if _WHOLE.fullmatch(text):
        return int(text)
    return Decimal(text) if _BROKEN.fullmatch(text) else text
