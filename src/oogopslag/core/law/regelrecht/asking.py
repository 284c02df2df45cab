"""One output of one law file: the value with its type, unit and trace."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from oogopslag.core.law.errors import LawError
from oogopslag.core.law.regelrecht.checks import faults
from oogopslag.core.law.regelrecht.corpus import Corpus, read_corpus
from oogopslag.core.law.regelrecht.reading import read_law
from oogopslag.core.law.regelrecht.running import Run
from oogopslag.core.law.regelrecht.slicing import slice_for
from oogopslag.core.law.regelrecht.tree import Article, Law
from oogopslag.core.law.regelrecht.values import Unknown, Value


@dataclass(frozen=True, kw_only=True)
class Answer:
    """Money in eurocent. `trace` holds each step with name, value, origin, law and article.

    `missing` names the facts without which the value is not known.
    """

    value: Any
    type: str
    unit: str | None
    trace: tuple[Mapping[str, Any], ...]
    missing: tuple[str, ...] = ()


def ask(file: Path, output: str, facts: Mapping[str, Value], on: date) -> Answer:
    """The output of a law in a file on a day, with the other laws of its tree beside it.

    A fact that the law would derive counts as known. Raises LawError for a law that is wrong, is
    not in force, lacks a fact, or does not know a fact; OSError for a file that is not there.
    """
    law = read_law(file)
    if wrong := faults(law):
        raise LawError(" ".join(wrong))
    corpus = read_corpus(_beside(file))
    if against := corpus.contradiction(law.id):
        raise LawError(against, file=file, line=1)
    _known_names(corpus, law, facts)
    article = law.producing(output)
    if article is None:
        raise LawError(f"Output '{output}' not found in law '{law.id}'.", file=file, line=1)
    known = {name: value for name, value in facts.items() if name not in _parameters(law)}
    sliced = _with(law, slice_for(article, output, frozenset(known)))
    run = Run(corpus.only(sliced), on, known=known)
    found = run.evaluate(law.id, [output], facts)
    return _answer(article, output, found.outputs[output], run)


def _beside(file: Path) -> Iterator[Path]:
    """The regulations a law stands among; else the files of its own folder."""
    for folder in file.resolve().parents:
        if folder.name == "regulation":
            return folder.rglob("*.yaml")
    return file.parent.glob("*.yaml")


def _with(law: Law, article: Article) -> Law:
    articles = tuple(article if one.number == article.number else one for one in law.articles)
    return replace(law, articles=articles)


def _parameters(law: Law) -> set[str]:
    return {one.name for article in law.articles for one in article.parameters}


def _known_names(corpus: Corpus, law: Law, facts: Mapping[str, Value]) -> None:
    every = [law, *(one for name in corpus.ids() for one in corpus.versions(name))]
    names = {name for one in every for article in one.articles for name in _names(article)}
    for name in facts:
        if name not in names:
            raise LawError(f"No law here knows a fact named {name!r}.", file=law.file, line=1)


def _names(article: Article) -> Iterator[str]:
    yield from (one.name for one in (*article.parameters, *article.outputs))
    yield from (one.name for one in article.inputs)
    yield from (one.field.name for one in article.open_terms)
    yield from (one.output for one in article.actions)


def _answer(article: Article, output: str, value: Value, run: Run) -> Answer:
    field = article.gives(output)
    assert field is not None  # noqa: S101 -- producing() found it by this name
    unit = field.unit or ("eurocent" if field.type == "amount" else None)
    if field.type == "amount" and unit == "euro" and isinstance(value, int | Decimal):
        value, unit = value * 100, "eurocent"
    trace = tuple(
        {
            "name": step.name,
            "value": plain(step.value),
            "origin": step.origin,
            "law": step.law,
            "article": step.article,
            "depth": step.depth,
        }
        for step in run.trace.steps
    )
    missing = tuple(sorted(value.facts)) if isinstance(value, Unknown) else ()
    return Answer(value=plain(value), type=field.type, unit=unit, trace=trace, missing=missing)


def plain(value: Value) -> Any:
    """A value as JSON has it; a whole decimal as a whole number, what is unknown as nothing."""
    if isinstance(value, Unknown):
        return None
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, list):
        return [plain(one) for one in value]
    return {name: plain(one) for name, one in value.items()} if isinstance(value, dict) else value
