"""`oogopslag law replay RECEIPT`: computes a finding again from its receipt."""

import argparse
import sys
from pathlib import Path
from typing import Any

from oogopslag.conf.mishaps import sentence_of


def add(kinds: Any) -> None:
    parser = kinds.add_parser("replay", help="compute a finding again from its receipt")
    parser.add_argument("receipt", type=Path, help="the file of a receipt")
    parser.add_argument("--content", type=Path, help="the content folder it was made with (this)")
    parser.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> int:
    """Prints the receipt anew: 0 the same bytes, 1 other bytes, 2 cannot be replayed."""
    from oogopslag.conf.config import load
    from oogopslag.core.law import LawError, read_library
    from oogopslag.core.law.receipt import replay

    try:
        kept = args.receipt.read_bytes()
        given = args.content is not None
        again = replay(kept, read_library(args.content or load().content, kept=given))
    except (LawError, OSError) as error:
        print(sentence_of(error), file=sys.stderr)
        return 2
    sys.stdout.buffer.write(again)
    if again == kept:
        print("The same bytes.", file=sys.stderr)
        return 0
    print("The answer differs from the receipt.", file=sys.stderr)
    return 1
