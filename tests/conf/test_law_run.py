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
        (["nergens/wet.yaml", "x"], "No such file"),
        (["zorgtoeslag", "heeft_recht", "--on", "2025-02-30"], "not a date that exists"),
    ],
)
def test_what_is_not_there_is_said(
    capsys: pytest.CaptureFixture[str], words: list[str], sentence: str
) -> None:
    assert main(["law", "run", *words]) == 2
    assert sentence in capsys.readouterr().err
