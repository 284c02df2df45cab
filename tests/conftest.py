"""What every test may ask for."""

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright, sync_playwright

CHECKOUT = Path(__file__).resolve().parent.parent


def pytest_sessionstart() -> None:
    """Pytest shows the log of what fails; our own handler would write to a stream it closes."""
    root = logging.getLogger()
    for handler in [one for one in root.handlers if type(one) is logging.StreamHandler]:
        root.removeHandler(handler)


def pytest_runtest_setup() -> None:
    from pytest_socket import socket_allow_hosts

    socket_allow_hosts(["127.0.0.1", "::1", "localhost"], allow_unix_socket=True)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with real test data and contracts; tests that need it are skipped without it."""
    folder = Path(os.environ.get("OOGOPSLAG_SHARED", CHECKOUT.parent / "shared"))
    if not (folder / "data").is_dir():
        pytest.skip("no shared data: set OOGOPSLAG_SHARED to a folder that holds data/")
    return folder


@pytest.fixture
def world(db):  # type: ignore[no-untyped-def]
    """Content, organisations and the demo personas."""
    from tests import builders

    builders.world()


@pytest.fixture
def suzanne(world):  # type: ignore[no-untyped-def]
    """Somebody of whom everything is known and who is entitled."""
    from tests import builders

    return builders.resident(builders.SUZANNE)


@pytest.fixture
def joke(world):  # type: ignore[no-untyped-def]
    """Somebody whose income is not known."""
    from tests import builders

    return builders.resident(builders.JOKE)


@pytest.fixture
def karim(world):  # type: ignore[no-untyped-def]
    """A civil servant of Dienst Toeslagen who may treat and decide."""
    from tests import builders

    return builders.staff()


@pytest.fixture
def anne(world):  # type: ignore[no-untyped-def]
    """A civil servant of another organisation."""
    from tests import builders

    return builders.staff(organisation="gemeente-veenstad", name="Anne Smit")


@pytest.fixture(scope="session")
def served(django_db_setup, django_db_blocker, live_server):  # type: ignore[no-untyped-def]
    """The live server; at the end its threads' last sessions leave, so the database can go."""
    yield live_server
    from django.db import connection

    with django_db_blocker.unblock():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
            connection.close()


@pytest.fixture(scope="session")
def playwright_engine() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture
def address(served, settings) -> str:  # type: ignore[no-untyped-def]
    """Where the program under test listens; it knows this address as its own."""
    from django.conf import settings as django_settings

    settings.BASE_URL = served.url
    settings.CSRF_TRUSTED_ORIGINS = [served.url]
    assert served.url == django_settings.BASE_URL
    return str(served.url)


@pytest.fixture
def demo(transactional_db, settings) -> None:  # type: ignore[no-untyped-def]
    """Content, organisations and the demo personas."""
    from oogopslag.catalogue import actions as catalogue
    from oogopslag.facts import actions as facts

    catalogue.load(settings.CONFIG.content)
    facts.load_personas()
