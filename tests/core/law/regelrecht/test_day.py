"""What an article asks of the other laws is found without reading them all again."""

from datetime import date
from pathlib import Path

import pytest

from oogopslag.conf.cli import main
from oogopslag.core.law.regelrecht import Corpus
from oogopslag.core.law.regelrecht.corpus import MOST_DAYS
from tests.core.law.regelrecht.builders import article, corpus, law, run

DECIDES = "produces: {legal_character: BESCHIKKING}"
HOOKS = """\
articles:
  - number: '1'
    text: Elke beschikking noemt een termijn.
    url: https://voorbeeld.example/1
    machine_readable:
      hooks:
        - hook_point: post_actions
          applies_to: {legal_character: BESCHIKKING, stage: BESLUIT}
      execution:
        output: [{name: termijn_weken, type: number}]
        actions: [{output: termijn_weken, value: 6}]
"""
ON = date(2025, 1, 1)


def deciding(folder: Path) -> Corpus:
    """One law that decides, one that reacts to decisions, and thirty that do neither."""
    body = article("7").replace("execution:\n", f"execution:\n        {DECIDES}\n")
    law(folder, body)
    law(folder, HOOKS, name="algemeen")
    for number in range(30):
        law(folder, article("1"), name=f"anders_{number}")
    return corpus(folder)


def test_only_who_reacts_is_looked_at(tmp_path: Path) -> None:
    found = deciding(tmp_path)
    decision = found.at("proef", ON).articles[0]
    assert [one.id for one, _ in found.day(ON).hooking(decision)] == ["algemeen"]
    assert list(found.day(ON).hooking(found.at("anders_3", ON).articles[0])) == []
    assert run(tmp_path).evaluate("proef", ["x"], {}).outputs == {"x": 7, "termijn_weken": 6}


def test_a_day_is_arranged_once_and_an_ended_law_reacts_no_more(tmp_path: Path) -> None:
    found = deciding(tmp_path)
    assert found.day(ON) is found.day(ON)
    file = tmp_path / "algemeen-WET-2020-01-01.yaml"
    file.write_text(file.read_text() + "valid_to: '2024-12-31'\n")
    ended = corpus(tmp_path)
    decision = ended.at("proef", ON).articles[0]
    assert list(ended.day(ON).hooking(decision)) == []
    assert len(list(ended.day(date(2024, 12, 31)).hooking(decision))) == 1


def test_many_days_are_not_all_kept(tmp_path: Path) -> None:
    found = deciding(tmp_path)
    first = found.day(date.fromordinal(ON.toordinal()))
    for number in range(1, MOST_DAYS + 1):
        found.day(date.fromordinal(ON.toordinal() + number))
    assert found.day(ON) is not first


def test_what_cannot_be_read_is_told_once_with_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scenarios = tmp_path / "corpus/regulation/nl/wet/proef"
    scenarios.mkdir(parents=True)
    bad = scenarios / "fout.yaml"
    bad.write_text("$id: fout\nregulatory_layer: WAT\narticles: []\n")
    law(scenarios, article("7"))
    (scenarios / "a.feature").write_text("Dit is geen feature.\n")
    (tmp_path / "b.feature").write_text("Feature: B\n\n  Scenario: X\n    Given niets\n")
    (tmp_path / "losse.yaml").write_text("x: [\n")
    assert main(["law", "features", str(tmp_path)]) == 2
    told = capsys.readouterr()
    everything = told.out + told.err
    assert everything.count(f"{bad}:2: ") == 1
    assert everything.count(f"{scenarios / 'a.feature'}:1: ") == 1
    assert everything.count(str(scenarios / "a.feature")) == 1
