"""Scenarios of regelrecht: our own tree, the public samples, and what they may not do."""

from pathlib import Path

import pytest
import yaml

from oogopslag.conf.cli import main
from oogopslag.core.law.regelrecht import run_features
from oogopslag.core.law.regelrecht.grammar import SENTENCES, find, typed
from oogopslag.core.law.regelrecht.steps import ACTIONS
from tests.core.law.regelrecht.builders import TREE, TREE_ABSENCE, article, law

FEATURE = """\
Feature: A trial

  Scenario: One value
    When I evaluate "x" of "proef"
    {step}
"""


def feature(folder: Path, step: str) -> Path:
    law(folder, article("7"))
    file = folder / "proef.feature"
    file.write_text(FEATURE.format(step=step))
    return file


@pytest.mark.parametrize(
    ("tree", "verdicts"), [(TREE, {"passed", "skipped"}), (TREE_ABSENCE, {"passed"})]
)
def test_every_scenario_of_our_own_trees_passes(tree: Path, verdicts: set[str]) -> None:
    refused, told = run_features(tree)
    scenarios = list(told)
    assert refused == []
    assert [one for one in scenarios if one.verdict not in verdicts] == []
    assert {one.verdict for one in scenarios} == verdicts


def test_the_last_line_counts_the_scenarios(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["law", "features", str(TREE)]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "23 passed, 0 failed, 1 skipped"


def test_the_public_samples_pass(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["law", "features", str(shared / "contracts/regelrecht-samples")]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "9 passed, 0 failed, 0 skipped"


def test_every_sentence_of_the_public_grammar_is_known(shared: Path) -> None:
    grammar = yaml.safe_load((shared / "contracts/regelrecht-bdd-grammar.yaml").read_text())
    theirs = {
        (one["text"], one["action"], one["tier"], tuple(one.get("literals", ())))
        for one in grammar["steps"]
    }
    ours = {(one.text, one.action, one.tier, one.literals) for one in SENTENCES}
    assert ours == theirs
    assert {one.action for one in SENTENCES} <= set(ACTIONS)


@pytest.mark.parametrize(
    ("step", "sentence"),
    [
        ('Then output "x" equals 8', "Output 'x' is 7, not 8."),
        ('Then output "x" is true', "Output 'x' is 7, not True."),
        ('Then output "x" equals "zeven"', "is 7, not 'zeven'"),
        ('Then output "x" is null', "is 7, not None"),
        ('Then output "x" contains "7"', "Output 'x' is 7."),
        ('Then output "y" equals 7', "There is no output 'y'; there are: x."),
        ("Then the execution fails", "The execution succeeded."),
        ('Then the result contains exactly the outputs "x, y"', "The outputs are x."),
        ('Then output "x" has override provenance', "has direct provenance"),
        ('Then output "x" is tainted as untranslatable', "not tainted"),
        ('Given law "nergens" is loaded', "not at hand"),
        ('Given the untranslatable mode is "soms"', "no mode"),
    ],
)
def test_a_check_that_does_not_hold_fails_with_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], step: str, sentence: str
) -> None:
    file = feature(tmp_path, step)
    assert main(["law", "features", str(tmp_path)]) == 1
    told = capsys.readouterr().out
    assert f"{file}:5: {step.split(' ', 1)[1]}" in told
    assert sentence in told
    assert told.splitlines()[-1] == "0 passed, 1 failed, 0 skipped"


@pytest.mark.parametrize(
    ("step", "meant"),
    [
        ("""output "x" equals '["a","b"]'""", ["a", "b"]),
        ("""output 'x' equals "a'b\\"c\"""", "a'b\"c"),
        ('output "x" equals "007"', 7),
    ],
)
def test_a_text_stands_in_double_or_in_single_quotes(step: str, meant: object) -> None:
    known = find(step)
    assert known is not None
    sentence, (name, value) = known
    assert (sentence.action, name, typed(str(value))) == ("assert_equals", "x", meant)


def test_an_unknown_sentence_is_refused_with_file_and_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = feature(tmp_path, "Then the law is beautiful")
    assert main(["law", "features", str(tmp_path)]) == 2
    told = capsys.readouterr().out
    assert f"{file}:5: I do not know the sentence: the law is beautiful" in told
    assert told.splitlines()[-1] == "0 passed, 1 failed, 0 skipped"


def test_a_feature_that_is_none_is_refused_with_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = feature(tmp_path, "| a | b |\n    | c |")
    assert main(["law", "features", str(tmp_path)]) == 2
    assert f"{file}:6: This is no feature" in capsys.readouterr().out


def test_a_folder_without_features_or_no_folder_at_all(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["law", "features", str(tmp_path)]) == 2
    assert main(["law", "features", str(tmp_path / "nergens")]) == 2
    assert "is not a folder" in capsys.readouterr().err


def test_a_tier_that_nobody_knows_is_skipped_with_that_word(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = feature(tmp_path, "Then it flies")
    file.write_text("@tier:flying\n" + file.read_text())
    assert main(["law", "features", str(tmp_path)]) == 0
    told = capsys.readouterr().out
    assert "skipped: tier flying" in told
    assert told.splitlines()[-1] == "0 passed, 0 failed, 1 skipped"


@pytest.mark.parametrize(
    ("text", "meant"),
    [("42", 42), ("-1", -1), (" true ", True), ("null", None), ("", None), ("GM0384", "GM0384")],
)
def test_the_content_of_a_cell_decides_what_it_is(text: str, meant: object) -> None:
    assert typed(text) == meant
    assert type(typed(text)) is type(meant)


def test_a_quoted_value_and_a_bare_number_are_the_same_sentence() -> None:
    quoted, bare = find('parameter "n" is "4.5"'), find('parameter "n" is 4.5')
    assert quoted and bare
    assert typed(str(quoted[1][1])) == bare[1][1]


def test_each_feature_is_run_with_the_laws_of_its_own_tree(tmp_path: Path) -> None:
    """Two trees with a law of the same name, and scenarios of engines beside one of them."""
    for tree, value in (("corpus", 7), ("demo/corpus", 8)):
        laws = tmp_path / tree / "regulation/nl/wet/proef"
        (laws / "scenarios").mkdir(parents=True)
        law(laws, article(str(value)))
        step = f'Then output "x" equals {value}'
        (laws / "scenarios/proef.feature").write_text(FEATURE.format(step=step))
    engines = tmp_path / "bdd/engines"
    engines.mkdir(parents=True)
    (engines / "proef.feature").write_text(FEATURE.format(step='Then output "x" equals 7'))
    for folder, count in ((tmp_path / "bdd", 1), (tmp_path / "demo", 1), (tmp_path, 1)):
        refused, told = run_features(folder)
        assert (refused, [one.verdict for one in told]) == ([], ["passed"] * count)
    within = tmp_path / "demo/corpus/regulation/nl/wet/proef/scenarios"
    assert [one.verdict for one in run_features(within)[1]] == ["passed"]
