"""A file that cannot be used is one sentence with its name, never a trace."""

import sqlite3
from pathlib import Path

from oogopslag.conf.cli import main


def test_a_backup_into_a_folder_that_is_not_there(tmp_path: Path, capsys, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setenv("OOGOPSLAG_DATA", str(tmp_path))
    sqlite3.connect(tmp_path / "oogopslag.sqlite3").close()
    assert main(["backup", str(tmp_path / "nergens" / "b.tar.gz")]) == 2
    assert "nergens" in capsys.readouterr().err


def test_an_inventory_that_is_no_text(tmp_path: Path, capsys) -> None:  # type: ignore[no-untyped-def]
    file = tmp_path / "i.csv"
    file.write_bytes(b"a,b\n\xc0\xff")
    assert main(["readiness", "inventory", str(file)]) == 2
    said = capsys.readouterr().err
    assert "i.csv" in said
    assert "codec" not in said


def test_a_number_without_end_among_facts(tmp_path: Path, capsys) -> None:  # type: ignore[no-untyped-def]
    file = tmp_path / "f.json"
    file.write_text('{"toetsingsinkomen": ' + "9" * 5000 + "}")
    asked = ["law", "run", "zorgtoeslag", "hoogte_zorgtoeslag", "--facts", str(file)]
    assert main([*asked, "--on", "2025-01-01"]) == 2
    said = capsys.readouterr().err
    assert "f.json" in said
    assert "sys." not in said
