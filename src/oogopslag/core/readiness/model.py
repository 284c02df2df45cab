"""The staircase as data: levels with their gates, dimensions, indicators; one file per version."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from oogopslag.core.law.document import Part, read
from oogopslag.core.readiness.evidence import EvidenceClass

Where = Mapping[str, tuple[Any, ...]]
"""Field → values that count; None among them stands for "not there"."""

Text = Mapping[str, str]

BY = {
    "events": EvidenceClass.EVENTS,
    "platform": EvidenceClass.EVENTS,
    "test": EvidenceClass.TEST,
    "register": EvidenceClass.REGISTER,
    "survey": EvidenceClass.SURVEY,
    "declaration": EvidenceClass.VERIFIED,
}


@dataclass(frozen=True, kw_only=True)
class Gate:
    """One condition of a level: a share "at least" or "at most"; `wilson` uses its bound."""

    key: str
    level: int
    indicator: str
    threshold: float
    least: bool
    wilson: bool
    name: Text


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """One figure. `of`, `hits` and `compared` say which events it counts; else it is measured.

    `floor` and `target` are the ends of its score from 0 to 100. `ratio`: hits per one of
    `of`, which may be above 1 and has no interval. `why`: what outside source it needs, where no
    room can give it.
    """

    id: str
    dimension: str
    by: str
    name: Text
    question: Text
    floor: float
    target: float
    mandatory: bool
    weight: float
    unit: str
    number: bool
    eu: str
    other: str
    of: Where | None
    hits: Where | None
    compared: tuple[Where, Where] | None
    count: Where | None
    median: tuple[Where, str] | None
    ratio: bool = False
    why: Text | None = None

    @property
    def klass(self) -> EvidenceClass:
        return BY[self.by]

    @property
    def counted(self) -> bool:
        """Whether it is a share of events."""
        return self.of is not None and self.hits is not None


@dataclass(frozen=True, kw_only=True)
class Level:
    number: int
    key: str
    name: Text
    gates: tuple[Gate, ...]


@dataclass(frozen=True, kw_only=True)
class Model:
    """One version of the staircase; `volume` and `count` are shares of a body's services.

    `silence`: how many cases were to be expected before their absence is no chance; None: formulas
    of before 2026-3. `weakest`: a dimension is its weakest indicator, not the mean of them, and a
    service that fell silent pulls the figure of its organisation down.
    """

    version: str
    enough: int
    months: int
    volume: float
    count: float
    top: int
    dream_level: int
    dream_share: float
    levels: tuple[Level, ...]
    dimensions: tuple[tuple[str, Text], ...]
    indicators: Mapping[str, Indicator]
    silence: float | None = None
    weakest: bool = False

    @property
    def gates(self) -> tuple[Gate, ...]:
        return tuple(gate for level in self.levels for gate in level.gates)

    def of_dimension(self, key: str) -> tuple[Indicator, ...]:
        return tuple(one for one in self.indicators.values() if one.dimension == key)


def read_model(file: Path) -> Model:
    """Raises LawError with file and line for what cannot be read or names what is not there."""
    part = read(file)
    part.only("version", "dream", "window", "silence", "down_after", "organisation", "levels",
              "dimensions", "dimension_is", "indicators")  # fmt: skip
    indicators = {one.id: one for one in map(_indicator, part.rows("indicators"))}
    levels = tuple(_level(row, indicators) for row in part.rows("levels"))
    if [level.number for level in levels] != list(range(len(levels))):
        raise part.fail("Levels are numbered from 0, without gaps.", "levels")
    if part.need("down_after") != 2:
        raise part.fail("Down after two periods is how the staircase works.", "down_after")
    if part.get("dimension_is", "mean") not in {"mean", "weakest"}:
        raise part.fail("A dimension is the mean or the weakest of its indicators.", "dimension_is")
    window, organisation = part.part("window"), part.part("organisation")
    return Model(
        version=str(part.need("version")),
        enough=int(window.need("enough")),
        months=int(window.need("months")),
        volume=float(organisation.need("volume")),
        count=float(organisation.need("count")),
        top=int(organisation.need("top")),
        dream_level=int(part.part("dream").need("level")),
        dream_share=float(part.part("dream").need("share")),
        levels=levels,
        dimensions=tuple((str(r.need("key")), r.text("name")) for r in part.rows("dimensions")),
        indicators=indicators,
        silence=float(part.part("silence").need("expected")) if "silence" in part else None,
        weakest=part.get("dimension_is", "mean") == "weakest",
    )


_DIMENSION = {"R": "D1", "W": "D2", "P": "D3", "G": "D4", "V": "D5", "I": "D6", "L": "D7", "K": "K"}


_KEYS = (
    "id", "by", "of", "hits", "compared", "count", "median", "better", "floor", "target",
    "mandatory", "weight", "unit", "number", "eu", "other", "name", "question", "ratio", "why",
)  # fmt: skip


def _indicator(row: Part) -> Indicator:
    row.only(*_KEYS)
    key = str(row.need("id"))
    by = str(row.need("by"))
    if by not in BY:
        raise row.fail(f"{by!r} is no source of evidence.", "by")
    of = _where(row.data.get("of"))
    compared = row.part("compared") if "compared" in row else None
    median = row.part("median") if "median" in row else None
    return Indicator(
        id=key,
        dimension=_DIMENSION[key[0]],
        by=by,
        name=row.text("name"),
        question=row.text("question"),
        floor=float(row.get("floor", 0.0)),
        target=float(row.get("target", 1.0)),
        mandatory=bool(row.get("mandatory", False)),
        weight=float(row.get("weight", 1.0)),
        unit=str(row.get("unit", "")),
        number=bool(row.get("number", False)) or "count" in row.data,
        eu=str(row.get("eu", "")),
        other=str(row.get("other", "")),
        of=of,
        hits=_narrowed(of, _where(row.data.get("hits"))),
        compared=_compared(compared) if compared else None,
        count=_where(row.data.get("count")),
        median=_median(median) if median else None,
        ratio=bool(row.get("ratio", False)),
        why=row.optional_text("why"),
    )


def _where(given: Mapping[str, Any] | None) -> Where | None:
    if given is None:
        return None
    return {
        str(field): tuple(value) if isinstance(value, list) else (value,)
        for field, value in given.items()
    }


def _narrowed(of: Where | None, hits: Where | None) -> Where | None:
    """`hits` without an event of its own narrows `of`."""
    if of is None or hits is None or "event" in hits:
        return hits
    return {**of, **hits}


def _compared(part: Part) -> tuple[Where, Where]:
    of = _where(part.need("of")) or {}
    return of, _narrowed(of, _where(part.need("hits"))) or {}


def _median(part: Part) -> tuple[Where, str]:
    where = {k: v for k, v in (_where(part.data) or {}).items() if k != "field"}
    return where, str(part.need("field"))


def _level(row: Part, indicators: Mapping[str, Indicator]) -> Level:
    row.only("level", "key", "name", "gates")
    number = int(row.need("level"))
    gates = []
    for one in row.rows("gates"):
        one.only("key", "indicator", "at_least", "at_most", "wilson", "name")
        if one.need("indicator") not in indicators:
            raise one.fail(f"There is no indicator {one.need('indicator')!r}.", "indicator")
        least = "at_least" in one
        gates.append(
            Gate(
                key=str(one.need("key")),
                level=number,
                indicator=str(one.need("indicator")),
                threshold=float(one.need("at_least" if least else "at_most")),
                least=least,
                wilson=bool(one.get("wilson", False)),
                name=one.text("name"),
            )
        )
    return Level(number=number, key=str(row.need("key")), name=row.text("name"), gates=tuple(gates))
