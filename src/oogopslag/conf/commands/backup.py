"""`oogopslag backup FILE` and `oogopslag restore FILE`."""

import argparse
import sys
from pathlib import Path
from typing import Any

from oogopslag.conf.arguments import existing_file


def add(verbs: Any) -> None:
    parser = verbs.add_parser("backup", help="write database and files to one archive")
    parser.add_argument("archive", type=Path, help="the .tar.gz to write")
    parser.add_argument(
        "--with-keys",
        action="store_true",
        help="put the keys of the data folder in it too: without them BSNs cannot be read again",
    )
    parser.set_defaults(run=_backup)
    parser = verbs.add_parser("restore", help="put an archive back into an empty deployment")
    parser.add_argument("archive", type=existing_file, help="an archive made by `oogopslag backup`")
    parser.set_defaults(run=_restore)


def _backup(args: argparse.Namespace) -> int:
    from oogopslag.conf import backup
    from oogopslag.conf.config import load
    from oogopslag.conf.mishaps import sentence_of

    try:
        manifest = backup.backup(load(), args.archive, with_keys=args.with_keys)
    except OSError as error:
        print(sentence_of(error), file=sys.stderr)
        return 2
    print(f"Backed up the {manifest.engine} database and the files to {args.archive}.")
    if not manifest.keys:
        print("The keys are not in it: keep them apart, BSNs cannot be read without them.")
    return 0


def _restore(args: argparse.Namespace) -> int:
    from oogopslag.conf import backup
    from oogopslag.conf.config import load

    manifest = backup.restore(load(), args.archive)
    print(f"Restored what was backed up on {manifest.made} by version {manifest.version}.")
    return 0
