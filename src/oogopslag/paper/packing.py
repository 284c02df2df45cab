"""A pack: everything the camera needs of one organisation, or of all, in one signed file.

Layout, little-endian: `OOGPAPER`, version (4 bytes), length of the header (4 bytes), the header
(JSON, padded to 4 with spaces), then the sections that the header names. A pack is fetched whole:
asking for one form would tell the server which form somebody holds.
"""

import json
import struct
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from oogopslag.core.paper.likeness import TILE
from oogopslag.core.paper.patches import cut, packed
from oogopslag.paper.compiling import CompiledPage
from oogopslag.paper.guide import RIGHT_TO_LEFT, Field, Guide, Texts

MAGIC, VERSION = b"OOGPAPER", 2


def pack(
    name: str,
    guides: Sequence[Guide],
    pages: Sequence[CompiledPage],
    *,
    names: Mapping[str, Any],
    reference: Mapping[str, object],
) -> bytes:
    """The pack's bytes; the same input gives the same bytes.

    `names` holds each organisation's name, `reference` what an unknown letter may need: official
    words and the accounts of organisations.
    """
    kept = [number for number, page in enumerate(pages) if not page.quality.refused]
    place = {number: index for index, number in enumerate(kept)}
    chosen = [pages[number] for number in kept]
    tables = _tile_tables(chosen, place)
    sections: dict[str, bytes] = {
        "words": b"".join(_words(page) for page in chosen),
        "thumbs": b"".join(packed(page.data.thumbnail[None]) for page in chosen),
        "patches": b"".join(_patches(page) for page in chosen),
        "tiles": b"".join(_tiles(page, table) for page, table in zip(chosen, tables, strict=True)),
        "marks": b"".join(_marks(page) for page in chosen),
    }
    header = {
        "name": name,
        "reference": reference,
        "guides": [_guide(one, names) for one in guides],
        "pages": [_page(number, page, place, tables) for number, page in enumerate(chosen)],
        "sections": _places(sections),
    }
    head = json.dumps(header, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    head += b" " * (-len(head) % 4)
    return MAGIC + struct.pack("<II", VERSION, len(head)) + head + b"".join(sections.values())


def _places(sections: Mapping[str, bytes]) -> dict[str, list[int]]:
    """Section → offset behind the header, and length."""
    places, offset = {}, 0
    for name, content in sections.items():
        places[name] = [offset, len(content)]
        offset += len(content)
    return places


def _words(page: CompiledPage) -> bytes:
    """From top to bottom, in sixteenths: how many, the steps of y, then x. So they pack well."""
    points = np.clip(np.round(page.data.words * 16), 0, 65535).astype(np.int64)
    points = points[np.lexsort(points.T)]
    steps = np.diff(points[:, 1], prepend=0)
    planes = np.concatenate([steps, points[:, 0]]).astype("<u2")
    return struct.pack("<H", len(points)) + planes.tobytes()


def _patches(page: CompiledPage) -> bytes:
    data = page.data
    return (
        struct.pack("<HH", len(data.patches), len(data.halves))
        + data.spots.astype("<u2").tobytes()
        + packed(data.patches)
        + packed(data.halves)
    )


Tiles = dict[tuple[int, int], int]
"""The place of a tile on a page → its number in the pack."""


def _tile_tables(pages: Sequence[CompiledPage], place: Mapping[int, int]) -> list[Tiles]:
    """Per page every tile that some pair asks of it, once: both pages of a pair show the tile."""
    tables: list[Tiles] = [{} for _ in pages]
    for number, page in enumerate(pages):
        for like in page.likes:
            if like.other in place:
                for x, y in like.tiles.tolist():
                    for table in (tables[number], tables[place[like.other]]):
                        table.setdefault((x, y), len(table))
    return tables


def _tiles(page: CompiledPage, table: Tiles) -> bytes:
    spots = np.array(list(table), np.int64).reshape(-1, 2)
    squares = packed(cut(page.data.picture, spots, TILE)) if len(spots) else b""
    return struct.pack("<H", len(spots)) + spots.astype("<u2").tobytes() + squares


def _marks(page: CompiledPage) -> bytes:
    """How many marks and how many prints of them; the places; the squares, print by print."""
    data = page.data
    squares = b"".join(packed(one) for one in data.years) if len(data.marks) else b""
    head = struct.pack("<HH", len(data.marks), len(data.years))
    return head + data.marks.astype("<u2").tobytes() + squares


def _page(
    number: int, page: CompiledPage, place: Mapping[int, int], tables: Sequence[Tiles]
) -> dict[str, object]:
    """`likes`: other page, share, and the numbers of the pair's tiles here and there."""
    data = page.data
    return {
        "guide": data.guide,
        "edition": data.edition,
        "number": data.number,
        "score": page.quality.score,
        "weak": list(page.quality.reasons),
        "fields": {key: [round(v, 5) for v in area.rect] for key, area in data.areas.items()},
        "likes": [
            [place[like.other], round(like.share, 2)]
            + [
                [table[x, y] for x, y in like.tiles.tolist()]
                for table in (tables[number], tables[place[like.other]])
            ]
            for like in page.likes
            if like.other in place
        ],
    }


def _guide(guide: Guide, names: Mapping[str, Any]) -> dict[str, object]:
    return {
        "id": guide.id,
        "service": guide.service,
        "kind": guide.kind,
        "title": guide.title,
        "organisation": guide.organisation,
        "organisationName": names.get(guide.organisation, {}),
        "code": guide.code,
        "folds": guide.folds,
        "editions": [
            {
                "label": one.label,
                "from": one.valid_from.isoformat(),
                "until": one.valid_until.isoformat() if one.valid_until else None,
                "code": guide.short_code(one.label),
            }
            for one in guide.editions
        ],
        "links": [{"role": one.role, "url": one.url, "text": one.text} for one in guide.links],
        "fields": [_field(one) for one in guide.fields],
        "texts": {language: _texts(one) for language, one in guide.texts.items()},
    }


def _field(field: Field) -> dict[str, object]:
    """`value` only says that there may be one: what it is never travels with the pack."""
    return {
        "key": field.key,
        "number": field.number,
        "kind": field.kind,
        "required": field.required,
        "depends": field.depends_on,
        "editions": list(field.editions),
        "limit": field.limit,
        "value": bool(field.value),
        "slot": field.slot,
        "anchor": list(field.anchor),
    }


def _texts(texts: Texts) -> dict[str, object]:
    return {
        "status": texts.status,
        "rtl": texts.language in RIGHT_TO_LEFT,
        "digest": texts.digest,
        "guide": texts.guide,
        "pages": {str(number): words for number, words in texts.pages.items()},
        "fields": texts.fields,
    }
