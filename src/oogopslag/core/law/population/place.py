"""Where a rule is read: for each person of the block, for their partner, for their children."""

from dataclasses import dataclass
from datetime import date

from oogopslag.core.law.population.calendar import number_of
from oogopslag.core.law.population.column import Column, Columns, constant
from oogopslag.core.law.population.people import Shape
from oogopslag.core.law.population.program import Arg, Builder
from oogopslag.core.law.subject import FactKind


@dataclass(frozen=True)
class Place:
    """`rows` are the people that are meant; None: somebody of whom nothing is known.

    `absent` says for whom there is nobody (None: there is somebody for each). `prefix` is how a
    missing fact is named from here: "partner." or "kinderen[].".
    """

    prefix: str = ""
    rows: Arg = None
    absent: Arg = None


@dataclass(frozen=True)
class Members:
    """The members of a relation: their place, and where each person's begin.

    `gap` says for whom they are unknown; what follows then lies from `low` to `high`, and `paths`
    names the questions.
    """

    place: Place
    starts: Arg
    gap: Arg
    paths: tuple[str, ...]
    low: Column
    high: Column


class Places:
    """Goes from one place to another and loads facts there."""

    def __init__(self, builder: Builder, columns: Columns, shape: Shape) -> None:
        self.builder, self.columns, self.shape = builder, columns, shape
        self._codes = {text: code for code, text in enumerate(shape.texts)}

    def everybody(self) -> Place:
        return Place(rows=self.builder.emit("rows"))

    def one(self, place: Place, relation: str) -> Place:
        """The first member of a relation of each."""
        prefix = f"{place.prefix}{relation}."
        if place.rows is None or not self.known(relation):
            return Place(prefix)
        rows = self.builder.emit("one", place.rows, relation)
        absent: Arg = self.builder.emit("lt", rows, 0)
        if place.absent is not None:
            absent = self.builder.emit("or", absent, place.absent)
        return Place(prefix, self.builder.emit("present", rows), absent)

    def known(self, relation: str) -> bool:
        """Whether anything tells who belongs to whom."""
        return relation in self.shape.relations

    def members(
        self, place: Place, relation: str, low: Column, high: Column, paths: tuple[str, ...]
    ) -> Members:
        """Of a known relation, at a place with rows."""
        emit, rows = self.builder.emit, place.rows
        gap: Arg = emit("unrelated", rows, relation) if self.shape.relations[relation] else None
        if place.absent is not None:
            gap = place.absent if gap is None else emit("or", gap, place.absent)
        inside = Place(f"{place.prefix}{relation}[].", emit("members", rows, relation))
        return Members(inside, emit("starts", rows, relation), gap, paths, low, high)

    def fact(self, place: Place, kind: FactKind) -> tuple[Column, Arg] | None:
        """The fact and for whom it is unknown; None when it is unknown of everybody."""
        if place.rows is None or kind.name not in self.shape.facts:
            return None
        scale, gaps = self.shape.facts[kind.name]
        low, high = self.domain(kind)
        gap: Arg = self.builder.emit("absent", place.rows, kind.name) if gaps else None
        if place.absent is not None:
            gap = place.absent if gap is None else self.builder.emit("or", gap, place.absent)
        raw = self.builder.emit("load", place.rows, kind.name)
        return Column(raw, low.low, high.high, scale), gap

    def domain(self, kind: FactKind) -> tuple[Column, Column]:
        """The least and most a fact can be."""
        match kind.type:
            case "boolean":
                return constant(False), constant(True)
            case "string":
                return constant(-1), constant(len(self.shape.texts))
        return self.constant(kind.low), self.constant(kind.high)

    def constant(self, value: object) -> Column:
        match value:
            case str():
                # The last text of the scalar reader stands above all others here too.
                beyond = len(self.shape.texts)
                return constant(self._codes.get(value, beyond) if value else -1)
            case date():
                return constant(number_of(value))
        return constant(value)  # type: ignore[arg-type]  # what is left is a flag or a number
