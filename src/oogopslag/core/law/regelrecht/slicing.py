"""Only the part of an article that one output needs, so that nothing else has to be known."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from graphlib import CycleError, TopologicalSorter

from oogopslag.core.law.regelrecht.errors import RunError
from oogopslag.core.law.regelrecht.tree import Action, Article, Operand, Operation, Reference


def needed(
    article: Article, outputs: Iterable[str], beside: Mapping[str, Iterable[str]]
) -> tuple[Action, ...]:
    """The actions that lead to some outputs, each after those that it reads.

    What nothing orders stays in the order of the article. `beside` says what an output needs
    besides what its actions read. Raises RunError for outputs that need each other.
    """
    reads = {
        one.output: {*_needs(article, one.output, frozenset()), *beside.get(one.output, ())}
        for one in article.actions
    }
    reached = set(outputs) & reads.keys()
    queue = list(reached)
    while queue:
        new = (reads[queue.pop()] & reads.keys()) - reached
        reached |= new
        queue += new
    graph = {name: (reads[name] & reached) - {name} for name in reads if name in reached}
    try:
        order = list(TopologicalSorter(graph).static_order())
    except CycleError as error:
        circle = " needs ".join(f"'{name}'" for name in reversed(error.args[1]))
        raise RunError(f"Circular reference detected: output {circle}.") from None
    return tuple(one for name in order for one in article.actions if one.output == name)


def slice_for(article: Article, output: str, known: frozenset[str]) -> Article:
    """The same article with the actions, inputs and open terms that lead to an output.

    What is `known` needs nothing. Hooks only stay when a name could come from one of them.
    """
    needed = {output}
    queue = [output]
    while queue:
        for name in _needs(article, queue.pop(), known):
            if name not in needed:
                needed.add(name)
                queue.append(name)
    return replace(
        article,
        character=article.character if needed - _own(article) else "",
        actions=tuple(one for one in article.actions if one.output in needed),
        inputs=tuple(one for one in article.inputs if one.name in needed),
        open_terms=tuple(one for one in article.open_terms if one.field.name in needed),
    )


def _own(article: Article) -> set[str]:
    """The names that an article has itself."""
    fields = (*article.parameters, *(term.field for term in article.open_terms))
    return {
        "referencedate",
        *article.definitions,
        *(one.name for one in fields),
        *(one.name for one in article.inputs),
        *(one.output for one in article.actions),
    }


def _needs(article: Article, name: str, known: frozenset[str]) -> Iterator[str]:
    if name in known:
        return
    for action in article.actions:
        if action.output == name:
            yield from names_in(action.operand)
    for one in article.inputs:
        if one.name == name:
            passed = one.parameters.values()
            yield from (value.name for value in passed if isinstance(value, Reference))


def names_in(operand: Operand) -> Iterator[str]:
    """Every name an expression refers to; what a FOREACH calls its member is none of them."""
    if isinstance(operand, Reference):
        yield operand.name
    if isinstance(operand, Operation):
        member = operand.words.get("as")
        cases = (part for case in operand.cases for part in (case.when, case.then))
        named = (part for key, part in operand.named.items() if key != "collection")
        for part in (*operand.values, *named, *cases):
            yield from (name for name in names_in(part) if name != member)
        if "collection" in operand.named:
            yield from names_in(operand.named["collection"])
