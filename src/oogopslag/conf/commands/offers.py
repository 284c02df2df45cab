"""`oogopslag offers`: run this month's sweep to its end, or make up outcomes in a demonstration."""

import argparse
import sys
import time
from typing import Any


def add(verbs: Any) -> None:
    parser = verbs.add_parser("offers", help="offer what the law gives to who does not use it")
    kinds = parser.add_subparsers(title="what", required=True, metavar="WHAT")
    sweep = kinds.add_parser("sweep", help="look at everybody, where the law allows it")
    sweep.set_defaults(run=_sweep)
    plant = kinds.add_parser("plant", help="make up outcomes (demonstration only)")
    plant.add_argument("--wrong", type=float, default=0.04, help="the share of wrong ones (0.04)")
    plant.add_argument("--seed", type=int, default=1)
    plant.set_defaults(run=_plant)


def _sweep(args: argparse.Namespace) -> int:
    from oogopslag.conf import database

    database.ready()
    from oogopslag.possibilities import actions, queries

    start, seen = time.perf_counter(), 0
    while looked := actions.sweep():
        seen += looked
        print(f"\r{seen} residents", end="", file=sys.stderr)
    print(file=sys.stderr)
    for slug, number in sorted(queries.offers_made().items()):
        print(f"{slug}: {number} offers this month")
    print(f"{seen} residents in {time.perf_counter() - start:.1f} s")
    return 0


def _plant(args: argparse.Namespace) -> int:
    from oogopslag.conf import database

    database.ready()
    from oogopslag.possibilities.planting import NoDemonstration, plant_results

    if not 0 <= args.wrong <= 1:
        print("--wrong is a share between 0 and 1.", file=sys.stderr)
        return 2
    try:
        made, wrong = plant_results(args.wrong, args.seed)
    except NoDemonstration as error:
        print(error, file=sys.stderr)
        return 2
    print(f"{made} made-up outcomes, {wrong} of them wrong; the page says that they are made up.")
    return 0
