"""Reads the dictionary of facts: `facts/<subject>.yaml`."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from oogopslag.core.law.document import Part, read
from oogopslag.core.law.errors import LawError
from oogopslag.core.law.expression import cents
from oogopslag.core.law.finding import Text
from oogopslag.core.law.subject import FactDictionary, FactKind

_KEYS = (
    "type", "label", "question", "hint", "low", "high", "options",
    "sensitivity", "cost", "source", "names_from", "names",
)  # fmt: skip
_MOST = {"amount": 10_000_000_00, "number": 1_000}
EARLIEST, LATEST = date(1890, 1, 1), date(2100, 12, 31)


def read_dictionary(folder: Path) -> FactDictionary:
    """Every `*.yaml` is one subject, named by its file. Raises LawError."""
    kinds: dict[str, FactKind] = {}
    for file in sorted(folder.glob("*.yaml")):
        root = read(file)
        for name in root.data:
            if name in kinds:
                raise LawError(
                    f"{name} stands in two subjects.", file=file, line=root.line_of(name)
                )
            kinds[str(name)] = _kind(str(name), file.stem, root.part(name))
    return FactDictionary(kinds)


def _kind(name: str, subject: str, part: Part) -> FactKind:
    part.only(*_KEYS)
    kind = part.need("type")
    if kind not in {"boolean", "amount", "number", "date", "string"}:
        raise part.fail(f"{kind!r} is no type.", "type")
    low, high = _domain(kind, part)
    options = {str(key): dict(one) for key, one in part.get("options", {}).items()}
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
        sensitivity=part.get("sensitivity", "normal"),
        cost=part.get("cost", 1),
        source=part.get("source", "resident"),
    )


def _names(part: Part) -> Mapping[str, Text]:
    """What the codes of a list mean: a file beside the facts with `code: [name, …]`."""
    file = part.file.parent.parent / str(part.get("names_from"))
    if not file.is_file():
        raise part.fail(f"There is no list {part.get('names_from')!r}.", "names_from")
    rows = read(file).data
    listed = {str(code): {"nl": str(row[0]), "en": str(row[0])} for code, row in rows.items()}
    return listed | {str(code): dict(name) for code, name in part.get("names", {}).items()}


def _domain(kind: str, part: Part) -> tuple[int | date, int | date]:
    """The bounds a value can have at all; for amounts written as euros."""
    if kind == "date":
        return part.get("low", EARLIEST), part.get("high", LATEST)
    if kind == "amount":
        return (
            cents(str(part.get("low", "€ 0"))),
            cents(str(part.get("high", ""))) if "high" in part else _MOST["amount"],
        )
    return part.get("low", 0), part.get("high", _MOST["number"] if kind == "number" else 1)
