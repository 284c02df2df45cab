"""What is asked wrongly from the command line is refused in a sentence, with exit code 2."""

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from oogopslag.conf.cli import main


def told(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """What is said of words that cannot be asked; never a traceback, never an answer."""
    try:
        code: Any = main([*words])
    except SystemExit as refused:
        code = refused.code
    said = capsys.readouterr()
    assert code == 2, said
    assert "Traceback" not in said.err
    return said.err


@pytest.mark.parametrize(
    ("facts", "line", "sentence"),
    [
        ('{"toetsingsinkomen": 100000000000000}', 1,
         "toetsingsinkomen is €1,000,000,000,000: the law derives it from €0 to €2,000,000."),
        ('{\n"toetsingsinkomen": -5}', 2, "toetsingsinkomen is −€0.05: the law derives it"),
        ('{"partner":\n {"berekende_zorgtoeslag": -1}}', 2, "partner.berekende_zorgtoeslag is"),
        ('{"verzamelinkomen": 1,\n "verzamelinkomen": 2}', 1, "verzamelinkomen is given twice"),
        ('{"aantal_bewoners": 1e400}', 1, "aantal_bewoners must be a number, not 1E+400"),
        ('{"aantal_bewoners": NaN}', 1, "aantal_bewoners must be a number, not nan"),
        ('{"aantal_bewoners": true}', 1, "aantal_bewoners must be a number, not True"),
        ('{"ouders": "buren"}', 1, "ouders is 'buren': it must be one of met_partner"),
        ('{"geboortedatum": 1990}', 1, "geboortedatum must be a day, written as YYYY-MM-DD"),
    ],
)  # fmt: skip
def test_facts_that_nobody_can_have_are_refused_with_their_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], facts: str, line: int, sentence: str
) -> None:
    file = tmp_path / "facts.json"
    file.write_text(facts)
    words = ("zorgtoeslag", "hoogte_zorgtoeslag", "--facts", str(file), "--on", "2026-06-01")
    said = told(capsys, "law", "run", *words)
    assert said.startswith(f"{file}:{line}: ")
    assert sentence in said


def test_the_highest_that_can_be_derived_is_answered(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "facts.json"
    file.write_text('{"toetsingsinkomen": 200000000, "heeft_toeslagpartner": true}')
    words = ("zorgtoeslag", "hoogte_zorgtoeslag", "--facts", str(file), "--on", "2026-06-01")
    assert main(["law", "run", *words]) == 0
    assert capsys.readouterr().out.startswith("0\n")


PEOPLE = {"id": [1, 2], "huishouden": [1, 1]}
HOUSE = {"id": list(range(1, 42)), "huishouden": [1] * 41}


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        ({"naam": [1]}, "no column 'id'"),
        ({"id": ["a"]}, "must hold a whole number for each person"),
        ({"id": [1, 1]}, "Person 1 stands in the population twice"),
        ({**PEOPLE, "partner": [1, 2]}, "Person 1 is their own partner"),
        ({**PEOPLE, "ouder_1": [None, 2]}, "Person 2 is named among their own kinderen"),
        ({**PEOPLE, "ouder_1": [None, 9]}, "person 9, who is not in the population"),
        ({**PEOPLE, "verzamelinkomen": [10**14, 0]}, "€1,000,000,000,000; it must lie"),
        ({**PEOPLE, "verzamelinkomen": [0, -1]}, "Person 2 (row 2): verzamelinkomen is −€0.01"),
        ({**PEOPLE, "verzamelinkomen": [0.5, 1.5]}, "must hold whole cents, not Float64"),
        ({**PEOPLE, "geboortedatum": [date(2044, 1, 1)] * 2}, "it lies in the future"),
        ({**PEOPLE, "geboortedatum": ["1990-01-01"] * 2}, "must hold dates, not String"),
        ({**PEOPLE, "onzin": [1, 2]}, "No fact or relation is named onzin"),
        (HOUSE, "20"),
    ],
)
def test_a_population_of_another_shape_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], table: dict[str, Any], sentence: str
) -> None:
    file = tmp_path / "people.parquet"
    pl.DataFrame(table).write_parquet(file)
    names = "zorgtoeslag,kindgebonden_budget,bijstand"
    words = ("--population", str(file), "--on", "2026-06-01", "--schemes", names)
    assert sentence in told(capsys, "law", "sweep", *words)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("law run zorgtoeslag heeft_recht --on 2026-W01-1", "not a date that exists"),
        ("law run zorgtoeslag heeft_recht --on 31-12-2026", "write YYYY-MM-DD"),
        ("law sweep --population {p} --on 2026-02-30", "not a date that exists"),
        ("law sweep --population {p} --on 1800-01-01", "No scheme is left to read on 1800-01-01"),
        ("law sweep --population {p} --on 2026-06-01 --schemes ,", "No scheme is left"),
        ("law sweep --population {p} --on 2026-06-01 --schemes onzin", "no law named 'onzin'"),
        ("law sweep --population {p} --on 2026-06-01 --threads 0", "give a whole number from 1"),
        ("law sweep --population {p} --on 2026-06-01 --out {p}", "need a file of their own"),
        ("law sweep --population {p} --on 2026-06-01 --out {d}", "is a folder"),
        ("law sweep --population {p} --on 2026-06-01 --out {d}/no/x", "There is no folder"),
        ("law sweep --population {t} --on 2026-06-01", "is no Parquet file"),
        ("law compare zorgtoeslag@x zorgtoeslag --population {p}", "x is not a date"),
        ("law compare zorgtoeslag huurtoeslag --population {p}", "two schemes"),
        ("law compare zorgtoeslag zorgtoeslag --population {p} --out {d}/no/x", "no folder"),
        ("law export zorgtoeslag --on gisteren", "not a date that exists"),
        ("law replay {t}", "This is no receipt"),
        ("law replay {p}", "This is no receipt"),
        ("law features {t}", "is not a folder"),
        ("law features {d}", "There are no .feature files"),
        ("population make --size 0 --out {d}/x", "give a whole number from 1"),
        ("population make --size 10 --out {d}", "is a folder"),
        ("population make --size 10 --out {d}/no/x", "There is no folder"),
        ("population make --size 10 --missing nan --out {d}/x", "0 to 100 per cent"),
    ],
)
def test_words_that_make_no_sense_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: str, sentence: str
) -> None:
    people, text = tmp_path / "people.parquet", tmp_path / "text.txt"
    pl.DataFrame(PEOPLE).write_parquet(people)
    text.write_text("geen tabel")
    before = people.read_bytes()
    asked = [one.format(p=people, d=tmp_path, t=text) for one in words.split()]
    assert sentence in told(capsys, *asked)
    assert people.read_bytes() == before


def test_a_feature_with_an_unknown_sentence_names_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.feature"
    file.write_text("Feature: x\n  Scenario: y\n    Given een zin die niemand kent\n")
    assert main(["law", "features", str(tmp_path)]) == 2
    assert "a.feature:3: I do not know the sentence" in capsys.readouterr().out
