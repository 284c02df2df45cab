"""Walks the tree of a scheme once and says what must be done to columns."""

from datetime import date
from typing import Generic, Protocol, TypeVar

from oogopslag.core.law.errors import LawError
from oogopslag.core.law.population.brackets import Brackets, brackets
from oogopslag.core.law.population.column import TRUE, Column
from oogopslag.core.law.population.folding import ZERO
from oogopslag.core.law.population.place import Members, Place, Places
from oogopslag.core.law.population.program import Arg
from oogopslag.core.law.scope import Scope
from oogopslag.core.law.subject import FactDictionary, Person
from oogopslag.core.law.tree import Aggregate, Choice, Constant, Name, Node, Operation, Scheme

DEEPEST = 3
"""How many relations a rule may follow one after another: my partner's partner's child."""
V = TypeVar("V")


class NeedsRanges(Exception):
    """Something is unknown of everybody: only ranges can say what follows."""


class Algebra(Protocol[V]):
    """What a rule is read as: exact values with marks, or ranges with bits."""

    def constant(self, value: Column) -> V: ...

    def unknown(self, low: Column, high: Column, paths: tuple[str, ...], rows: Arg) -> V:
        """`rows` are the people of whom it is unknown."""
        ...

    def fact(self, value: Column, low: Column, high: Column, gap: Arg, path: str) -> V: ...

    def operation(self, operator: str, arguments: tuple[V, ...]) -> V: ...

    def choose(self, condition: V, then: V, otherwise: V) -> V: ...

    def steps(self, subject: V, table: Brackets) -> V | None:
        """None when it must be read choice by choice."""
        ...

    def fold(self, kind: str, where: V, value: V | None, members: Members, nobody: Column) -> V:
        """`nobody` is the max or min when nobody counts."""
        ...


class Walk(Generic[V]):
    """One scheme on one day, read in one algebra; each name once per place."""

    def __init__(
        self, scheme: Scheme, on: date, dictionary: FactDictionary, places: Places,
        algebra: Algebra[V],
    ) -> None:  # fmt: skip
        self.scheme, self.on, self.dictionary = scheme, on, dictionary
        self.places, self.algebra = places, algebra
        self._known: dict[tuple[Place, str], V] = {}

    def value(self, node: Node, place: Place) -> V:
        match node:
            case Constant(value):
                return self.algebra.constant(self.places.constant(value))
            case Name(name, of):
                return self.named(name, self._beside(place, of) if of else place)
            case Operation(operator, arguments):
                return self._operation(operator, arguments, place)
            case Choice():
                return self._choice(node, place)
            case Aggregate():
                return self._aggregate(node, place)

    def named(self, name: str, place: Place) -> V:
        if (place, name) not in self._known:
            self._known[place, name] = self._look_up(name, place)
        return self._known[place, name]

    def entitled(self, place: Place) -> V:
        """All conditions of the scheme together."""
        verdict = self.algebra.constant(TRUE)
        for condition in self.scheme.conditions:
            verdict = self.algebra.operation("en", (verdict, self.value(condition.node, place)))
        return verdict

    def _look_up(self, name: str, place: Place) -> V:
        if name in self.scheme.parameters or name == "peildatum":
            return self._whatever(Name(name), place)
        if name in self.scheme.rules:
            return self.value(self.scheme.rules[name].node, place)
        if name == self.scheme.verdict:
            return self.entitled(place)
        kind = self.dictionary[name]
        found, (low, high) = self.places.fact(place, kind), self.places.domain(kind)
        path = place.prefix + name
        if found is None:
            return self.algebra.unknown(low, high, (path,), place.rows)
        return self.algebra.fact(found[0], low, high, found[1], path)

    def _choice(self, node: Choice, place: Place) -> V:
        if table := brackets(node):
            found = self.algebra.steps(self.value(table.subject, place), table)
            if found is not None:
                return found
        parts = (self.value(one, place) for one in (node.condition, node.then, node.otherwise))
        return self.algebra.choose(*parts)

    def _operation(self, operator: str, arguments: tuple[Node, ...], place: Place) -> V:
        values = tuple(self.value(argument, place) for argument in arguments)
        if operator == "leeftijd" and len(values) == 1:
            values = (*values, self.algebra.constant(self.places.constant(self.on)))
        return self.algebra.operation(operator, values)

    def _beside(self, place: Place, relation: str) -> Place:
        self._not_too_deep(place)
        return self.places.one(place, relation)

    def _not_too_deep(self, place: Place) -> None:
        if place.prefix.count(".") >= DEEPEST:
            raise LawError(
                f"{self.scheme.name} follows relations deeper than {DEEPEST}: {place.prefix}",
                file=self.scheme.file,
                line=1,
            )

    def _aggregate(self, node: Aggregate, place: Place) -> V:
        self._not_too_deep(place)
        if place.rows is None or not self.places.known(node.relation):
            return self._whatever(node, place)
        low, high, paths = self._unknown(node, place)
        members = self.places.members(place, node.relation, low, high, paths)
        where = self.algebra.constant(TRUE)
        if node.where is not None:
            where = self.value(node.where, members.place)
        value = self.value(node.expression, members.place) if node.expression else None
        nobody = self.places.constant(node.otherwise.value) if node.otherwise else ZERO
        return self.algebra.fold(node.kind, where, value, members, nobody)

    def _unknown(self, node: Node, place: Place) -> tuple[Column, Column, tuple[str, ...]]:
        """From, to and the questions: what the scalar reader says of somebody nobody knows."""
        span = Scope(self.scheme, self.dictionary, Person(), self.on, place.prefix).value(node)
        ends = self.places.constant(span.low), self.places.constant(span.high)
        return (*ends, tuple(sorted(span.missing)))

    def _whatever(self, node: Node, place: Place) -> V:
        low, high, paths = self._unknown(node, place)
        if not paths:
            return self.algebra.constant(low)
        return self.algebra.unknown(low, high, paths, place.rows)
