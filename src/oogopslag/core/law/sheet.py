"""The parameter sheet: dated numbers of a law, each with article, source and how sure it is."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path

from oogopslag.core.law.document import Part, read
from oogopslag.core.law.errors import LawError
from oogopslag.core.law.expression import cents, number
from oogopslag.core.law.subject import Between, Kind
from oogopslag.core.law.tree import MARKS, Parameter

_NUMBER = re.compile(r"-?\d[\d.]*(,\d+)?%?")
_KEYS = ("value", "type", "between", "article", "source", "mark", "note")


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """Parameters that several laws share, in one version."""

    name: str
    valid_from: date
    parameters: Mapping[str, Parameter] = field(hash=False)
    digest: str


Sheets = Mapping[str, Sequence[Sheet]]
"""All versions of each sheet, oldest first."""


def read_sheet(file: Path, *, kept: bool = False) -> Sheet:
    """A file with `sheet: <name>` instead of a scheme. Raises LawError with file and line."""
    root = read(file, kept=kept)
    root.only("sheet", "title", "valid_from", "parameters", "note", "figures")
    valid_from = root.day("valid_from")
    year = year_of(root, valid_from, yearly=True)
    return Sheet(
        name=root.word("sheet"),
        valid_from=valid_from,
        parameters={
            name: read_parameter(name, part, year) for name, part in root.parts("parameters")
        },
        digest=root.digest(),
    )


def year_of(root: Part, valid_from: date, *, yearly: bool) -> int | None:
    """The only year the figures of a file are for; None when they hold until the law changes.

    `figures: yearly` or `figures: standing` says it; `yearly` is what a file without it means.
    """
    said = root.word("figures", "yearly" if yearly else "standing")
    if said not in {"yearly", "standing"}:
        raise root.fail("'figures' is yearly or standing.", "figures")
    return valid_from.year if said == "yearly" else None


def on_day(sheets: Sheets, name: str, on: date, asker: Part) -> Sheet:
    """The version of a sheet that is valid on a day. Raises LawError at the line that asks."""
    valid = [sheet for sheet in sheets.get(name, ()) if sheet.valid_from <= on]
    if not valid:
        raise asker.fail(f"There is no parameter sheet {name!r} that is valid on {on}.", "sheets")
    return valid[-1]


def read_parameter(name: str, part: Part, year: int | None = None) -> Parameter:
    """One row. A missing one (mark M) has no value but a type and the bounds it lies between."""
    part.only(*_KEYS)
    mark = part.word("mark")
    if mark not in MARKS:
        raise part.fail(f"{mark!r} is no mark: use {', '.join(MARKS)}.", "mark")
    if (mark == "M") == ("value" in part):
        raise part.fail("A parameter has a value, or the mark M and no value.", "mark")
    value, kind = _unknown(part) if mark == "M" else literal(part.need("value"), part)
    return Parameter(
        name=name,
        value=value,
        type=kind,
        article=part.word("article"),
        source=part.word("source"),
        mark=mark,
        line=part.line,
        year=year if kind in {"amount", "number"} else None,
    )


def literal(raw: object, part: Part) -> tuple[bool | int | Fraction | str | date, Kind]:
    """A value as it is written in a sheet: € 24, 13,7%, a date, ja."""
    match raw:
        case bool():
            return bool(raw), "boolean"
        case date() if not isinstance(raw, datetime):
            return raw, "date"
        case int():
            return Fraction(int(raw)), "number"
        case str() if raw.startswith("€"):
            try:
                return cents(raw), "amount"
            except (LawError, ValueError):
                raise part.fail(f"{raw} is not a whole number of cents.", "value") from None
        case str() if _NUMBER.fullmatch(raw):
            return number(raw), "number"
        case str():
            return str(raw), "string"
    raise part.fail(f"{raw!r} must be quoted: € 24, 13,7% or 1,5.", "value")


def _unknown(part: Part) -> tuple[Between, Kind]:
    """What a missing parameter can be: it must be bounded, or nothing could be said at all."""
    bounds = part.need("between")
    if not isinstance(bounds, list) or len(bounds) != 2:
        raise part.fail("'between' needs the lowest and the highest value.", "between")
    (low, kind), (high, other) = (literal(bound, part) for bound in bounds)
    if kind != other or kind not in {"amount", "number", "date"} or not low <= high:  # type: ignore[operator]  # of one kind
        raise part.fail("'between' needs a lowest and a highest value of one kind.", "between")
    return Between(low, high), kind  # type: ignore[arg-type]  # amounts, numbers or dates


def merged(sheets: Sheets, names: Sequence[str], on: date, asker: Part) -> dict[str, Parameter]:
    """The parameters of all sheets a law uses. Raises LawError when two give the same name."""
    found: dict[str, Parameter] = {}
    for name in names:
        for key, parameter in on_day(sheets, name, on, asker).parameters.items():
            if key in found:
                raise LawError(
                    f"{key} stands in two of the sheets.",
                    file=asker.file,
                    line=asker.line_of("sheets"),
                )
            found[key] = parameter
    return found
