"""Examples of a service: people with an answer that is known from outside the engine."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from oogopslag.catalogue.service import Service
from oogopslag.core.law import Library, Person, Verdict, evaluate
from oogopslag.core.law.document import Part, read
from oogopslag.core.law.errors import LawError
from oogopslag.core.law.plausible import impossible
from oogopslag.core.law.words import money

_KEYS = ("title", "on", "facts", "verdict", "amount", "missing", "lacking", "why_not")


@dataclass(frozen=True, kw_only=True)
class Example:
    """What the law must say of a person on a day; `amount` in cents, None when not stated.

    `missing`, `lacking` and `why_not` are None when the example does not state them.
    """

    title: str
    on: date
    person: Person
    verdict: Verdict
    amount: int | None
    missing: tuple[str, ...] | None
    lacking: tuple[str, ...] | None
    why_not: tuple[str, ...] | None
    file: Path
    line: int


def read_examples(folder: Path, library: Library) -> tuple[Example, ...]:
    """The examples in the folder of a service. Raises LawError with file and line."""
    root = read(folder / "examples.yaml")
    root.only("examples")
    found = tuple(_example(row, library) for row in root.rows("examples"))
    if not found:
        raise root.fail("There are no examples: state at least three answers from outside.")
    return found


def differences(example: Example, service: Service, library: Library) -> Iterator[str]:
    """In what the law says something else, in sentences. Raises LawError with its place."""
    try:
        scheme = library.scheme(service.scheme, example.on)
    except LawError as error:
        raise LawError(error.sentence, file=example.file, line=example.line) from None
    found = evaluate(scheme, example.person, example.on, library.dictionary)
    if found.verdict != example.verdict:
        yield f"the law says {found.verdict}, the example {example.verdict}"
    if example.amount is not None and (found.amount_low, found.amount_high) != (
        example.amount,
        example.amount,
    ):
        yield f"the law gives {_said(found.amount_high)}, the example {_said(example.amount)}"
    for name in ("missing", "lacking", "why_not"):
        stated = getattr(example, name)
        if stated is not None and stated != getattr(found, name):
            told = ", ".join(getattr(found, name)) or "nothing"
            yield f"{name} is {told}, in the example {', '.join(stated) or 'nothing'}"


def _said(amount: int | None) -> str:
    return "no amount" if amount is None else money(amount, "en")


def _example(row: Part, library: Library) -> Example:
    row.only(*_KEYS)
    verdict, on = row.word("verdict"), row.day("on")
    if verdict not in set(Verdict):
        raise row.fail(f"A verdict is one of: {', '.join(Verdict)}.", "verdict")
    facts = row.part("facts")
    try:
        person = Person.from_json(_plain(facts.data), library.types)
    except ValueError as error:
        raise row.fail(str(error), "facts") from None
    if sentence := impossible(person, on, library.dictionary):
        raise row.fail(sentence, "facts")
    return Example(
        title=row.word("title"),
        on=on,
        person=person,
        verdict=Verdict(verdict),
        amount=row.count("amount") if "amount" in row else None,
        missing=_names(row, "missing"),
        lacking=_names(row, "lacking"),
        why_not=_names(row, "why_not"),
        file=row.file,
        line=row.line,
    )


def _names(row: Part, key: str) -> tuple[str, ...] | None:
    return tuple(row.words(key)) if key in row else None


def _plain(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts as JSON would hold them: a day without quotes is a day all the same."""
    return {str(name): _value(value) for name, value in facts.items()}


def _value(value: Any) -> Any:
    if isinstance(value, dict):
        return _plain(value)
    if isinstance(value, list):
        return [_value(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value
