"""`oogopslag rotate`: puts everything that is kept encrypted under the newest key."""

import argparse
import sys
from typing import Any


def add(verbs: Any) -> None:
    parser = verbs.add_parser(
        "rotate",
        help="encrypt everything anew with the first key of OOGOPSLAG_BSN_KEYS",
        description=(
            "Encrypts BSNs, secrets of webhooks and rows that wait with the first key of "
            "OOGOPSLAG_BSN_KEYS. Put the new key before the old ones, restart, run this, and take "
            "the old ones away. It may be stopped and run again while people work."
        ),
    )
    parser.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> int:
    from oogopslag.conf import database

    database.ready()
    from oogopslag.delivery import actions as delivery
    from oogopslag.inbox import actions as inbox
    from oogopslag.people import actions as people
    from oogopslag.people.errors import UnknownKey

    try:
        residents = people.rotate_keys()
        others = delivery.rotate_keys() + inbox.rotate_keys()
    except UnknownKey:
        print(
            "Something is encrypted with a key that OOGOPSLAG_BSN_KEYS does not hold: put that key "
            "back behind the first one and run this again. Nothing was lost.",
            file=sys.stderr,
        )
        return 1
    print(
        f"{residents} BSNs and {others} other secrets are under the first key. "
        "The other keys of OOGOPSLAG_BSN_KEYS can go."
    )
    return 0
