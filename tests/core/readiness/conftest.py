"""The staircase as content has it, and series of one service."""

from pathlib import Path

import numpy as np
import pytest

from oogopslag.core.readiness.events import Vocabulary, read_vocabulary
from oogopslag.core.readiness.evidence import EvidenceClass, Series
from oogopslag.core.readiness.model import Model, read_model

CONTENT = Path(__file__).resolve().parents[3] / "content" / "readiness"


@pytest.fixture(scope="session")
def model() -> Model:
    return read_model(CONTENT / "staircase" / "2026-3.yaml")


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return read_vocabulary(CONTENT / "events.yaml")


def one(*pairs: tuple[int, int], klass: EvidenceClass = EvidenceClass.EVENTS) -> Series:
    """A series of one service, a (hits, n) for each month."""
    return Series(
        hits=np.array([[h for h, _ in pairs]]), n=np.array([[n for _, n in pairs]]), klass=klass
    )
