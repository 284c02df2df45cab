"""What is wrong with a law before it runs: its units clash, or it goes round in circles."""

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from oogopslag.core.law.errors import LawError
from oogopslag.core.law.regelrecht.tree import Article, Law


def faults(law: Law) -> tuple[str, ...]:
    """Everything that is wrong within one law, each as `file:line: sentence`."""
    actions = (one for article in law.articles for one in _actions(article))
    return (*(fault for fault in actions if fault), *_circles(law))


def _actions(article: Article) -> Iterator[str]:
    yield from (one.fault for one in article.actions)
    for term in article.open_terms:
        yield from (one.fault for one in term.default or ())


def _circles(law: Law) -> Iterator[str]:
    """Articles that need each other: an article fetches all its inputs before it acts."""
    graph: dict[str, set[str]] = {article.number: set() for article in law.articles}
    lines: dict[tuple[str, str], int] = {}
    for article in law.articles:
        for one in article.inputs:
            giver = law.producing(one.output) if one.regulation in {"", law.id} else None
            if giver is not None and not (one.regulation and one.parameters):
                graph[article.number].add(giver.number)
                lines[article.number, giver.number] = one.field.line
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        circle = list(reversed(error.args[1]))
        line = lines.get((circle[0], circle[1]), 1)
        sentence = f"'{law.id}' refers to itself: article {' needs article '.join(circle)}."
        yield str(LawError(sentence, file=law.file, line=line))
