"""Writes proposed fields as a guide to work on: it can be read, its texts are to be written."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from oogopslag.paper.proposing import Proposal

TODO = {"nl": "Nog te schrijven.", "en": "Still to be written."}


def written(
    pdf: bytes, found: Sequence[Proposal], folder: Path, *, organisation: str, code: str
) -> None:
    """guide.yaml, texts.nl.yaml, texts.en.yaml and the PDF itself, in a new folder."""
    folder.mkdir(parents=True)
    (folder / "form.pdf").write_bytes(pdf)
    (folder / "guide.yaml").write_text(guide_yaml(found, organisation=organisation, code=code))
    for language, todo in TODO.items():
        (folder / f"texts.{language}.yaml").write_text(_texts(found, todo))


def guide_yaml(found: Sequence[Proposal], *, organisation: str, code: str) -> str:
    """JSON's quotes are YAML's too, so any name in the PDF is safe."""
    year = date.today().year
    lines = [
        "# Proposed from the PDF: check every field, its order and its kind.",
        "kind: form",
        "title: {nl: Nog te schrijven, en: Still to be written}",
        f"organisation: {organisation}",
        f"code: {json.dumps(code)}",
        "editions:",
        f'  - label: "{year}"',
        f"    from: {year}-01-01",
        "    source: form.pdf",
        "    at:",
    ]
    for one in found:
        x0, y0, x1, y1 = one.box
        rect = [x0, y0, round(max(0.1, x1 - x0), 1), round(max(0.1, y1 - y0), 1)]
        lines.append(f"      {json.dumps(one.key)}: {{page: {one.page}, rect: {rect}}}")
    lines.append("fields:")
    for one in found:
        required = ", required: true" if one.required else ""
        lines.append(f"  - {{key: {json.dumps(one.key)}, kind: {one.kind}{required}}}")
    return "\n".join(lines) + "\n"


def _texts(found: Sequence[Proposal], todo: str) -> str:
    lines = ["status: draft", f"guide: {{explain: {json.dumps(todo)}}}", "fields:"]
    for one in found:
        label = json.dumps(one.label or one.key, ensure_ascii=False)
        lines.append(f"  {json.dumps(one.key)}: {{label: {label}, explain: {json.dumps(todo)}}}")
    return "\n".join(lines) + "\n"
