"""`oogopslag law features DIR`: scenarios of regelrecht, with the laws beside them."""

import argparse
import sys
from collections import Counter
from pathlib import Path
from typing import Any


def add(kinds: Any) -> None:
    features = kinds.add_parser("features", help="run regelrecht scenarios with their laws")
    features.add_argument("folder", type=Path, metavar="DIR", help="a tree of .feature and .yaml")
    features.add_argument("--verbose", action="store_true", help="name every scenario")
    features.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> int:
    """0 when nothing failed, 1 when something did, 2 when something could not be asked."""
    from oogopslag.core.law.regelrecht import run_features

    if not args.folder.is_dir():
        print(f"{args.folder} is not a folder.", file=sys.stderr)
        return 2
    refused, scenarios = run_features(args.folder)
    for error in refused:
        print(f"refused: {error}", file=sys.stderr)
    counted: Counter[str] = Counter()
    for told in scenarios:
        counted[told.verdict] += 1
        if args.verbose or told.verdict != "passed":
            print(f"{told.verdict}: {told.name}")
        if told.message:
            print(f"  {told.place}: {told.message}")
    if not counted:
        print(f"There are no .feature files in {args.folder}.", file=sys.stderr)
    failed = counted["failed"] + counted["refused"]
    print(f"{counted['passed']} passed, {failed} failed, {counted['skipped']} skipped")
    return 2 if counted["refused"] or not counted else int(failed > 0)
