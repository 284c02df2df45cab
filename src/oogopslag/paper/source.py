"""From the source of a form to its PDF, and where each field stands on it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import segno
import typst

from oogopslag.core.law import LawError
from oogopslag.paper.guide import Area, Edition, Guide

FONTS = Path(__file__).resolve().parent.parent / "ui" / "static" / "vendor" / "paper"
PAGE = (210.0, 297.0)


@dataclass(frozen=True, kw_only=True)
class Printed:
    """A paper as it is printed: the PDF, and the areas of its fields by key."""

    pdf: bytes
    areas: Mapping[str, Area]


def printed(
    guide: Guide,
    edition: Edition,
    *,
    content: Path,
    site: str,
    data: Mapping[str, str] | None = None,
) -> Printed:
    """The blank paper, or a letter with its slots filled from `data`.

    `site` is where the short code opens. Raises LawError when the source does not compile, or
    when a field of the guide stands nowhere on the paper.
    """
    if edition.source.suffix == ".pdf":
        return Printed(pdf=edition.source.read_bytes(), areas=edition.at)
    inputs = _inputs(guide, edition.label, site)
    if data is not None:
        inputs["data"] = json.dumps(dict(data))
    made = Printed(
        pdf=compiled(edition.source, content, inputs),
        areas=areas_of(edition.source, content, inputs),
    )
    if missing := [one.key for one in guide.fields_of(edition.label) if one.key not in made.areas]:
        raise LawError(
            f"Edition {edition.label} shows no field {', '.join(missing)}.",
            file=edition.source,
            line=1,
        )
    return made


def other_years(guide: Guide, edition: Edition, *, content: Path, site: str) -> Iterator[bytes]:
    """The PDF as other years would print it: those of the guide, and one on either side.

    Nothing when a label is no year, or the PDF is not ours to print. Raises LawError.
    """
    labels = [one.label for one in guide.editions]
    if edition.source.suffix == ".pdf" or not all(label.isdecimal() for label in labels):
        return
    inputs = _inputs(guide, edition.label, site)
    years = [int(label) for label in labels]
    for year in range(min(years) - 1, max(years) + 2):
        if year != int(edition.label):
            # The QR stays: it is left out of recognition, so it tells nothing.
            other = _inputs(guide, str(year), site) | {"qr": inputs["qr"]}
            yield compiled(edition.source, content, other)


def _inputs(guide: Guide, label: str, site: str) -> dict[str, str]:
    code = guide.short_code(label)
    address = f"{site}/papier/c/{code}/"
    return {
        "edition": label,
        "code": code,
        "sign": code[-1],
        "site": site.rsplit("//", maxsplit=1)[-1],
        "qr": segno.make(address, error="m", micro=False).svg_inline(border=1),
    }


def compiled(source: Path, content: Path, inputs: Mapping[str, str]) -> bytes:
    """The PDF of a Typst source. Raises LawError."""
    try:
        made = typst.compile(
            str(source),
            root=str(content),
            font_paths=[str(FONTS)],
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs=dict(inputs),
        )
    except typst.TypstError as error:
        raise LawError(f"This source does not compile: {error}", file=source, line=1) from error
    return bytes(made)


def areas_of(source: Path, content: Path, inputs: Mapping[str, str]) -> dict[str, Area]:
    """The marks that `area` of content/paper/paper.typ leaves, in 0..1 of the page."""
    rows = json.loads(
        typst.query(
            str(source),
            "<area>",
            field="value",
            root=str(content),
            font_paths=[str(FONTS)],
            ignore_system_fonts=True,
            sys_inputs=dict(inputs),
        )
    )
    width, height = PAGE
    return {
        row["key"]: Area(
            page=int(row["page"]),
            rect=(
                row["x"] / width,
                row["y"] / height,
                (row["x"] + row["w"]) / width,
                (row["y"] + row["h"]) / height,
            ),
        )
        for row in rows
    }
