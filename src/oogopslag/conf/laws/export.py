"""`oogopslag law export LAW`: a law of ours as regelrecht YAML, and what that form cannot say."""

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import Any

from oogopslag.conf.arguments import day, writable
from oogopslag.conf.mishaps import sentence_of


def add(kinds: Any) -> None:
    export = kinds.add_parser("export", help="write a law of content/ as regelrecht YAML")
    export.add_argument("law", help="the name of a law in content/, or a file")
    export.add_argument("--on", type=day, help="the day, YYYY-MM-DD (today)")
    export.add_argument("--out", type=writable, metavar="FILE", help="where to (standard output)")
    export.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> int:
    """0 when all of it could be written, 1 when there are gaps, 2 when there is no such law."""
    from oogopslag.conf.config import load
    from oogopslag.core.law import LawError, read_library
    from oogopslag.core.law.library import read_alone
    from oogopslag.core.law.regelrecht.exporting import export

    content, file = load().content, Path(args.law)
    try:
        on = args.on or date.today()
        library = read_alone(file, content) if file.suffix else read_library(content)
        name = library.names()[0] if file.suffix else args.law
        scheme = library.schemes[name][0] if file.suffix else library.scheme(name, on)
        found = export(scheme, library.dictionary)
        if args.out:
            args.out.write_text(found.text(), encoding="utf-8")
        else:
            print(found.text(), end="")
    except (LawError, ValueError, OSError) as error:
        print(sentence_of(error), file=sys.stderr)
        return 2
    for gap in found.gaps:
        place = f" (article {gap.article})" if gap.article else ""
        print(f"cannot be said: {gap.name}{place}: {gap.reason}", file=sys.stderr)
    for sentence in found.differences:
        print(f"means something else: {sentence}", file=sys.stderr)
    return int(bool(found.gaps))
