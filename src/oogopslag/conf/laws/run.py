"""`oogopslag law run FILE OUTPUT`: one value of a law, with its trace."""

import argparse
import json
import sys
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any


def add(kinds: Any) -> None:
    run = kinds.add_parser("run", help="evaluate one output of a law")
    run.add_argument("law", help="the name of a law in content/")
    run.add_argument("output", help="the value that is asked")
    run.add_argument("--facts", type=Path, help="a JSON file with what is known")
    run.add_argument("--on", help="the day, YYYY-MM-DD (today)")
    run.add_argument("--json", action="store_true", help="print {value, type, unit, trace}")
    run.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> int:
    from oogopslag.conf.config import load
    from oogopslag.core.law import LawError, Person, derive, read_library

    try:
        on = date.fromisoformat(args.on) if args.on else date.today()
        library = read_library(load().content)
        data = json.loads(args.facts.read_text()) if args.facts else {}
        if not isinstance(data, dict):
            raise ValueError("The facts must be one JSON object with names and values.")
        person = Person.from_json(data, library.types)
        derived = derive(library, args.law, args.output, person, on)
    except (LawError, ValueError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    _print(derived, as_json=args.json)
    return 0


def _print(derived: Any, *, as_json: bool) -> None:
    trace = [
        {
            "name": step.name,
            "value": _plain(step.span.low) if step.span.decided else None,
            "low": _plain(step.span.low),
            "high": _plain(step.span.high),
            "origin": step.origin,
            "article": step.article,
        }
        for step in derived.trace
    ]
    answer = {
        "value": _plain(derived.value),
        "type": derived.type,
        "unit": derived.unit,
        "low": _plain(derived.low),
        "high": _plain(derived.high),
        "missing": list(derived.missing),
        "given": list(derived.given),
        "trace": trace,
    }
    if as_json:
        print(json.dumps(answer, ensure_ascii=False, indent=2))
        return
    known = derived.value is not None
    print(_plain(derived.value) if known else f"between {answer['low']} and {answer['high']}")
    for step in trace:
        value = step["value"] if step["value"] is not None else f"{step['low']} – {step['high']}"
        print(f"  {step['name']} = {value}  [{step['origin']} {step['article']}]")
    if derived.missing:
        print(f"  missing: {', '.join(derived.missing)}")


def _plain(value: Any) -> Any:
    if isinstance(value, Fraction):
        return int(value) if value.denominator == 1 else float(value)
    return value.isoformat() if isinstance(value, date) else value
