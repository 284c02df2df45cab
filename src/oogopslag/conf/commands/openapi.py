"""`oogopslag openapi`: print the OpenAPI document of the API for organisations."""

import argparse
import json
from typing import Any


def add(verbs: Any) -> None:
    parser = verbs.add_parser("openapi", help="print the OpenAPI document of the API")
    parser.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> int:
    import django

    django.setup()
    from oogopslag.doors.api.document import document

    print(json.dumps(document(), indent=2, ensure_ascii=False))
    return 0
