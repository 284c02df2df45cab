"""`oogopslag manage …`: Django's own commands; and `oogopslag migrate`."""

import argparse
from typing import Any

import django
from django.core.management import call_command, execute_from_command_line


def add(verbs: Any) -> None:
    manage = verbs.add_parser("manage", help="run one of Django's own commands")
    manage.add_argument("words", nargs=argparse.REMAINDER)
    manage.set_defaults(run=_manage)
    migrate = verbs.add_parser("migrate", help="create or migrate the database")
    migrate.set_defaults(run=_migrate)


def _manage(args: argparse.Namespace) -> int:
    execute_from_command_line(["oogopslag manage", *args.words])
    return 0


def _migrate(args: argparse.Namespace) -> int:
    django.setup()
    call_command("migrate", interactive=False)
    return 0
