"""Hours that never open are refused at the start, not when a resident answers."""

import pytest

from oogopslag.conf.config import ConfigError, load


@pytest.mark.parametrize(("opens", "closes"), [("17", "9"), ("9", "9"), ("9", "24")])
def test_wrong_service_hours_stop_the_start(
    monkeypatch: pytest.MonkeyPatch, opens: str, closes: str
) -> None:
    monkeypatch.setenv("OOGOPSLAG_SERVICE_FROM", opens)
    monkeypatch.setenv("OOGOPSLAG_SERVICE_UNTIL", closes)
    with pytest.raises(ConfigError, match="SERVICE_FROM must be before"):
        load()
