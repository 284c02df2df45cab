"""`oogopslag paper …`: compile the guides of paper forms, propose one for a PDF."""

import argparse
import sys
from pathlib import Path
from typing import Any


def add(verbs: Any) -> None:
    parser = verbs.add_parser("paper", help="guides of paper forms for the camera")
    kinds = parser.add_subparsers(title="what", required=True, metavar="WHAT")
    make = kinds.add_parser("compile", help="turn forms and guides into signed packs")
    make.add_argument("--out", type=Path, help="folder for the packs (the data folder's packs/)")
    make.set_defaults(run=_compile)


def _compile(args: argparse.Namespace) -> int:
    import django

    django.setup()
    from django.conf import settings

    from oogopslag.core.law import LawError
    from oogopslag.paper import actions

    folder = args.out or settings.PACKS
    try:
        made = actions.compile_guides(folder, tell=lambda line: print(line, flush=True))
    except LawError as error:
        print(error, file=sys.stderr)
        return 1
    for entry in made.packs:
        print(f"{entry.file}: {entry.pages} pages, {entry.size / 1000:.0f} kB")
    for page in made.weak():
        word = "refused" if page.quality.refused else "weak"
        data = page.data
        why = ", ".join(page.quality.reasons)
        print(f"{word}: {data.guide} {data.edition} page {data.number}: {why} "
              f"({len(data.words)} words, {len(data.spots)} patches)")  # fmt: skip
    print(f"{len(made.pages)} pages, {len(made.weak())} of them weak or refused, in {folder}")
    return 0
