"""What a YAML file may not do to us: be huge, nest without end, or unfold aliases to millions."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    NodeEvent,
    ScalarEvent,
)

from oogopslag.core.law.errors import LawError

MOST_BYTES = 5_000_000
"""A law with its whole text is well under a megabyte; ten times that is no law any more."""
MOST_VALUES = 500_000
"""How many values a file may hold once its aliases are unfolded."""
MOST_DEPTH = 100


def text_of(file: Path) -> str:
    """The text of a YAML file. Raises LawError when it is too large or no UTF-8.

    OSError passes: a file that is not there is another sentence.
    """
    size = file.stat().st_size
    if size > MOST_BYTES:
        sentence = f"This file has {size:,} bytes; a law may have {MOST_BYTES:,} at the most."
        raise LawError(sentence, file=file, line=1)
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise LawError(f"This is no UTF-8: {error.reason}.", file=file, line=1) from None


def events(text: str, file: Path) -> Iterator[Any]:
    """The events of one YAML document, within the limits.

    Raises LawError with the line when it is no YAML, nests too deep or unfolds too far.
    """
    meter = _Meter(file)
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            meter.count(event)
            yield event
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise LawError(f"This is no YAML: {error.problem}.", file=file, line=line) from None
    except YAMLError as error:
        raise LawError(f"This is no YAML: {error}.", file=file, line=1) from None


def guard(text: str, file: Path) -> None:
    """Reads a text once, only to refuse what breaks the limits."""
    for _ in events(text, file):
        pass


class _Meter:
    """Counts values as if every alias were written out; nothing is unfolded for it."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.total = 0
        self.open: list[tuple[str | None, int]] = []
        self.weights: dict[str, int] = {}

    def count(self, event: Any) -> None:
        match event:
            case AliasEvent():
                self._alias(event)
            case CollectionStartEvent():
                self.total += 1
                self.open.append((event.anchor, self.total - 1))
                if len(self.open) > MOST_DEPTH:
                    raise self._refuse(event, f"This nests deeper than {MOST_DEPTH} levels.")
            case CollectionEndEvent():
                anchor, before = self.open.pop()
                self._weigh(anchor, self.total - before)
            case ScalarEvent():
                self.total += 1
                self._weigh(event.anchor, 1)

    def _alias(self, event: NodeEvent) -> None:
        name = str(event.anchor)
        if name not in self.weights:
            raise self._refuse(event, f"The alias *{name} stands for nothing, or for itself.")
        self.total += self.weights[name]
        if self.total > MOST_VALUES:
            sentence = f"The aliases unfold to more than {MOST_VALUES:,} values."
            raise self._refuse(event, sentence)

    def _weigh(self, anchor: str | None, weight: int) -> None:
        if anchor:
            self.weights[str(anchor)] = weight

    def _refuse(self, event: Any, sentence: str) -> LawError:
        return LawError(sentence, file=self.file, line=event.start_mark.line + 1)
