"""The one command `oogopslag`: each verb is a module of conf/commands."""

import argparse
import importlib
import os
import pkgutil
import sys
from typing import Any

from oogopslag.conf import commands
from oogopslag.conf.arguments import Refused
from oogopslag.conf.config import ConfigError
from oogopslag.core.law.errors import LawError


def main(argv: list[str] | None = None) -> int:
    """Runs one verb; returns its exit code: 0 done, 1 found something wrong, 2 cannot be asked."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "oogopslag.conf.settings")
    try:
        args = _parser().parse_args(argv)
        if args.content_folder is not None:
            os.environ["OOGOPSLAG_CONTENT"] = str(args.content_folder)
        return int(args.run(args))
    except BrokenPipeError:
        # Whoever read along has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (ConfigError, Refused, LawError) as error:
        print(error, file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="oogopslag", description="Government beside its residents, in one glance."
    )
    parser.add_argument(
        "--content",
        dest="content_folder",
        metavar="DIR",
        help="another folder of laws and services than comes with the program",
    )
    verbs = parser.add_subparsers(title="verbs", required=True, metavar="VERB")
    for module in pkgutil.iter_modules(commands.__path__):
        importlib.import_module(f"{commands.__name__}.{module.name}").add(verbs)
    _describe(verbs)
    return parser


def _describe(verbs: Any) -> None:
    """The help of a verb opens with what the list of verbs says of it."""
    for listed in verbs._choices_actions:
        verb = verbs.choices[listed.dest]
        verb.description = verb.description or f"{listed.help[0].upper()}{listed.help[1:]}."
        for group in verb._actions:
            if isinstance(group, argparse._SubParsersAction):
                _describe(group)


if __name__ == "__main__":
    sys.exit(main())
