"""Compares what was sent or answered with a contract: which line it breaks, and how to mend it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from oogopslag.core.contract.contract import Contract
from oogopslag.core.contract.shape import Field, Shape, Type

_DURATION = re.compile(r"P(?=.)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+S)?)?")
_PYTHON: dict[str, type | tuple[type, ...]] = {
    "integer": int, "number": (int, float), "boolean": bool, "object": dict,
}  # fmt: skip
_EXAMPLES = {
    "date": "a day such as 2026-11-25",
    "date-time": "a moment with offset such as 2026-11-25T09:12:00+01:00",
    "duration": "an ISO 8601 duration such as P8W",
    "uuid": "a UUID",
    "uri": "an absolute address",
    "urn": "a URN",
}


@dataclass(frozen=True, kw_only=True)
class Breach:
    """One thing that does not fit: the contract's line, the place in the value, what and mend."""

    line: int
    place: str
    what: str
    mend: str


def check(contract: Contract, kind: Type, value: Any, *, strict: bool) -> list[Breach]:
    """Everything that breaks the contract, all together; `strict` refuses unknown fields.

    Answers are read with strict False (they may hold more than we know), requests with True.
    """
    return list(_Checker(contract, strict).walk(kind, value, "", 0, optional=False))


@dataclass(frozen=True)
class _Checker:
    contract: Contract
    strict: bool

    def walk(
        self, kind: Type, value: Any, place: str, line: int, *, optional: bool
    ) -> Iterator[Breach]:
        if value is None:
            if not (kind.nullable or kind.base in ("any", "none")):
                yield _wrong(line, place, "is null", "Send a value, or leave the field out.")
        elif kind.base == "list":
            yield from self._list(kind, value, place, line)
        elif kind.base in self.contract.shapes:
            yield from self._object(self.contract.shapes[kind.base], value, place, line)
        # An empty text is how many systems say: nothing here.
        elif not (value == "" and (optional or kind.nullable)) and (said := _plain(kind, value)):
            yield _wrong(line, place, *said)

    def _list(self, kind: Type, value: Any, place: str, line: int) -> Iterator[Breach]:
        if not isinstance(value, list) or kind.item is None:
            yield _wrong(line, place, f"is {_name(value)}, not a list", "Send a list [ … ].")
            return
        for index, one in enumerate(value):
            yield from self.walk(kind.item, one, f"{place}[{index}]", line, optional=False)

    def _object(self, shape: Shape, value: Any, place: str, line: int) -> Iterator[Breach]:
        if not isinstance(value, dict):
            what = f"is {_name(value)}, not an object"
            yield _wrong(line or shape.line, place, what, f"Send a {shape.name} object {{ … }}.")
            return
        for field in shape.fields.values():
            yield from self._field(shape, field, value, place)
        if self.strict:
            for name in sorted(value.keys() - shape.fields.keys()):
                yield _wrong(
                    shape.line,
                    _join(place, name),
                    f"is not a field of {shape.name}",
                    "Leave it out.",
                )

    def _field(
        self, shape: Shape, field: Field, value: dict[str, Any], place: str
    ) -> Iterator[Breach]:
        where = _join(place, field.name)
        if field.name in value:
            yield from self.walk(
                field.type, value[field.name], where, field.line, optional=not field.required
            )
        elif field.required:
            mend = f"Send {field.name} in every {shape.name.removesuffix('In')}."
            yield _wrong(field.line, where, "is missing", mend)


def _join(place: str, name: str) -> str:
    return f"{place}.{name}" if place else name


def _wrong(line: int, place: str, what: str, mend: str) -> Breach:
    return Breach(line=line, place=place or "the body", what=what, mend=mend)


def _name(value: Any) -> str:
    words = {bool: "true or false", int: "a number", float: "a number", str: "text",
             list: "a list", dict: "an object"}  # fmt: skip
    return words.get(type(value), type(value).__name__)


def _plain(kind: Type, value: Any) -> tuple[str, str] | None:  # noqa: PLR0911 -- one table
    """What is wrong with a plain value, and the mend; None when nothing is."""
    if kind.base in ("any", "file"):
        return None
    if kind.base in _PYTHON:
        return _by_python(kind.base, value)
    if not isinstance(value, str):
        return f"is {_name(value)}, not text", f"Send {_EXAMPLES.get(kind.base, 'text')}."
    if kind.base == "enum" and value not in kind.options:
        return "has a value the contract does not name", f"Send one of {', '.join(kind.options)}."
    if kind.most is not None and len(value) > kind.most:
        return f"has {len(value)} characters", f"Send at most {kind.most} characters."
    if kind.base in _EXAMPLES and not _reads(kind.base, value):
        return f"is not {_EXAMPLES[kind.base]}", f"Send {_EXAMPLES[kind.base]}."
    return None


def _by_python(base: str, value: Any) -> tuple[str, str] | None:
    right = isinstance(value, _PYTHON[base]) and (base == "boolean" or not isinstance(value, bool))
    wanted = {"integer": "a whole number", "number": "a number", "boolean": "true or false",
              "object": "an object"}[base]  # fmt: skip
    return None if right else (f"is {_name(value)}, not {wanted}", f"Send {wanted}.")


def _reads(base: str, text: str) -> bool:  # noqa: PLR0911 -- one table
    try:
        match base:
            case "date":
                date.fromisoformat(text)
                return len(text) == 10
            case "date-time":
                return datetime.fromisoformat(text).tzinfo is not None
            case "uuid":
                UUID(text)
                return True
            case "uri":
                return bool(urlsplit(text).scheme)
            case "urn":
                return text.startswith("urn:")
    except ValueError:
        return False
    return _DURATION.fullmatch(text) is not None
