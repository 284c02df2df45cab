"""The country in pictures: tiles of municipalities, and the window of arrival."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from oogopslag.insight import queries
from oogopslag.ui import numbers

SIZE, GAP, ACROSS = 16, 2, 8
STEP = SIZE + GAP
BLOCK = ACROSS * STEP


@dataclass(frozen=True, kw_only=True)
class Tile:
    """One municipality: its place, and its step when it takes part."""

    x: int
    y: int
    level: int | None
    name: str


@dataclass(frozen=True, kw_only=True)
class Block:
    """A province: its tiles, eight in a row, and how high they stand."""

    name: str
    height: int
    tiles: tuple[Tile, ...]

    @property
    def joined(self) -> int:
        return sum(tile.level is not None for tile in self.tiles)


@dataclass(frozen=True, kw_only=True)
class TileMap:
    """The provinces from north to south, three in a row; last what the demonstration made up."""

    width: int
    blocks: tuple[Block, ...]

    @property
    def many(self) -> int:
        """Real municipalities only: the demonstration's own are no part of the country."""
        return sum(len(block.tiles) for block in self.blocks[:-1])

    @property
    def joined(self) -> int:
        return sum(block.joined for block in self.blocks[:-1])


def tile_map(on: date, bodies: Sequence[queries.BodyRow]) -> TileMap:
    """The municipalities of a day; those that take part carry their step."""
    levels = {body.slug: body.level for body in bodies}
    rows = queries.municipalities(on)
    blocks = [
        _block(name, [(entry.name, levels.get(entry.code)) for entry in rows[name]])
        for provinces in queries.PROVINCES
        for name in provinces
    ]
    demo = [(body.name, body.level) for body in bodies if body.demo and not body.gone]
    blocks.append(_block(_("Demonstration (made up)"), demo))
    return TileMap(width=BLOCK - GAP, blocks=tuple(blocks))


def _block(name: str, many: Sequence[tuple[str, int | None]]) -> Block:
    tiles = [
        Tile(x=index % ACROSS * STEP, y=index // ACROSS * STEP, level=level, name=who)
        for index, (who, level) in enumerate(many)
    ]
    lines = -(-max(1, len(many)) // ACROSS)
    return Block(name=name, height=lines * STEP - GAP, tiles=tuple(tiles))


def fan_of(national: Mapping[str, Any]) -> Any:
    """The picture of the arrival window."""
    months = len(national["shares"])
    data = {
        "x": _("months from now"),
        "target": national["target"],
        "target_text": _("target %(share)s") % {"share": numbers.percent(national["target"])},
        "measured": [
            {"month": index - months + 1, "share": share}
            for index, share in enumerate(national["shares"])
        ],
        "fan": [
            {"month": index, "low": low, "middle": middle, "high": high}
            for index, (low, middle, high) in enumerate(national["fan"], 1)
        ],
    }
    return queries.picture("fan", data)
