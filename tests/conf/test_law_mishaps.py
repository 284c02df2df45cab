"""A file that is not there is said in a sentence, with what to do now."""

from pathlib import Path

import pytest

from oogopslag.conf.cli import main


@pytest.mark.parametrize(
    "words",
    [
        ("sweep", "--population", "{}/gone.parquet", "--on", "2026-06-01"),
        ("compare", "{}/gone.yaml", "{}/gone.yaml", "--population", "{}/gone.parquet"),
        ("compare", "zorgtoeslag@2025-01-01", "zorgtoeslag@2026-01-01", "--population",
         "{}/gone.parquet"),
        ("export", "{}/gone.yaml"),
        ("export", "zorgtoeslag", "--on", "2026-06-01", "--out", "{}/no/law.yaml"),
        ("replay", "{}/gone.json"),
        ("run", "{}/gone.yaml", "hoogte"),
    ],
)  # fmt: skip
def test_a_file_that_is_not_there_is_told_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    assert main(["law", *(word.format(tmp_path) for word in words)]) == 2
    told = capsys.readouterr()
    assert str(tmp_path) in told.err
    assert "Errno" not in told.err
    assert "Traceback" not in told.err
    assert told.err.startswith(("There is no file ", "There is no folder "))
    assert told.out == ""
