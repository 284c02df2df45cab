"""No waiting between tries at once."""

import pytest

from oogopslag.delivery import sending


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "AT_ONCE", ())
