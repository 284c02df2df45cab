"""Reads the dictionary of facts: `facts/<subject>.yaml`."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Literal, cast

from oogopslag.core.law.document import Part, read
from oogopslag.core.law.errors import LawError
from oogopslag.core.law.expression import cents
from oogopslag.core.law.finding import Text
from oogopslag.core.law.subject import KINDS, FactDictionary, FactKind, Kind

_KEYS = (
    "type", "label", "question", "hint", "low", "high", "options",
    "sensitivity", "cost", "source", "names_from", "names",
)  # fmt: skip
_SENSITIVITIES = ("low", "normal", "high")
EARLIEST, LATEST = date(1890, 1, 1), date(2100, 12, 31)
_ENDS: dict[str, dict[str, int | date]] = {
    "amount": {"low": 0, "high": 10_000_000_00},
    "number": {"low": 0, "high": 1_000},
    "date": {"low": EARLIEST, "high": LATEST},
    "boolean": {"low": 0, "high": 1},
    "string": {"low": 0, "high": 1},
}


def read_dictionary(folder: Path, *, kept: bool = False) -> FactDictionary:
    """Every `*.yaml` is one subject, named by its file; `kept` as in `read`. Raises LawError."""
    kinds: dict[str, FactKind] = {}
    for file in sorted(folder.glob("*.yaml")):
        root = read(file, kept=kept)
        for name in root.data:
            if name in kinds:
                raise LawError(
                    f"{name} stands in two subjects.", file=file, line=root.line_of(name)
                )
            kinds[str(name)] = _kind(str(name), file.stem, root.part(name))
    return FactDictionary(kinds)


def _kind(name: str, subject: str, part: Part) -> FactKind:
    part.only(*_KEYS)
    kind = kind_of(part)
    low, high = _domain(kind, part)
    options = _texts(part, "options")
    return FactKind(
        name=name,
        type=kind,
        label=part.text("label"),
        question=part.text("question"),
        hint=part.optional_text("hint"),
        low=low,
        high=high,
        options=options,
        names=_names(part) if "names_from" in part else options,
        subject=subject,
        sensitivity=_sensitivity(part),
        cost=part.count("cost", 1),
        source=part.word("source", "resident"),
    )


def kind_of(part: Part, default: str | None = None) -> Kind:
    """The type that is written under `type`. Raises LawError for what is none."""
    if (kind := part.word("type", default)) not in KINDS:
        raise part.fail(f"{kind!r} is no type: use {', '.join(KINDS)}.", "type")
    return kind


def _texts(part: Part, key: str) -> dict[str, Text]:
    """Codes with what they mean in Dutch and English; none when the key is absent."""
    if key not in part:
        return {}
    holder = part.part(key)
    return {str(code): holder.text(code) for code in holder.data}


def _sensitivity(part: Part) -> Literal["low", "normal", "high"]:
    said = part.word("sensitivity", "normal")
    if said not in _SENSITIVITIES:
        raise part.fail(f"{said!r} is no sensitivity: low, normal or high.", "sensitivity")
    return cast("Literal['low', 'normal', 'high']", said)


def _names(part: Part) -> Mapping[str, Text]:
    """What the codes of a list mean: a file beside the facts with `code: [name, …]`."""
    name = part.word("names_from")
    file = part.file.parent.parent / name
    if not file.is_file():
        raise part.fail(f"There is no list {name!r}.", "names_from")
    list_ = read(file)
    for code, row in list_.data.items():
        if not isinstance(row, list) or not row or not isinstance(row[0], str):
            raise list_.fail(f"{code!r} needs a list that begins with its name.", code)
    listed = {str(code): {"nl": row[0], "en": row[0]} for code, row in list_.data.items()}
    return listed | _texts(part, "names")


def _domain(kind: str, part: Part) -> tuple[int | date, int | date]:
    """The bounds a value can have at all, both inclusive; for amounts written as euros."""
    ends: dict[str, int | date] = dict(_ENDS[kind])
    for key in ("low", "high"):
        if key in part:
            ends[key] = _end(kind, part, key)
    if ends["low"] > ends["high"]:  # type: ignore[operator]  # of one kind
        raise part.fail("The lowest value must not lie above the highest.", "low")
    return ends["low"], ends["high"]


def _end(kind: str, part: Part, key: str) -> int | date:
    match kind:
        case "date":
            return part.day(key)
        case "amount":
            try:
                return cents(part.word(key))
            except (LawError, ValueError):
                raise part.fail(f"{key!r} must be euros: € 5.000.", key) from None
        case "number":
            return part.count(key)
    raise part.fail(f"A {kind} has no lowest and highest value.", key)
