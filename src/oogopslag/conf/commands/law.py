"""`oogopslag law …`: each verb is a module of conf/laws."""

import importlib
import pkgutil
from typing import Any

from oogopslag.conf import laws


def add(verbs: Any) -> None:
    parser = verbs.add_parser("law", help="work with laws")
    kinds = parser.add_subparsers(title="what", required=True, metavar="WHAT")
    for module in pkgutil.iter_modules(laws.__path__):
        importlib.import_module(f"{laws.__name__}.{module.name}").add(kinds)
