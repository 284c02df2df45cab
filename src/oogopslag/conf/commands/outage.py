"""`oogopslag outage`: writes down an outage of the digital entrance; the worker moves terms."""

import argparse
from datetime import datetime
from typing import Any

from oogopslag.conf.arguments import Refused


def add(verbs: Any) -> None:
    parser = verbs.add_parser("outage", help="write down an outage: terms that ended in it move")
    parser.add_argument("--since", required=True, help="2026-03-02T09:00, Amsterdam time")
    parser.add_argument("--until", required=True, help="2026-03-02T15:30, Amsterdam time")
    parser.add_argument("--organisation", default="", help="its name here; none: all of us")
    parser.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> int:
    from oogopslag.conf import database

    database.ready()
    from oogopslag.inbox import actions
    from oogopslag.inbox.errors import WrongOutage
    from oogopslag.people import queries as people

    since, until = _moment(args.since), _moment(args.until)
    organisation = people.organisation_or_none(args.organisation) if args.organisation else None
    if args.organisation and organisation is None:
        raise Refused(f"There is no organisation {args.organisation} here. Nothing was stored.")
    try:
        actions.record_outage(organisation, since=since, until=until)
    except WrongOutage as error:
        raise Refused(str(error)) from error
    print("Written down. The worker moves the terms and tells the residents.")
    return 0


def _moment(text: str) -> datetime:
    from django.utils import timezone

    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise Refused(f"{text} is no moment; write 2026-03-02T09:00.") from None
    return found if found.tzinfo else timezone.make_aware(found)
