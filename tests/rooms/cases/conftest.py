"""What tests of cases may ask for."""

from datetime import timedelta

import pytest
from django.utils import timezone


@pytest.fixture
def clock(monkeypatch):  # type: ignore[no-untyped-def]
    """Moves the time: clock(days=20)."""

    def move(**by: float) -> None:
        later = timezone.now() + timedelta(**by)
        monkeypatch.setattr(timezone, "now", lambda: later)

    return move
