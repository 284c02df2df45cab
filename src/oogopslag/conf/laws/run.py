"""`oogopslag law run LAW OUTPUT`: one value of a law, with its trace.

LAW is the name of a law in content/, or a file: one of our own form or of regelrecht.
"""

import argparse
import json
import sys
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from oogopslag.conf import given

if TYPE_CHECKING:
    from oogopslag.core.law import Library, Person

from oogopslag.conf.arguments import day, existing_file
from oogopslag.conf.mishaps import sentence_of


def add(kinds: Any) -> None:
    run = kinds.add_parser("run", help="evaluate one output of a law")
    run.add_argument("law", help="the name of a law in content/, or a file")
    run.add_argument("output", help="the value that is asked")
    run.add_argument("--facts", type=existing_file, help="a JSON file with what is known")
    run.add_argument("--on", type=day, help="the day, YYYY-MM-DD (today)")
    run.add_argument("--json", action="store_true", help="print {value, type, unit, trace}")
    run.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> int:
    from oogopslag.core.law import LawError

    try:
        on = args.on or date.today()
        answer = _answer(args.law, args.output, given.read(args.facts), on)
    except (LawError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2
    except OSError as error:
        print(sentence_of(error), file=sys.stderr)
        return 2
    _print(answer, as_json=args.json)
    return 0


def _answer(law: str, output: str, facts: given.Given, on: date) -> dict[str, Any]:
    from oogopslag.core.law import LawError
    from oogopslag.core.law.regelrecht import ask, is_regelrecht
    from oogopslag.core.law.regelrecht.document import read

    file = Path(law)
    if not law.strip():
        raise LawError("Name a law of content/, or a file.")
    if not file.suffix and not file.exists():
        return _own(law, output, facts, on, None)
    if not is_regelrecht(read(file)):
        return _own(law, output, facts, on, file)
    found = ask(file, output, facts.data, on)
    answer = {
        "value": found.value,
        "type": found.type,
        "unit": found.unit,
        "trace": [dict(step) for step in found.trace],
    }
    return {**answer, "missing": list(found.missing)} if found.missing else answer


def _own(law: str, output: str, facts: given.Given, on: date, file: Path | None) -> dict[str, Any]:
    """A law of our own form: of content/ by name, or one file with the facts of content/."""
    from oogopslag.conf.config import load
    from oogopslag.core.law import derive, read_library
    from oogopslag.core.law.library import read_alone

    content = load().content
    library = read_alone(file, content) if file else read_library(content)
    name = library.names()[0] if file else law
    person = _person(facts, library, name, on)
    derived = derive(library, name, output, person, on)
    _of_this_year(library, name, on, derived.missing)
    return {
        "value": _plain(derived.value),
        "type": derived.type,
        "unit": derived.unit,
        "low": _plain(derived.low),
        "high": _plain(derived.high),
        "missing": list(derived.missing),
        "given": list(derived.given),
        "trace": [_step(step) for step in derived.trace],
    }


def _person(facts: given.Given, library: "Library", law: str, on: date) -> "Person":
    """Who the facts are about. Raises LawError for what no law knows or what cannot be."""
    from oogopslag.core.law import Person
    from oogopslag.core.law.plausible import impossible, underivable

    try:
        person = Person.from_json(facts.data, library.types)
    except ValueError as error:
        raise facts.fail(str(error)) from None
    sentence = impossible(person, on, library.dictionary)
    if sentence := sentence or underivable(person, library.scheme(law, on), library.dictionary, on):
        raise facts.fail(sentence)
    return person


def _of_this_year(library: "Library", name: str, on: date, missing: tuple[str, ...]) -> None:
    """Raises LawError when the value waits for figures of a year that are not stated yet."""
    from oogopslag.core.law import LawError
    from oogopslag.core.law.finding import UNSTATED
    from oogopslag.core.law.scope import LACKING

    if f"{LACKING}{UNSTATED}{on.year}" in missing:
        newest = library.schemes[name][-1]
        sentence = (
            f"The last figures of {name} here are of {newest.valid_from}: none for {on.year}."
        )
        raise LawError(sentence, file=newest.file, line=1)


def _step(step: Any) -> dict[str, Any]:
    return {
        "name": step.name,
        "value": _plain(step.span.low) if step.span.decided else None,
        "low": _plain(step.span.low),
        "high": _plain(step.span.high),
        "origin": step.origin,
        "article": step.article,
    }


def _print(answer: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(answer, ensure_ascii=False, indent=2))
        return
    print(_said(answer))
    for step in answer["trace"]:
        indent = "  " * (step.get("depth", 0) + 1)
        source = f"{step['origin']} {step['article']}".strip()
        print(f"{indent}{step['name']} = {_said(step)}  [{source}]")
    if answer.get("missing"):
        print(f"  missing: {', '.join(answer['missing'])}")


def _said(answer: dict[str, Any]) -> Any:
    """The value, or what is known of it; yes and no as JSON writes them."""
    value = answer["value"]
    if value is None and isinstance(answer.get("low"), bool):
        return "undetermined"
    if value is None and "low" in answer:
        return f"between {answer['low']} and {answer['high']}"
    if isinstance(value, bool):
        return json.dumps(value)
    return "unknown" if value is None and answer.get("missing") else value


def _plain(value: Any) -> Any:
    if isinstance(value, Fraction):
        return int(value) if value.denominator == 1 else float(value)
    return value.isoformat() if isinstance(value, date) else value
