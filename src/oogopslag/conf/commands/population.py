"""`oogopslag population make`: fictional people in a Parquet file, for sweeps over laws."""

import argparse
import sys
import time
from typing import Any

from oogopslag.conf.arguments import at_least_one, writable
from oogopslag.conf.mishaps import sentence_of


def add(verbs: Any) -> None:
    parser = verbs.add_parser("population", help="make people for sweeps over laws")
    kinds = parser.add_subparsers(title="what", required=True, metavar="WHAT")
    make = kinds.add_parser("make", help="a population of fictional people as Parquet")
    make.add_argument("--size", type=at_least_one, required=True, help="how many people")
    make.add_argument("--seed", type=int, default=1, help="the same seed, the same people (1)")
    make.add_argument("--out", type=writable, required=True, help="the Parquet file to write")
    make.add_argument(
        "--missing", type=float, default=0, help="per cent of the values that nobody knows (0)"
    )
    make.set_defaults(run=_make)


def _make(args: argparse.Namespace) -> int:
    from oogopslag.conf.config import load
    from oogopslag.core.law import LawError, read_library
    from oogopslag.core.law.population.making import people
    from oogopslag.core.law.population.margins import read_margins
    from oogopslag.core.law.population.writing import write

    if not 0 <= args.missing <= 100 or args.seed < 0:
        print("Ask for a seed from 0, and 0 to 100 per cent missing.", file=sys.stderr)
        return 2
    start = time.perf_counter()
    try:
        content = load().content
        dictionary = read_library(content).dictionary
        margins = read_margins(content / "population")
        batches = people(
            margins, dictionary, size=args.size, seed=args.seed, missing=args.missing / 100
        )
        rows = write(batches, args.out)
    except (LawError, OSError, ValueError) as error:
        print(sentence_of(error), file=sys.stderr)
        return 2
    print(f"{rows} fictional people, seed {args.seed}, {time.perf_counter() - start:.1f} s.")
    return 0
