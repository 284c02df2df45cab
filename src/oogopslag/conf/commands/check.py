"""`oogopslag check`: what is wrong with this deployment, in sentences."""

import argparse
import os
import sys
from collections.abc import Iterator
from typing import Any


def add(verbs: Any) -> None:
    parser = verbs.add_parser("check", help="say what is wrong with this deployment")
    parser.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> int:
    from oogopslag.conf.config import ConfigError

    try:
        findings = list(_findings())
    except ConfigError as error:
        findings = str(error).splitlines()
    for finding in findings:
        print(f"✗ {finding}", file=sys.stderr)
    if not findings:
        print("✓ Nothing wrong was found.")
    return 1 if findings else 0


def _findings() -> Iterator[str]:
    from oogopslag.conf import database

    database.ready()
    from django.conf import settings

    yield from _data_folder(settings.CONFIG.data)
    yield from _content(settings.CONFIG.content)
    yield from _registers()
    yield from _assets()
    yield from _database()
    yield from _framework()
    if settings.CONFIG.production:
        yield from _production(settings.CONFIG)


def _data_folder(folder: Any) -> Iterator[str]:
    if not folder.is_dir() or not os.access(folder, os.W_OK):
        yield f"The data folder {folder} cannot be written: make it, or set OOGOPSLAG_DATA."


def _content(folder: Any) -> Iterator[str]:
    from oogopslag.catalogue import queries

    try:
        queries.services()
    except Exception as error:
        yield f"The content cannot be read: {error}"


def _registers() -> Iterator[str]:
    from oogopslag.cases import queries
    from oogopslag.inbox import queries as inbox

    yield from queries.wrong_settings()
    yield from queries.seal_problems()
    yield from inbox.wrong_settings()


def _assets() -> Iterator[str]:
    from django.contrib.staticfiles import finders

    if not finders.find("vendor/oogopslag.css"):
        yield "The style sheet is missing: run `make setup`, or install the wheel anew."


def _database() -> Iterator[str]:
    from django.db import DatabaseError

    from oogopslag.conf.database import pending

    try:
        if pending():
            yield "The database is older than this program: run `oogopslag migrate`."
    except DatabaseError:
        yield "The database does not answer: check OOGOPSLAG_DATABASE and whether it runs."


def _framework() -> Iterator[str]:
    from django.core import checks

    for message in checks.run_checks():
        if message.level >= checks.WARNING:
            yield f"{message.msg} {message.hint or ''}".strip()


def _production(config: Any) -> Iterator[str]:
    if not config.base_url.startswith("https://"):
        yield "OOGOPSLAG_BASE_URL must start with https:// in production."
    if "localhost" in config.allowed_hosts:
        yield "OOGOPSLAG_ALLOWED_HOSTS still names localhost: name the host people use."
    if not config.database:
        yield "Production runs on the embedded SQLite: set OOGOPSLAG_DATABASE to PostgreSQL."
    if not config.email_url:
        yield "OOGOPSLAG_EMAIL_URL is empty: no e-mail will leave."
    if not config.clamav:
        yield "OOGOPSLAG_CLAMAV is empty: files are not scanned, only their kind is checked."
    if not config.print_folder:
        yield "OOGOPSLAG_PRINT_FOLDER is empty: no letter will be printed."
    for name in ("oidc_issuer", "staff_oidc_issuer"):
        if not getattr(config, name):
            yield f"OOGOPSLAG_{name.upper()} is empty: nobody of that kind can sign in."
