"""The guide for policy officers, followed word for word in a folder of its own."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import CHECKOUT

from oogopslag.catalogue.examples import read_examples
from oogopslag.catalogue.fitting import read_services
from oogopslag.core.law import LawError, read_library

GUIDE = (CHECKOUT / "docs" / "writing-a-law.md").read_text()
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```", GUIDE, re.DOTALL | re.MULTILINE)
FILES = {
    found[1]: text
    for kind, text in BLOCKS
    if kind == "yaml" and (found := re.match(r"# (\S+/\S+\.yaml)\n", text))
}
AMINA, SUZANNE = "999000081", "999000020"
DAY = "2026-11-25"
LIBRARY = read_library(CHECKOUT / "content")


class Desk:
    """A folder in which a policy officer types commands."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def run(self, line: str) -> subprocess.CompletedProcess[str]:
        verb, *words = line.split()
        assert verb == "oogopslag"
        data = str(self.folder / "data")
        return subprocess.run(
            [sys.executable, "-m", "oogopslag.conf.cli", *words],
            cwd=self.folder,
            env={**os.environ, "OOGOPSLAG_DATA": data, "OOGOPSLAG_DEMO": "1",
                 "OOGOPSLAG_DATABASE": "", "DJANGO_SETTINGS_MODULE": "oogopslag.conf.settings"},
            capture_output=True, text=True, check=False, timeout=300,
        )  # fmt: skip

    def write(self) -> None:
        for name, text in FILES.items():
            file = self.folder / "meerwijk" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    found = Desk(tmp_path)
    made = found.run("oogopslag content copy meerwijk")
    assert made.returncode == 0, made.stderr
    return found


def cards(desk: Desk, bsn: str) -> dict[str, dict[str, Any]]:
    told = desk.run(f"oogopslag --content meerwijk glance {bsn} --on {DAY} --json")
    assert told.returncode == 0, told.stderr
    return {one["service"]: one for one in json.loads(told.stdout)["possibilities"]}


def test_the_guide_names_its_files_and_commands() -> None:
    assert len(FILES) == 4
    lines = [line for kind, text in BLOCKS if kind == "sh" for line in text.splitlines()]
    assert lines == [
        "oogopslag content copy meerwijk",
        "oogopslag content check meerwijk",
        "oogopslag --content meerwijk law run meedoen_meerwijk hoogte_meedoen --on 2026-11-25",
        "oogopslag --content meerwijk demo",
    ]


@pytest.mark.slow
def test_who_follows_the_guide_sees_the_card_where_it_belongs(desk: Desk) -> None:
    desk.write()
    checked = desk.run("oogopslag content check meerwijk")
    assert (checked.returncode, checked.stderr) == (0, "")
    assert "0 do not" in checked.stdout
    asked = desk.run(
        "oogopslag --content meerwijk law run meedoen_meerwijk hoogte_meedoen --on 2026-11-25"
    )
    assert (asked.returncode, asked.stderr) == (0, "")
    loaded = desk.run("oogopslag --content meerwijk load personas")
    assert loaded.returncode == 0, loaded.stderr
    card = cards(desk, AMINA)["meedoen-meerwijk"]
    # By hand from article 3: Adam is 8, Sofia 13.
    assert (card["verdict"], card["amount_low"], card["amount_high"]) == ("entitled", 30000, 30000)
    assert "meedoen-meerwijk" not in cards(desk, SUZANNE)


@pytest.mark.slow
def test_what_is_wrong_in_it_is_told_with_its_place(desk: Desk) -> None:
    desk.write()
    folder = desk.folder / "meerwijk"
    examples = folder / "services" / "meedoen-meerwijk" / "examples.yaml"
    examples.write_text(examples.read_text().replace("amount: 30000", "amount: 30001"))
    wrong = desk.run("oogopslag content check meerwijk")
    assert wrong.returncode == 1
    assert "examples.yaml:3: Alone with children" in wrong.stdout
    assert "the law gives €300, the example €300.01" in wrong.stdout
    again = desk.run("oogopslag content copy meerwijk")
    assert (again.returncode, "is there already" in again.stderr) == (2, True)


@pytest.mark.parametrize(
    ("text", "line", "sentence"),
    [
        ("- een lijst\n", 1, "names with values"),
        ("", 1, "names with values"),
        ("examples: tekst\n", 1, "must be a list of rows"),
        ("examples: [1]\n", 1, "must have names"),
        ("examples: []\n", 1, "There are no examples"),
        ("examples:\n  - {title: x, on: 2026-01-01, facts: {}, verdict: misschien}\n", 2,
         "A verdict is one of"),
        ("examples:\n  - {title: x, on: vandaag, facts: {}, verdict: not}\n", 2, "a date"),
        ("examples:\n  - {title: x, on: 2026-01-01, facts: {onzin: 1}, verdict: not}\n", 2,
         "No law knows a fact named 'onzin'"),
        ("examples:\n  - {title: x, on: 2026-01-01, facts: {vermogen: -1}, verdict: not}\n", 2,
         "vermogen is −€0.01"),
    ],
)  # fmt: skip
def test_examples_of_another_shape_are_refused_with_their_place(
    tmp_path: Path, text: str, line: int, sentence: str
) -> None:
    (tmp_path / "examples.yaml").write_text(text)
    with pytest.raises(LawError) as refused:
        read_examples(tmp_path, LIBRARY)
    assert str(refused.value).startswith(f"{tmp_path}/examples.yaml:{line}: ")
    assert sentence in refused.value.sentence


@pytest.mark.parametrize(
    ("key", "value", "sentence"),
    [
        ("organisation", "gemeente-nergens", "There is no organisation 'gemeente-nergens'"),
        ("scheme", "nergens", "No law gives a scheme named 'nergens'"),
        ("area", "{gemeente: '9998'}", "There is no fact named 'gemeente'"),
        ("area", "{gemeente_code: 9998}", "needs one code in quotes"),
        ("begins_with", "wens", "There is no fact named 'wens'"),
    ],
)
def test_a_service_that_names_what_is_not_there_is_refused(
    tmp_path: Path, key: str, value: str, sentence: str
) -> None:
    text = FILES["services/meedoen-meerwijk/service.yaml"].replace("meedoen_meerwijk ", "isde ")
    rows = [line for line in text.splitlines() if not line.startswith(f"{key}:")]
    file = tmp_path / "services" / "meedoen-meerwijk" / "service.yaml"
    file.parent.mkdir(parents=True)
    file.write_text("\n".join([*rows, f"{key}: {value}\n"]))
    with pytest.raises(LawError) as refused:
        read_services(tmp_path, LIBRARY, frozenset({"gemeente-meerwijk"}))
    assert str(refused.value).startswith(f"{file}:{len(rows) + 1}: ")
    assert sentence in refused.value.sentence
