"""A law stands in a file named by its first day: another name is refused, never left out unseen."""

import shutil
from pathlib import Path

import pytest

from oogopslag.core.law import LawError, read_library
from tests.conftest import CHECKOUT

LAW = Path("laws/nl/gemeentelijke_verordening/veenstad_parkeren/2026-01-01.yaml")


@pytest.fixture
def content(tmp_path: Path) -> Path:
    for part in ("facts", "laws", "population"):
        shutil.copytree(CHECKOUT / "content" / part, tmp_path / part)
    return tmp_path


@pytest.mark.parametrize("name", ["2026-07-01b.yaml", "2026-07-01.yml", "2026-02-30.yaml"])
def test_a_name_that_is_no_day_is_refused(content: Path, name: str) -> None:
    file = (content / LAW).with_name(name)
    shutil.copy(content / LAW, file)
    with pytest.raises(LawError, match="named by its first day") as refused:
        read_library(content)
    assert (refused.value.file, refused.value.line) == (str(file), 1)


def test_a_name_that_is_another_day_than_the_law_says_is_refused(content: Path) -> None:
    file = (content / LAW).with_name("2026-03-01.yaml")
    (content / LAW).rename(file)
    with pytest.raises(LawError, match="The name of this file is 2026-03-01") as refused:
        read_library(content)
    assert (refused.value.file, refused.value.line) == (str(file), 6)


def test_a_folder_with_the_name_of_a_law_is_no_law(content: Path) -> None:
    (content / LAW).with_name("2027-01-01.yaml").mkdir()
    assert "bewonersparkeervergunning" in read_library(content).names()
