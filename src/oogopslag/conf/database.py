"""Starts Django and makes or migrates the database before a command uses it."""

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def ready() -> None:
    """Sets Django up; the embedded database is created or migrated when it needs one.

    A PostgreSQL database is never migrated by surprise: `oogopslag migrate` does that.
    """
    django.setup()
    if not settings.CONFIG.database and pending():
        call_command("migrate", verbosity=0, interactive=False)


def pending() -> bool:
    """Whether a migration has not been applied yet."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
