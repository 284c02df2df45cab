"""A device in words."""
# ruff: noqa: E501 -- User-Agent lines are long

import pytest
from django.utils import translation

from oogopslag.ui.device import device

TAIL = "AppleWebKit/605.1.15 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (f"Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) {TAIL} Version/18.1 Mobile/15E148 Safari/604.1", "Safari op iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:133.0) Gecko/20100101 Firefox/133.0", "Firefox op Windows"),
        (f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {TAIL} Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0", "Edge op Windows"),
        (f"Mozilla/5.0 (Linux; Android 14) {TAIL} SamsungBrowser/26.0 Chrome/122.0.0.0 Mobile Safari/537.36", "Samsung Internet op Android"),
        ("curl/8.5", "Onbekende browser"),
        ("", "Onbekende browser"),
    ],
)  # fmt: skip
def test_a_user_agent_becomes_words(user_agent: str, words: str) -> None:
    with translation.override("nl"):
        assert device(user_agent) == words
