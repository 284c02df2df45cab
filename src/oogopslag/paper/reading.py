"""Reads the guides of content/; every complaint names its file and line."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from oogopslag.core.law.document import Part, read
from oogopslag.paper.guide import Area, Edition, Field, Guide, Link, Texts
from oogopslag.paper.texts import read_texts

KINDS = ("form", "letter")
FIELD_KINDS = (
    "text", "number", "date", "money", "bsn", "iban", "choice", "checkbox", "signature", "info",
)  # fmt: skip
SLOTS = ("", "organisation", "reference", "date", "deadline", "amount", "iban", "bsn")
LINK_ROLES = ("do-online", "more-info", "phone", "help-desk", "objection")
A4 = (210.0, 297.0)
"""Millimetres: what `at` is measured in."""


def read_guides(content: Path) -> dict[str, Guide]:
    """Every guide by id. Raises LawError with file and line; codes are unique."""
    found: dict[str, Guide] = {}
    codes: dict[str, str] = {}
    for file in sorted((content / "services").glob("*/paper/*/guide.yaml")):
        guide = read_guide(file.parent)
        if (other := codes.setdefault(guide.code, guide.id)) != guide.id:
            raise read(file).fail(f"{other} has the code {guide.code} already.", "code")
        found[guide.id] = guide
    return found


def read_guide(folder: Path) -> Guide:
    """The guide in one folder `services/<service>/paper/<name>`. Raises LawError."""
    part = read(folder / "guide.yaml")
    part.only("kind", "title", "organisation", "code", "folds", "editions", "fields", "links")
    service = folder.parent.parent.name
    fields = tuple(_field(row) for row in part.rows("fields"))
    guide = Guide(
        id=f"{service}.{folder.name}",
        service=service,
        name=folder.name,
        kind=_one_of(part, "kind", KINDS),
        title=part.text("title"),
        organisation=str(part.need("organisation")),
        code=" ".join(str(part.need("code")).split()),
        folds=int(part.get("folds", 1)),
        editions=tuple(_edition(row, folder) for row in part.rows("editions")),
        fields=fields,
        links=tuple(_link(row) for row in part.rows("links")),
        texts=_texts(folder, fields),
    )
    _check(part, guide)
    return guide


def _texts(folder: Path, fields: tuple[Field, ...]) -> dict[str, Texts]:
    files = sorted(folder.glob("texts.*.yaml"))
    keys = [one.key for one in fields]
    return {texts.language: texts for texts in (read_texts(file, keys) for file in files)}


def _check(part: Part, guide: Guide) -> None:
    if not guide.editions:
        raise part.fail("A guide needs at least one edition.", "editions")
    labels = [one.label for one in guide.editions]
    if len(set(labels)) < len(labels):
        raise part.fail("Two editions have one label.", "editions")
    keys = {one.key for one in guide.fields}
    for row, field in zip(part.rows("fields"), guide.fields, strict=True):
        if unknown := set(field.editions) - set(labels):
            raise row.fail(f"There is no edition {', '.join(sorted(unknown))}.", "editions")
        if field.depends_on and field.depends_on not in keys:
            raise row.fail(f"There is no field {field.depends_on!r}.", "depends_on")
    for language in ("nl", "en"):
        if language not in guide.texts:
            raise part.fail(f"texts.{language}.yaml is missing.")
    for label in labels:
        names = [one.key for one in guide.fields_of(label)]
        if len(set(names)) < len(names):
            raise part.fail(f"Edition {label} has one key twice.", "fields")


def _edition(row: Part, folder: Path) -> Edition:
    row.only("label", "from", "until", "source", "at")
    source = folder / str(row.need("source"))
    if not source.is_file():
        raise row.fail(f"There is no file {source.name}.", "source")
    return Edition(
        label=str(row.need("label")),
        valid_from=_date(row, "from"),
        valid_until=_date(row, "until") if "until" in row else None,
        source=source,
        at=dict(_areas(row)),
    )


def _areas(row: Part) -> Iterator[tuple[str, Area]]:
    for key, at in row.parts("at"):
        at.only("page", "rect")
        rect = at.need("rect")
        if not (isinstance(rect, list) and len(rect) == 4 and rect[2] > 0 and rect[3] > 0):
            raise at.fail("A rect is left, top, width and height in millimetres.", "rect")
        x, y, width, height = (float(number) for number in rect)
        yield (
            key,
            Area(
                page=int(at.need("page")),
                rect=(x / A4[0], y / A4[1], (x + width) / A4[0], (y + height) / A4[1]),
            ),
        )


def _field(row: Part) -> Field:
    row.only(
        "key", "number", "kind", "value", "required", "depends_on", "editions", "limit", "slot",
        "anchor",
    )  # fmt: skip
    limits = row.get("limit", {})
    return Field(
        key=str(row.need("key")),
        number=str(row.get("number", "")),
        kind=_one_of(row, "kind", FIELD_KINDS),
        value=str(row.get("value", "")),
        required=bool(row.get("required", False)),
        depends_on=str(row.get("depends_on", "")),
        editions=tuple(str(one) for one in row.get("editions", ())),
        limit={str(label): _cents(row, str(amount)) for label, amount in limits.items()},
        slot=_one_of(row, "slot", SLOTS) if "slot" in row else "",
        anchor=tuple(str(one) for one in row.get("anchor", ())),
    )


def _cents(row: Part, words: str) -> int:
    """`€ 40.857` or `€ 40.857,50` in whole cents."""
    digits = words.replace("€", "").replace(".", "").strip()
    euros, _, cents = digits.partition(",")
    if not euros.isdigit() or (cents and not (cents.isdigit() and len(cents) == 2)):
        raise row.fail(f"{words!r} is no amount: write it as € 40.857.", "limit")
    return int(euros) * 100 + int(cents or 0)


def _link(row: Part) -> Link:
    row.only("role", "url", "text")
    return Link(
        role=_one_of(row, "role", LINK_ROLES),
        url=str(row.need("url")),
        text=row.optional_text("text"),
    )


def _one_of(row: Part, key: str, known: tuple[str, ...]) -> str:
    value = str(row.need(key))
    if value not in known:
        raise row.fail(f"{value!r} is no {key}: choose {', '.join(filter(None, known))}.", key)
    return value


def _date(row: Part, key: str) -> date:
    value = row.need(key)
    if not isinstance(value, date):
        raise row.fail(f"{key!r} must be a date, as 2026-01-01.", key)
    return value
