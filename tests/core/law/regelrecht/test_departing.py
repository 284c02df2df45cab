"""How laws of schema 0.8.0 depart from each other, and registers that cannot be asked."""

from pathlib import Path

import pytest

from oogopslag.core.law.regelrecht import Register, RunError
from oogopslag.core.law.regelrecht.values import Unknown
from tests.core.law.regelrecht.builders import HEAD, run

ARTICLE = """\
  - number: '{number}'
    text: Proef.
    url: https://voorbeeld.example/{number}
    machine_readable:
      {more}
      execution:
        {execution}
"""


def laws(folder: Path, **articles: str) -> None:
    """One law per name."""
    for name, body in articles.items():
        head = HEAD.format(name=name, layer="WET", start="2020-01-01").replace("0.5.6", "0.8.0")
        (folder / f"{name}.yaml").write_text(f"{head}articles:\n{body}")


def part(execution: str, number: str = "1", more: str = "endpoint: proef") -> str:
    return ARTICLE.format(number=number, more=more, execution=execution)


def gives(output: str, value: str, *more: str, kind: str = "number") -> str:
    """The execution of an article with one output."""
    actions = f"actions: [{{output: {output}, value: {value}}}]"
    return "\n        ".join((f"output: [{{name: {output}, type: {kind}}}]", actions, *more))


SPECIAL = "overrides: [{law: algemeen, article: '1', output: weken}]"
READS = "input: [{name: basis, type: number, source: {regulation: algemeen, output: weken}}]"


def test_a_special_law_speaks_before_other_outputs_are_computed(tmp_path: Path) -> None:
    general = """\
output: [{name: weken, type: number}, {name: dagen, type: number}]
        actions:
          - {output: dagen, value: {operation: MULTIPLY, values: [$weken, 7]}}
          - {output: weken, value: 6}"""
    asks = "input: [{name: d, type: number, source: {regulation: algemeen, output: dagen}}]"
    laws(
        tmp_path,
        algemeen=part(general),
        bijzonder=part(gives("weken", "4"), more=SPECIAL) + part(gives("x", "$d", asks), "2"),
    )
    assert run(tmp_path).evaluate("algemeen", ["dagen"], {}).outputs["dagen"] == 42
    assert run(tmp_path).evaluate("bijzonder", ["x"], {}).outputs["x"] == 28


def test_an_article_reads_what_it_gives_itself_also_when_that_does_not_arise(
    tmp_path: Path,
) -> None:
    void = "overrides: [{law: algemeen, article: '1', output: weken, voids: true}]"
    general = """\
output: [{name: weken, type: number}, {name: dagen, type: number}]
        actions:
          - {output: weken, value: 6}
          - {output: dagen, value: {operation: MULTIPLY, values: [$weken, 7]}}"""
    laws(tmp_path, algemeen=part(general) + part("produces: {}", "2", void))
    assert run(tmp_path).evaluate("algemeen", ["dagen"], {}).outputs == {"dagen": 42}
    with pytest.raises(RunError, match="does not arise"):
        run(tmp_path).evaluate("algemeen", ["weken"], {})


def test_who_departs_from_a_value_reads_it_as_it_was(tmp_path: Path) -> None:
    twice = "{operation: MULTIPLY, values: [$basis, 2]}"
    laws(
        tmp_path,
        algemeen=part(gives("weken", "6")),
        bijzonder=part(gives("weken", twice, READS), more=SPECIAL),
    )
    assert run(tmp_path).evaluate("bijzonder", ["weken"], {}).outputs == {"weken": 12}


def test_an_article_replaces_one_of_its_own_law_and_reads_what_that_gives(tmp_path: Path) -> None:
    own = "overrides: [{law: proef, article: '1', output: weken}]"
    reads = READS.replace("regulation: algemeen, ", "")
    more = "{operation: ADD, values: [$basis, 1]}"
    laws(
        tmp_path,
        proef=part(gives("weken", "6")) + part(gives("weken", more, reads), "2", own),
        ander=part(gives("x", "$basis", READS.replace("algemeen", "proef"))),
    )
    assert run(tmp_path).evaluate("ander", ["x"], {}).outputs == {"x": 7}


def filling(value: str, *more: str) -> str:
    fills = "implements: [{law: proef, article: '1', open_term: t}]"
    return part(gives("t", value, *more), more=fills).replace(
        "number}]", "number, nullable: true}]"
    )


TERM = "open_terms: [{id: t, type: number, default: {actions: [{output: t, value: 9}]}}]"


def test_a_regulation_that_is_silent_leaves_a_term_to_the_next_and_then_to_the_default(
    tmp_path: Path,
) -> None:
    laws(tmp_path, proef=part(gives("x", "$t"), more=TERM), stil=filling("null"))
    assert run(tmp_path).evaluate("proef", ["x"], {}).outputs == {"x": 9}
    laws(tmp_path, lager=filling("5"))
    lower = tmp_path / "lager.yaml"
    lower.write_text(lower.read_text().replace("layer: WET", "layer: AMVB"))
    assert run(tmp_path).evaluate("proef", ["x"], {}).outputs == {"x": 5}


def test_who_fills_a_term_reads_the_law_without_its_own_filling(tmp_path: Path) -> None:
    reads = "input: [{name: basis, type: number, source: {regulation: proef, output: x}}]"
    double = "{operation: MULTIPLY, values: [$basis, 2]}"
    laws(tmp_path, proef=part(gives("x", "$t"), more=TERM), lager=filling(double, reads))
    assert run(tmp_path).evaluate("proef", ["x"], {}).outputs == {"x": 18}


def test_a_register_that_cannot_be_asked_passes_on_why(tmp_path: Path) -> None:
    of = "parameters: [{name: partner, type: string, nullable: true}]"
    held = "input: [{name: jaar, type: number, nullable: true, source: {}}]"
    execution = gives("x", "$jaar", of, held).replace(
        "x, type: number", "x, type: number, nullable: true"
    )
    laws(tmp_path, proef=part(execution))
    asked = run(tmp_path)
    asked.registers.add(Register.of("boek", "partner", [{"partner": "900000012", "jaar": 1970}]))
    assert asked.evaluate("proef", ["x"], {"partner": None}).outputs == {"x": None}
    nobody_knows = Unknown(frozenset({"partner"}))
    asked = run(tmp_path)
    asked.registers.add(Register.of("boek", "partner", [{"partner": "900000012", "jaar": 1970}]))
    assert asked.evaluate("proef", ["x"], {"partner": nobody_knows}).outputs == {"x": nobody_knows}


def test_an_action_reads_an_output_before_an_input_of_that_name(tmp_path: Path) -> None:
    execution = """\
parameters: [{name: bsn, type: string}]
        input: [{name: inkomen, type: number, source: {}}]
        output: [{name: x, type: number}, {name: inkomen, type: number}]
        actions:
          - {output: x, value: {operation: ADD, values: [$inkomen, 1]}}
          - {output: inkomen, value: {operation: MULTIPLY, values: [$inkomen, 2]}}"""
    laws(tmp_path, proef=part(execution))
    asked = run(tmp_path)
    asked.registers.add(Register.of("boek", "bsn", [{"bsn": "900000012", "inkomen": 10}]))
    found = asked.evaluate("proef", ["x"], {"bsn": "900000012"}).outputs
    assert found == {"inkomen": 20, "x": 21}
