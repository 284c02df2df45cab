"""The facts that a command is given: a JSON file, of which every complaint names the line."""

import json
import re
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from oogopslag.core.law.errors import LawError

_NAME = re.compile(r'"([^"]+)"\s*:')


@dataclass(frozen=True)
class Given:
    """Names with values; without a file there are none."""

    data: dict[str, Any] = field(default_factory=dict)
    text: str = ""
    file: Path | None = None

    def fail(self, sentence: str) -> LawError:
        """A complaint at the line of the name that it is about."""
        return LawError(sentence, file=self.file or "", line=self._line(sentence))

    def _line(self, sentence: str) -> int:
        about = sentence.split(" ", 1)[0].rsplit(".", 1)[-1].rstrip(":")
        lines = list(enumerate(self.text.splitlines(), 1))
        for number, line in lines:
            if about in _NAME.findall(line):
                return number
        for number, line in lines:
            if any(repr(name) in sentence for name in _NAME.findall(line)):
                return number
        return 1


class _Twice(ValueError):
    """A name that is given twice: which of the two holds is anybody's guess."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise _Twice(next(name for name in names if names.count(name) > 1))
    return found


def read(file: Path | None) -> Given:
    """Raises LawError with file and line for what is no JSON object or cannot be read."""
    if file is None:
        return Given()
    try:
        text = file.read_text(encoding="utf-8")
        data = json.loads(text, parse_float=Decimal, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        raise LawError(f"This is no JSON: {error.msg}.", file=file, line=error.lineno) from None
    except _Twice as error:
        sentence = f"{error} is given twice: keep the one that holds."
        raise Given({}, text, file).fail(sentence) from None
    except (RecursionError, UnicodeDecodeError) as error:
        raise LawError(f"This is no JSON: {error}.", file=file, line=1) from None
    except ValueError:  # Python takes no whole number of more than 4300 digits
        raise LawError("This holds a number that is too long.", file=file, line=1) from None
    except OSError as error:
        raise LawError(f"{file} cannot be read: {error.strerror}.") from None
    if not isinstance(data, dict):
        sentence = "The facts must be one JSON object with names and values."
        raise LawError(sentence, file=file, line=1)
    return Given(data, text, file)
