"""What schemes need of a population: facts, relations, and the texts they compare with."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from oogopslag.core.law.checking import names_in
from oogopslag.core.law.population.source import Wanted
from oogopslag.core.law.subject import FactDictionary
from oogopslag.core.law.tree import Aggregate, Choice, Constant, Node, Operation, Scheme


def wanted_by(schemes: Sequence[Scheme], dictionary: FactDictionary, latest: date) -> Wanted:
    """Only this is read; `latest` is the last day on which somebody can be born."""
    nodes = [node for scheme in schemes for node in _nodes(scheme)]
    names = {name.name for node in nodes for name in names_in(node)}
    inner = [one for node in nodes for one in _inside(node)]
    relations = {one.relation for one in inner if isinstance(one, Aggregate)}
    relations |= {name.of for node in nodes for name in names_in(node) if name.of}
    texts = {str(one.value) for one in inner if isinstance(one, Constant) and one.type == "string"}
    texts |= {
        str(parameter.value)
        for scheme in schemes
        for parameter in scheme.parameters.values()
        if parameter.type == "string"
    }
    return Wanted(
        frozenset(names & set(dictionary)), frozenset(relations), frozenset(texts), latest
    )


def _nodes(scheme: Scheme) -> Iterator[Node]:
    yield from (rule.node for rule in scheme.rules.values())
    yield from (condition.node for condition in scheme.conditions)


def _inside(node: Node) -> Iterator[Node]:
    yield node
    match node:
        case Operation(_, arguments):
            yield from _all(arguments)
        case Choice(condition, then, otherwise):
            yield from _all((condition, then, otherwise))
        case Aggregate(_, _, expression, where):
            yield from _all(one for one in (expression, where) if one is not None)


def _all(nodes: Iterable[Node]) -> Iterator[Node]:
    for node in nodes:
        yield from _inside(node)
