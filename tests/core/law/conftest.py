from datetime import date
from pathlib import Path

import pytest

from oogopslag.core.law import FactDictionary, Library, read_library
from oogopslag.core.law.facts import read_dictionary

CONTENT = Path(__file__).resolve().parents[3] / "content"

FACTS = """
inkomen: {type: amount, label: &t {nl: x, en: x}, question: *t, high: "€ 100.000"}
leeftijd_nu: {type: number, label: *t, question: *t, high: 120}
gehuwd: {type: boolean, label: *t, question: *t}
geboren: {type: date, label: *t, question: *t}
bedrag: {type: amount, label: *t, question: *t, high: "€ 1.000"}
telt_mee: {type: boolean, label: *t, question: *t}
"""


@pytest.fixture(scope="session")
def library() -> Library:
    return read_library(CONTENT)


@pytest.fixture
def dictionary(tmp_path: Path) -> FactDictionary:
    folder = tmp_path / "facts"
    folder.mkdir()
    (folder / "test.yaml").write_text(FACTS)
    return read_dictionary(folder)


@pytest.fixture
def day() -> date:
    return date(2025, 6, 1)
