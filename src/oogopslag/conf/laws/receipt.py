"""`oogopslag law receipt NUMBER`: the engine's receipt of a case, to keep or to replay."""

import argparse
import sys
from typing import Any


def add(kinds: Any) -> None:
    parser = kinds.add_parser("receipt", help="print the engine's receipt of a case")
    parser.add_argument("number", help="the number of the case")
    parser.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> int:
    from oogopslag.conf import database

    database.ready()
    from oogopslag.cases import queries
    from oogopslag.cases.errors import UnknownCase

    try:
        kept = queries.receipt_of(args.number)
    except UnknownCase:
        print(f"There is no case {args.number}, or it has no receipt.", file=sys.stderr)
        return 2
    sys.stdout.buffer.write(kept)
    return 0
