"""`oogopslag law run` on a file of our own form."""

import json
from pathlib import Path

import pytest
from tests.conftest import CHECKOUT

from oogopslag.conf.cli import main

ZORG = CHECKOUT / "content/laws/nl/wet/wet_op_de_zorgtoeslag/2025-01-01.yaml"


def test_a_file_of_our_own_form_answers_as_its_name_does(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    facts = tmp_path / "f.json"
    facts.write_text('{"toetsingsinkomen": 3500000, "heeft_toeslagpartner": false}')
    words = ["hoogte_zorgtoeslag", "--facts", str(facts), "--on", "2025-01-01", "--json"]
    assert main(["law", "run", str(ZORG), *words]) == 0
    by_file = json.loads(capsys.readouterr().out)
    assert main(["law", "run", "zorgtoeslag", *words]) == 0
    assert json.loads(capsys.readouterr().out) == by_file
    # Standard premium 2.112 less 1,896 % of 28.406 and 13,7 % of 6.594, in whole euros.
    assert (by_file["value"], by_file["unit"]) == (67_000, "eurocent")


@pytest.mark.parametrize(
    ("text", "line", "sentence"),
    [
        ("law: proef\n" + "#" * 6_000_000, 1, "bytes"),
        ("law: &a [*a]\n", 1, "or for itself"),
        (
            "law: &a [x, x, x, x, x, x, x, x, x, x]\n"
            + "".join(
                f"{b}: &{b} [{', '.join([f'*{a}'] * 10)}]\n"
                for a, b in zip("abcdef", "bcdefg", strict=True)
            ),
            6,
            "aliases unfold",
        ),
        ("law: proef\nrulez: {}\n", 2, "rulez"),
    ],
    ids=["large", "circular", "billion laughs", "typing error"],
)
def test_a_bad_file_of_our_own_form_is_refused_with_file_and_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, line: int, sentence: str
) -> None:
    file = tmp_path / "fout.yaml"
    file.write_text(text)
    assert main(["law", "run", str(file), "x"]) == 2
    told = capsys.readouterr().err
    assert f"{file}:{line}: " in told
    assert sentence in told


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["nergens/wet.yaml", "x"], "There is no folder nergens, so wet.yaml"),
        (["zorgtoeslag", "heeft_recht", "--on", "2025-02-30"], "not a date that exists"),
    ],
)
def test_what_is_not_there_is_said(
    capsys: pytest.CaptureFixture[str], words: list[str], sentence: str
) -> None:
    assert main(["law", "run", *words]) == 2
    assert sentence in capsys.readouterr().err


CROWD = ", ".join(['{"geboortedatum": "1990-01-01"}'] * 39)


@pytest.mark.parametrize(
    ("facts", "line", "sentence"),
    [
        ('{\n"verzamelinkomen": -500}', 2, "verzamelinkomen is −€5: it must lie from €0"),
        ('{"verzamelinkomen": 100000000000000}', 1, "is €1,000,000,000,000: it must lie"),
        ('{"geboortedatum": "2044-01-01"}', 1, "1 January 2044: that lies in the future"),
        ('{"partner":\n {"geboortedatum": "2044-01-01"}}', 2, "partner.geboortedatum is 1 January"),
        (f'{{"medebewoners": [{CROWD}]}}', 1, "laws are read for 20 at most, not 39"),
        ('{"partner": [{}, {}]}', 1, "somebody has one partner at most, not 2"),
        ('{"vermogen": 12.5}', 1, "vermogen must be a whole number of cents"),
        ('{\n\n"onzin": 1}', 3, "No law knows a fact named 'onzin'"),
        ('{"vermogen": \n', 2, "This is no JSON"),
        ("[1]", 1, "one JSON object"),
        ("[" * 100_000, 1, "This is no JSON"),
    ],
)
def test_what_cannot_be_true_of_anybody_is_refused_with_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], facts: str, line: int, sentence: str
) -> None:
    file = tmp_path / "facts.json"
    file.write_text(facts)
    assert main(
        ["law", "run", "zorgtoeslag", "hoogte_zorgtoeslag", "--facts", str(file),
         "--on", "2026-06-01"]
    ) == 2  # fmt: skip
    told = capsys.readouterr()
    assert told.err.startswith(f"{file}:{line}: ")
    assert sentence in told.err
    assert told.out == ""


def test_figures_of_another_year_give_no_amount(capsys: pytest.CaptureFixture[str]) -> None:
    for day, sentence in (("2031-01-01", "none for 2031"), ("2019-01-01", "lies before it")):
        assert main(["law", "run", "zorgtoeslag", "hoogte_zorgtoeslag", "--on", day]) == 2
        told = capsys.readouterr()
        assert sentence in told.err
        assert told.out == ""


def test_what_is_not_decided_is_said_in_a_word(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    facts = tmp_path / "f.json"
    facts.write_text('{"toetsingsinkomen": 3500000, "heeft_toeslagpartner": false}')
    words = ["heeft_recht", "--facts", str(facts), "--on", "2025-01-01"]
    assert main(["law", "run", "zorgtoeslag", *words]) == 0
    told = capsys.readouterr().out
    assert told.startswith("undetermined\n")
    assert "heeft_toeslagpartner = false  [fact]" in told
    assert "missing: geboortedatum, vermogen, zorgverzekerd" in told
