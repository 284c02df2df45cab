"""Reads the words of a guide in one language: texts.<language>.yaml."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from oogopslag.core.law.document import Part, read
from oogopslag.paper.guide import LANGUAGES, ROLES, Texts

STATES = ("draft", "machine")


def read_texts(file: Path, keys: Sequence[str]) -> Texts:
    """Every field in `keys` has a label and an explanation; no other field. Raises LawError."""
    part = read(file)
    part.only("status", "guide", "pages", "fields")
    language = file.name.split(".")[1]
    if language not in LANGUAGES:
        raise part.fail(f"{language!r} is no language of a guide: {', '.join(LANGUAGES)}.")
    status = str(part.need("status"))
    if status not in STATES:
        raise part.fail(
            "The status is draft or machine: only a reviewer's action makes it reviewed.", "status"
        )
    fields = {key: _roles(one) for key, one in part.parts("fields")}
    _complete(part, fields, keys)
    guide = _roles(part.part("guide"))
    if "explain" not in guide:
        raise part.fail("The guide itself needs an 'explain'.", "guide")
    pages = {int(number): _roles(one) for number, one in part.parts("pages")}
    return Texts(
        language=language,
        status=status,
        digest=_digest(guide, pages, fields),
        guide=guide,
        pages=pages,
        fields=fields,
    )


def _complete(part: Part, fields: Mapping[str, Mapping[str, str]], keys: Sequence[str]) -> None:
    if missing := [key for key in keys if key not in fields]:
        raise part.fail(f"These fields have no words: {', '.join(missing)}.", "fields")
    if unknown := [key for key in fields if key not in keys]:
        place = part.part("fields")
        raise place.fail(f"The guide has no field {', '.join(unknown)}.", unknown[0])
    for key, roles in fields.items():
        if not {"label", "explain"} <= roles.keys():
            place = part.part("fields")
            raise place.fail(f"{key!r} needs a label and an explain.", key)


def _roles(part: Part) -> dict[str, str]:
    part.only(*ROLES)
    return {str(role): " ".join(str(words).split()) for role, words in part.data.items()}


def _digest(*content: object) -> str:
    """Names exactly these words: one changed letter, and a review no longer counts."""
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
