"""`oogopslag content copy|check DIR`: laws and services of your own, beside the program.

Nothing here touches a database: what is checked is files.
"""

import argparse
import os
import shutil
import sys
from pathlib import Path
from typing import Any


def add(verbs: Any) -> None:
    parser = verbs.add_parser("content", help="laws and services in a folder of your own")
    kinds = parser.add_subparsers(title="what", required=True, metavar="WHAT")
    copy = kinds.add_parser("copy", help="make a folder with all that comes with the program")
    copy.add_argument("folder", type=Path, metavar="DIR", help="a folder that is not there yet")
    copy.set_defaults(run=_copy)
    check = kinds.add_parser("check", help="read everything and run every example")
    check.add_argument("folder", type=Path, nargs="?", metavar="DIR", help="the folder")
    check.set_defaults(run=_check)


def _copy(args: argparse.Namespace) -> int:
    from oogopslag.conf.config import shipped
    from oogopslag.conf.mishaps import sentence_of

    if args.folder.exists() and (not args.folder.is_dir() or any(args.folder.iterdir())):
        print(f"{args.folder} is there already: name a folder that is not.", file=sys.stderr)
        return 2
    try:
        shutil.copytree(shipped(), args.folder, dirs_exist_ok=True)
    except OSError as error:
        print(sentence_of(error), file=sys.stderr)
        return 2
    print(f"{args.folder} holds all laws and services. Nothing else looks at it until you say")
    print(f"`oogopslag --content {args.folder} …` or set OOGOPSLAG_CONTENT.")
    return 0


def _check(args: argparse.Namespace) -> int:
    """0 when every example gives its answer, 1 when one does not; what cannot be read is raised."""
    if args.folder is not None:
        os.environ["OOGOPSLAG_CONTENT"] = str(args.folder)
    import django

    django.setup()
    from django.conf import settings

    from oogopslag.catalogue import queries
    from oogopslag.catalogue.examples import differences, read_examples

    right = wrong = 0
    for service in queries.services():
        queries.form(service.slug)
        folder = settings.CONFIG.content / "services" / service.slug
        for example in read_examples(folder, queries.library()):
            said = list(differences(example, service, queries.library()))
            for sentence in said:
                print(f"{example.file}:{example.line}: {example.title}: {sentence}.")
            right, wrong = right + (not said), wrong + bool(said)
    print(f"{len(queries.library().schemes)} schemes, {len(queries.services())} services; "
          f"{right} examples give their answer, {wrong} do not.")  # fmt: skip
    return int(wrong > 0)
