"""`oogopslag glance BSN [--on DATE] [--json]`: what the app would show this person."""

import argparse
import json
import sys
from datetime import date
from typing import Any


def add(verbs: Any) -> None:
    parser = verbs.add_parser("glance", help="show what a person can get, with reasons")
    parser.add_argument("bsn", help="the BSN, nine digits")
    parser.add_argument("--on", help="the day, YYYY-MM-DD (today)")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--lang", choices=["nl", "en"], default="nl", help="language (nl)")
    parser.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> int:
    from oogopslag.core.values import Bsn, InvalidValue

    try:
        bsn = Bsn.parse(args.bsn)
        on = date.fromisoformat(args.on) if args.on else None
    except InvalidValue as error:
        print(error, file=sys.stderr)
        return 2
    except ValueError:
        print(f"{args.on} is not a date that exists: write it as YYYY-MM-DD.", file=sys.stderr)
        return 2
    return _show(args, bsn, on)


def _show(args: argparse.Namespace, bsn: Any, on: date | None) -> int:
    from oogopslag.conf import database

    database.ready()
    from django.utils import translation

    from oogopslag.core.law import LawError
    from oogopslag.facts import queries as facts
    from oogopslag.people.errors import PeopleError
    from oogopslag.possibilities.glance import glance

    translation.activate("en")
    try:
        found = glance(bsn, on or facts.today(), args.lang)
    except (PeopleError, LawError) as error:
        print(error, file=sys.stderr)
        return 2
    if args.json:
        print(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        _print(found)
    return 0


def _print(found: dict[str, Any]) -> None:
    if found["deceased_on"]:
        print(f"This person died on {found['deceased_on']}: nothing is computed.")
    for source in found["failed_sources"]:
        print(f"! {source} did not answer: what it knows may be missing or old.")
    if found["unknown_on"]:
        print(f"! No law of this day is held for: {', '.join(found['unknown_on'])}.")
    for one in found["possibilities"]:
        print(f"{one['service']:<34} {one['verdict']:<9} {_amount(one)}".rstrip())
        marks = {True: "✓", False: "✗", None: "?"}
        for reason in one["reasons"]:
            print(f"    {marks[reason['holds']]} {reason['text']} ({reason['article']})")
        if one["missing"]:
            print(f"    missing: {', '.join(one['missing'])}")


def _amount(one: dict[str, Any]) -> str:
    """€129 a month, or from which to which when something is not known."""
    from oogopslag.core.law.words import money

    low, high = one["amount_low"], one["amount_high"]
    if high is None:
        return ""
    much = money(high, "en") if low == high else f"{money(low, 'en')} to {money(high, 'en')}"
    return f"{much} {'once' if one['period'] == 'once' else 'a ' + one['period']}"
