"""Reads one file of a regelrecht corpus: schema 0.5.x, each complaint with file and line."""

import hashlib
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from oogopslag.core.law.regelrecht import articles
from oogopslag.core.law.regelrecht.document import Marked, read
from oogopslag.core.law.regelrecht.tree import Law, Procedure, Stage

_SCHEMA = re.compile(r"/schema/v(\d+)\.(\d+)\.(\d+)/schema\.json$")
_LAYERS = (
    "VERDRAG", "EU_VERORDENING", "EU_RICHTLIJN", "GRONDWET", "WET", "KONINKLIJK_BESLUIT", "AMVB",
    "MINISTERIELE_REGELING", "PROVINCIALE_VERORDENING", "WATERSCHAPS_VERORDENING",
    "GEMEENTELIJKE_VERORDENING", "BELEIDSREGEL", "UITVOERINGSBELEID",
)  # fmt: skip
RANK = {layer: rank for rank, layer in enumerate(_LAYERS)}
"""The order of layers, the highest first: a higher one goes before a lower one."""
PLACES = ("gemeente_code", "provincie_code", "waterschap_code")
"""A regulation of one municipality, province or water board only fills open terms there."""


def is_regelrecht(root: Marked) -> bool:
    """Whether a document is a law in this form: it has an id and articles."""
    return "$id" in root and "articles" in root


def read_law(file: Path) -> Law:
    """One version of one law. Raises LawError with file, line and sentence; OSError."""
    return law_of(read(file))


def law_of(root: Marked) -> Law:
    """The law of a document. Raises LawError."""
    layer = root.text("regulatory_layer")
    if layer not in RANK:
        raise root.need("regulatory_layer").fail(f"There is no regulatory layer {layer!r}.")
    root.need("articles")
    return Law(
        id=root.text("$id"),
        schema=_schema(root),
        layer=layer,
        valid_from=_day(root, "valid_from"),
        valid_to=_day(root, "valid_to"),
        title=root.optional("officiele_titel") or root.optional("name") or root.text("$id"),
        url=root.optional("url"),
        places={name: root.text(name) for name in PLACES if name in root},
        articles=tuple(articles.article(row) for row in root.rows("articles")),
        procedures=tuple(_procedures(root)),
        digest=hashlib.sha256(repr(root.plain()).encode()).hexdigest(),
        file=str(root.file),
    )


def _schema(root: Marked) -> str:
    """The version of the schema, as "0.5.6"; empty when the law does not say which."""
    match = _SCHEMA.search(root.optional("$schema").strip())
    return ".".join(match.groups()) if match else ""


def _day(root: Marked, key: str) -> date | None:
    """A day; None where it is absent or refers to an article (`#…`) that sets it."""
    text = root.optional(key)
    if not text or text.startswith("#"):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise root.need(key).fail(f"{text!r} is not a date that exists.") from None


def _procedures(root: Marked) -> Iterator[Procedure]:
    for row in root.rows("procedure"):
        yield Procedure(
            id=row.text("id"),
            character=row.need("applies_to").text("legal_character"),
            default=row.flag("default", False),
            stages=tuple(
                Stage(
                    stage.text("name"),
                    tuple(one.text("name") for one in stage.rows("requires")),
                    stage.optional("is"),
                )
                for stage in row.rows("stages")
            ),
        )
