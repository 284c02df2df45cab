"""The country in pictures: tiles of municipalities, and the window of arrival."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from oogopslag.insight import queries
from oogopslag.ui import numbers

SIZE, GAP, ACROSS = 16, 2, 8
BLOCK = ACROSS * (SIZE + GAP)


@dataclass(frozen=True, kw_only=True)
class Tile:
    """One municipality: its place, and its step when it takes part."""

    x: int
    y: int
    level: int | None
    name: str


@dataclass(frozen=True, kw_only=True)
class Block:
    """A province: its name above its tiles."""

    name: str
    x: int
    y: int
    tiles: tuple[Tile, ...]

    @property
    def joined(self) -> int:
        return sum(tile.level is not None for tile in self.tiles)


@dataclass(frozen=True, kw_only=True)
class TileMap:
    width: int
    height: int
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
    blocks, y = [], 0
    for provinces in queries.PROVINCES:
        tallest = 0
        for column, name in enumerate(provinces):
            many = [(entry.name, levels.get(entry.code)) for entry in rows[name]]
            blocks.append(_block(name, column * (BLOCK + 20), y, many))
            tallest = max(tallest, -(-len(many) // ACROSS))
        y += 30 + tallest * (SIZE + GAP)
    demo = [(body.name, body.level) for body in bodies if body.demo and body.until is None]
    blocks.append(_block(_("Demonstration (made up)"), 0, y, demo))
    height = y + 24 + -(-max(1, len(demo)) // ACROSS) * (SIZE + GAP)
    return TileMap(width=3 * BLOCK + 40, height=height, blocks=tuple(blocks))


def _block(name: str, x: int, y: int, many: Sequence[tuple[str, int | None]]) -> Block:
    tiles = [
        Tile(
            x=x + index % ACROSS * (SIZE + GAP),
            y=y + 20 + index // ACROSS * (SIZE + GAP),
            level=level,
            name=who,
        )
        for index, (who, level) in enumerate(many)
    ]
    return Block(name=name, x=x, y=y + 13, tiles=tuple(tiles))


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
