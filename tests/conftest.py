"""What every test may ask for."""

import os
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent


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
def resident(db):  # type: ignore[no-untyped-def]
    from oogopslag.core.values import Bsn
    from oogopslag.people import actions

    return actions.register_resident(Bsn("999993653"), name="Suzanne Moulin")


@pytest.fixture
def other_resident(db):  # type: ignore[no-untyped-def]
    from oogopslag.core.values import Bsn
    from oogopslag.people import actions

    return actions.register_resident(Bsn("999991772"), name="Olivier Verlinden")


@pytest.fixture
def staff(db):  # type: ignore[no-untyped-def]
    """A civil servant of Dienst Toeslagen who may treat and decide."""
    from oogopslag.people import actions, queries

    actions.register_organisation(_dienst_toeslagen())
    account = actions.welcome_staff(
        "staff-karim", "Karim Bos", {"dienst-toeslagen": ["treat", "decide"]}
    )
    return queries.staff_of(account)


def _dienst_toeslagen():  # type: ignore[no-untyped-def]
    from oogopslag.catalogue import queries

    return queries.organisation_data("dienst-toeslagen")
