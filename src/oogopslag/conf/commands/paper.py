"""`oogopslag paper …`: compile the guides of paper forms, propose one for a PDF."""

import argparse
import sys
from pathlib import Path
from typing import Any

from oogopslag.conf.arguments import existing_file


def add(verbs: Any) -> None:
    parser = verbs.add_parser("paper", help="guides of paper forms for the camera")
    kinds = parser.add_subparsers(title="what", required=True, metavar="WHAT")
    make = kinds.add_parser("compile", help="turn forms and guides into signed packs")
    make.add_argument("--out", type=Path, help="folder for the packs (the data folder's packs/)")
    make.add_argument("--when-changed", action="store_true", help="only when content changed")
    make.set_defaults(run=_compile)
    ask = kinds.add_parser("propose", help="propose the fields of a form from its PDF")
    ask.add_argument("form", type=existing_file, metavar="FORM.pdf")
    ask.add_argument("--out", type=Path, help="write a guide to work on in this new folder")
    ask.add_argument("--organisation", default="dienst-toeslagen", help="whose form it is (slug)")
    ask.add_argument("--code", default="XX 000", help="the code on the form")
    ask.set_defaults(run=_propose)


def _compile(args: argparse.Namespace) -> int:
    import django

    django.setup()
    from django.conf import settings

    from oogopslag.core.law import LawError
    from oogopslag.paper import actions

    folder = args.out or settings.PACKS
    if args.when_changed and actions.current(folder):
        return 0
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


def _propose(args: argparse.Namespace) -> int:
    """Prints guide.yaml, or writes the whole guide; says why a PDF cannot be used."""
    import django

    django.setup()
    from oogopslag.paper import actions, queries
    from oogopslag.paper.errors import UnreadablePdf

    try:
        pdf = args.form.read_bytes()
        found = queries.propose(pdf)
    except (OSError, UnreadablePdf) as error:
        print(f"{args.form}: {error}", file=sys.stderr)
        return 1
    if args.out is None:
        print(queries.guide_yaml(found, organisation=args.organisation, code=args.code), end="")
    elif args.out.exists():
        print(f"{args.out} is there already: nothing was written.", file=sys.stderr)
        return 1
    else:
        actions.write_proposal(pdf, found, args.out, organisation=args.organisation, code=args.code)
    pages = len({one.page for one in found})
    print(f"{len(found)} fields on {pages} pages", file=sys.stderr)
    return 0
