"""A conversation to test with, and a scanner."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from tests.rooms.clamd import Clamd

from oogopslag.inbox import actions
from oogopslag.people import queries as people

BOTH = {"nl": "Zorgtoeslag", "en": "Allowance"}


@pytest.fixture
def toeslagen(world):  # type: ignore[no-untyped-def]
    return people.organisation("dienst-toeslagen")


@pytest.fixture
def thread(suzanne, toeslagen):  # type: ignore[no-untyped-def]
    return actions.open_thread(
        suzanne, toeslagen, service="zorgtoeslag", title=BOTH, safe_title=BOTH
    )


@pytest.fixture
def clamd(settings) -> Iterator[Clamd]:  # type: ignore[no-untyped-def]
    with Clamd() as scanner:
        settings.CONFIG = replace(settings.CONFIG, clamav=scanner.address)
        yield scanner
