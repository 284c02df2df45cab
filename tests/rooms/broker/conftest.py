"""Who acts, and an organisation that joins."""

import pytest

from oogopslag.broker import actions
from oogopslag.core.values import Actor

BROKER = Actor(kind="staff", id="broker")
UTRECHT = "gm0344"


@pytest.fixture
def claim(world):  # type: ignore[no-untyped-def]
    """A claim that is not confirmed yet."""
    made, _ = actions.claim(UTRECHT, name="Iris van Dam")
    return made
