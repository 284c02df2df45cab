"""What tests of cases may ask for."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests import builders

from oogopslag.people import actions as people


@pytest.fixture
def suzanne(world):  # type: ignore[no-untyped-def]
    """Somebody who is entitled and agreed to mail: a decision is known when it is placed."""
    found = builders.resident(builders.SUZANNE)
    people.wish(found, "email", address="suzanne@example.nl", agreed=True)
    return found


@pytest.fixture
def clock(monkeypatch):  # type: ignore[no-untyped-def]
    """Moves the time: clock(days=20)."""

    def move(**by: float) -> None:
        later = timezone.now() + timedelta(**by)
        monkeypatch.setattr(timezone, "now", lambda: later)

    return move
