"""`oogopslag bounce < REPORT`: takes in mail that came back, for a mail server to pipe it to."""

import argparse
import sys
from typing import Any


def add(verbs: Any) -> None:
    parser = verbs.add_parser("bounce", help="take in a mail that came back, from standard input")
    parser.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> int:
    """Always 0: a mail server must not bounce a bounce."""
    import django

    django.setup()
    from oogopslag.delivery import actions

    known = actions.came_back(sys.stdin.buffer.read())
    print("The address is marked; the next way follows." if known else "Not about our mail.")
    return 0
