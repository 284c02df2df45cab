"""The statements of a law of our own, article by article, as regelrecht wants them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from graphlib import TopologicalSorter
from typing import Any

from oogopslag.core.law.checking import names_in
from oogopslag.core.law.regelrecht.translating import GapError, parameter, written
from oogopslag.core.law.subject import Kind
from oogopslag.core.law.tree import Name, Node, Scheme


@dataclass(frozen=True)
class Gap:
    """What could not be written; `name` is the rule or condition, "" for the law itself."""

    name: str
    article: str
    reason: str


@dataclass
class Statement:
    """One output: a rule or a condition. `formula` is None where regelrecht cannot say it."""

    name: str
    kind: Kind
    citation: str
    law: str
    needs: frozenset[str] = frozenset()
    formula: Any = None
    gap: Gap | None = None

    @property
    def article(self) -> str:
        return self.citation.split(",")[0].strip() or "0"


def statements(scheme: Scheme) -> dict[str, Statement]:
    """Rules, conditions and the verdict of a scheme, by name."""
    own = str(scheme.ref.title["nl"])
    found = [_rule(scheme, name, own) for name in scheme.rules]
    for one in scheme.conditions:
        name, law = f"voorwaarde_{one.key}", str(one.law.title["nl"])
        found.append(_of(scheme, Statement(name, "boolean", one.article, law), one.node))
    return {one.name: one for one in (*found, *_verdict(scheme, own))}


def _rule(scheme: Scheme, name: str, law: str) -> Statement:
    rule = scheme.rules[name]
    return _of(scheme, Statement(name, rule.type, rule.article, law), rule.node)


def _of(scheme: Scheme, one: Statement, node: Node) -> Statement:
    try:
        one.formula = written(node)
        one.needs = frozenset(_known(scheme, name) for name in names_in(node))
    except GapError as error:
        one.formula, one.gap = None, Gap(one.name, one.citation, str(error))
    return one


def _known(scheme: Scheme, name: Name) -> str:
    if name.of and name.name in scheme.rules:
        raise GapError(f"{name.of}.{name.name} is a rule asked of somebody else")
    return parameter(name.name, name.of)


def _verdict(scheme: Scheme, law: str) -> Iterator[Statement]:
    names = [f"voorwaarde_{one.key}" for one in scheme.conditions]
    if names:
        all_of = {"operation": "AND", "conditions": [f"${name}" for name in names]}
        first = scheme.conditions[0].article
        yield Statement(scheme.verdict, "boolean", first, law, frozenset(names), all_of)


@dataclass
class Group:
    """The statements of one article, or of articles that need each other, in working order."""

    numbers: tuple[str, ...]
    members: list[Statement] = field(default_factory=list)

    @property
    def number(self) -> str:
        return ", ".join(self.numbers)


def grouped(every: Mapping[str, Statement]) -> list[Group]:
    """By article. Articles in a circle become one: regelrecht fetches before it computes."""
    graph: dict[str, set[str]] = {one.article: set() for one in every.values()}
    for one in every.values():
        needed = {every[name].article for name in one.needs if name in every}
        graph[one.article] |= needed - {one.article}
    groups = {number: frozenset(_reach(graph, number) & _reached_by(graph, number)) | {number}
              for number in graph}  # fmt: skip
    found: dict[frozenset[str], Group] = {}
    for name in _order(every):
        circle = groups[every[name].article]
        numbers = tuple(number for number in graph if number in circle)
        found.setdefault(circle, Group(numbers)).members.append(every[name])
    return list(found.values())


def _order(every: Mapping[str, Statement]) -> list[str]:
    graph = {name: one.needs & every.keys() for name, one in every.items()}
    return list(TopologicalSorter(graph).static_order())


def _reach(graph: Mapping[str, set[str]], start: str) -> set[str]:
    seen: set[str] = set()
    queue = [start]
    while queue:
        for number in graph[queue.pop()] - seen:
            seen.add(number)
            queue.append(number)
    return seen


def _reached_by(graph: Mapping[str, set[str]], end: str) -> set[str]:
    back: dict[str, set[str]] = {number: set() for number in graph}
    for number, needs in graph.items():
        for needed in needs:
            back[needed].add(number)
    return _reach(back, end)
