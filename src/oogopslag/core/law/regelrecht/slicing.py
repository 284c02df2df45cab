"""Only the part of an article that one output needs, so that nothing else has to be known."""

from collections.abc import Iterator
from dataclasses import replace

from oogopslag.core.law.regelrecht.tree import Action, Article, Operand, Operation, Reference


def needed(article: Article, outputs: set[str]) -> tuple[Action, ...]:
    """The actions that lead to some outputs, in the order of the article."""
    reached = set(outputs)
    queue = list(outputs)
    while queue:
        for name in _needs(article, queue.pop(), frozenset()):
            if name not in reached:
                reached.add(name)
                queue.append(name)
    return tuple(one for one in article.actions if one.output in reached)


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
    """Every name an expression refers to."""
    if isinstance(operand, Reference):
        yield operand.name
    if isinstance(operand, Operation):
        cases = (part for case in operand.cases for part in (case.when, case.then))
        for part in (*operand.values, *operand.named.values(), *cases):
            yield from names_in(part)
