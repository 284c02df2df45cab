"""What regelrecht's schemas after 0.5.6 added: parts of dates, voids, submissions, laziness."""

from datetime import date
from pathlib import Path

import pytest

from oogopslag.core.law.regelrecht import Provenance, Register, Run, RunError
from tests.core.law.regelrecht.builders import article, corpus, law, run, value


def newest(file: Path) -> None:
    """The same law, as one of schema 0.8.0."""
    file.write_text(file.read_text().replace("0.5.6", "0.8.0"))


@pytest.mark.parametrize(
    ("action", "outcome"),
    [
        ("{operation: DATE_PART, date: '2024-02-29', in: year}", 2024),
        ("{operation: DATE_PART, date: $referencedate, in: month}", 1),
        ("{operation: DATE_PART, date: '2024-02-29', in: day}", 29),
        ("{operation: START_OF, date: '2024-02-29', in: month}", "2024-02-01"),
        ("{operation: START_OF, date: '2024-02-29', in: year}", "2024-01-01"),
    ],
)
def test_a_date_gives_its_parts_and_its_start(tmp_path: Path, action: str, outcome: object) -> None:
    assert value(tmp_path, action) == outcome


@pytest.mark.parametrize(
    "action",
    [
        "{operation: DATE_PART, date: '2024-02-29', in: years}",
        "{operation: START_OF, date: '2024-02-29', in: week}",
    ],
)
def test_a_part_that_a_date_has_not_is_an_error(tmp_path: Path, action: str) -> None:
    with pytest.raises(RunError, match="Invalid operation"):
        value(tmp_path, action)


def test_where_an_article_stands_and_what_it_settles_is_read(tmp_path: Path) -> None:
    more = "declares: [{property: name, value: Proef}]\n      executes: [{article: 'andere#1'}]"
    placed = article("7", more=more).replace(
        "    machine_readable", "    placement: {hoofdstuk: {number: '1'}}\n    machine_readable"
    )
    law(tmp_path, placed)
    asked = run(tmp_path)
    assert asked.corpus.refused == []
    assert asked.evaluate("proef", ["x"], {}).outputs == {"x": 7}


def test_a_part_that_nobody_reads_is_passed_over(tmp_path: Path) -> None:
    body = article("7", more="norm_gaps: [{about: iets}]").replace(
        "    text: Proef.", "    text: Proef.\n    leden: ['1']"
    )
    law(tmp_path, body)
    assert run(tmp_path).evaluate("proef", ["x"], {}).outputs == {"x": 7}


def test_an_operation_of_an_action_itself_may_carry_a_setting(tmp_path: Path) -> None:
    body = article("1").replace("value: 1", "operation: SUBTRACT, values: [9, 2], precision: 0")
    law(tmp_path, body)
    assert run(tmp_path).evaluate("proef", ["x"], {}).outputs == {"x": 7}


def two(folder: Path, second: str, name: str = "proef", *, first: str = "100") -> Path:
    """A law with an article that gives x, and a second article."""
    return law(
        folder,
        article(first)
        + f"""\
  - number: '2'
    text: Niettemin bestaat geen aanspraak.
    url: https://voorbeeld.example/2
    machine_readable:
      {second}
""",
        name,
    )


VOID = (
    "overrides: [{law: proef, article: '1', output: x, voids: true, "
    "legal_text_excerpt: bestaat geen aanspraak}]"
)


def test_what_its_own_law_voids_does_not_arise_for_whoever_asks(tmp_path: Path) -> None:
    two(tmp_path, VOID)
    taken = "input: [{name: y, type: number, source: {regulation: proef, output: x}}]"
    law(tmp_path, article("$y").replace("output:\n", f"{taken}\n        output:\n", 1), "ander")
    for asked in ("proef", "ander"):
        with pytest.raises(RunError, match="does not arise: proef article 2: bestaat geen"):
            run(tmp_path).evaluate(asked, ["x"], {})


def test_what_another_law_voids_arises_unless_that_law_asks(tmp_path: Path) -> None:
    law(tmp_path, article("100"))
    taken = "input: [{name: y, type: number, source: {regulation: proef, output: x}}]"
    other = article("$y", more=VOID).replace("output:\n", f"{taken}\n        output:\n", 1)
    law(tmp_path, other, "ander")
    assert run(tmp_path).evaluate("proef", ["x"], {}).outputs == {"x": 100}
    with pytest.raises(RunError, match="does not arise: ander article 1"):
        run(tmp_path).evaluate("ander", ["x"], {})


def test_an_exception_in_the_same_law_holds_for_whoever_asks(tmp_path: Path) -> None:
    two(
        tmp_path,
        "overrides: [{law: proef, article: '1', output: x}]\n      execution: {actions: "
        "[{output: x, value: 60}]}",
    )
    taken = "input: [{name: y, type: number, source: {regulation: proef, output: x}}]"
    law(tmp_path, article("$y").replace("output:\n", f"{taken}\n        output:\n", 1), "ander")
    assert run(tmp_path).evaluate("ander", ["x"], {}).outputs == {"x": 60}


def test_a_default_also_holds_when_what_fills_a_term_gives_nothing(tmp_path: Path) -> None:
    default = "{actions: [{output: y, value: 5}]}"
    law(tmp_path, article("$y", more=f"open_terms: [{{id: y, type: number, default: {default}}}]"))
    fills = "implements: [{law: proef, article: '1', open_term: y}]"
    law(tmp_path, article("null", more=fills, output="y"), "regeling", "MINISTERIELE_REGELING")
    assert run(tmp_path).evaluate("proef", ["x"], {}).outputs == {"x": 5}


def test_a_regulation_of_another_layer_than_a_term_is_left_to_does_not_fill_it(
    tmp_path: Path,
) -> None:
    term = "open_terms: [{id: y, type: number, delegation_type: MINISTERIELE_REGELING}]"
    law(tmp_path, article("$y", more=term))
    fills = "implements: [{law: proef, article: '1', open_term: y}]"
    law(tmp_path, article("999", more=fills, output="y"), "wet_zonder_bevoegdheid")
    with pytest.raises(RunError, match="required open term 'y'"):
        run(tmp_path).evaluate("proef", ["x"], {})
    law(tmp_path, article("3", more=fills, output="y"), "regeling", "MINISTERIELE_REGELING")
    assert run(tmp_path).evaluate("proef", ["x"], {}).outputs == {"x": 3}


def submitted(folder: Path, applies: str, decisions: dict[str, str]) -> dict[str, object]:
    """What asking for a submission gives, with a hook and decisions on it by law and character."""
    request = article("1").replace(
        "execution:", "execution:\n        produces: {submission: {kind: AANVRAAG}}"
    )
    law(folder, request)
    for name, character in decisions.items():
        produces = f"produces: {{legal_character: {character}, decides_on: ['proef#1']}}"
        decision = article("2").replace("execution:", f"execution:\n        {produces}")
        law(folder, decision, name)
    hook = f"hooks: [{{hook_point: pre_actions, applies_to: {applies}}}]"
    law(folder, article("true", more=hook, output="getekend", kind="boolean"), "algemeen")
    return dict(run(folder).evaluate("proef", ["x"], {}).outputs)


@pytest.mark.parametrize(
    ("applies", "decisions", "runs"),
    [
        ("{submission: AANVRAAG}", {}, True),
        ("{submission: AANVRAAG, decided_by: BESCHIKKING}", {"een": "BESCHIKKING"}, True),
        ("{submission: AANVRAAG, decided_by: BESCHIKKING}", {}, False),
        ("{submission: AANVRAAG, decided_by: BESCHIKKING}",
         {"een": "BESCHIKKING", "twee": "TOETS"}, False),
        ("{submission: AANVRAAG, established_by: 'proef#1'}", {}, True),
        ("{submission: AANVRAAG, established_by: 'proef#2'}", {}, False),
        ("{legal_character: BESCHIKKING}", {"een": "BESCHIKKING"}, False),
    ],
)  # fmt: skip
def test_a_hook_on_a_submission_runs_beside_what_it_names(
    tmp_path: Path, applies: str, decisions: dict[str, str], runs: bool
) -> None:
    outputs = submitted(tmp_path, applies, decisions)
    assert outputs == ({"x": 1, "getekend": True} if runs else {"x": 1})


def test_a_step_that_is_a_decision_has_the_hooks_of_a_decision(tmp_path: Path) -> None:
    stages = "[{name: VOORSCHOT, is: BESLUIT}, {name: BETALING}]"
    file = law(
        tmp_path,
        article("1").replace(
            "execution:", "execution:\n        produces: {legal_character: BESCHIKKING}"
        ),
    )
    procedure = (
        f"procedure: [{{id: p, default: true, applies_to: {{legal_character: BESCHIKKING}}, "
        f"stages: {stages}}}]\n"
    )
    file.write_text(file.read_text().replace("articles:", procedure + "articles:"))
    for name, stage in (("besluit", "BESLUIT"), ("later", "BETALING"), ("nooit", "BEZWAAR")):
        applies = f"{{legal_character: BESCHIKKING, stage: {stage}}}"
        hook = f"hooks: [{{hook_point: post_actions, applies_to: {applies}}}]"
        law(tmp_path, article("1", more=hook, output=name), name)
    went = Run(corpus(tmp_path), date(2025, 1, 1)).staged("proef", "x", {})
    assert set(went.outputs) == {"x", "besluit", "later"}


LAZY = """\
articles:
  - number: '1'
    text: Proef.
    url: https://voorbeeld.example/1
    machine_readable:
      execution:
        parameters:
          - {{name: bsn, type: string, required: true}}
          - {{name: dag, type: date, required: true}}
        input:
          - {{name: leeftijd, type: number, source: {{}}}}
          - {{name: inkomen, type: number, source: {{regulation: {source}, output: inkomen}}}}
        output:
          - {{name: voldoet, type: boolean}}
          - {{name: dubbel, type: number}}
          - {{name: einddag, type: date}}
        actions:
          - output: einddag
            value: {{operation: DATE_ADD, date: $dag, days: 1}}
          - output: voldoet
            value:
              operation: AND
              conditions:
                - {{operation: GREATER_THAN_OR_EQUAL, subject: $leeftijd, value: 18}}
                - {{operation: LESS_THAN, subject: $inkomen, value: 100}}
          - output: dubbel
            value: {{operation: MULTIPLY, values: [$leeftijd, 2]}}
"""


def asked_of(folder: Path, age: int) -> Run:
    found = run(folder)
    found.registers.add(Register.of("personen", "bsn", [{"bsn": 1, "leeftijd": age}]))
    return found


def test_from_0_8_0_only_what_the_answer_reads_is_fetched(tmp_path: Path) -> None:
    """The law that would give the income is not there: who is too young is not asked about it."""
    newest(law(tmp_path, LAZY.format(source="nergens")))
    young = asked_of(tmp_path, 17).evaluate("proef", ["voldoet"], {"bsn": 1})
    assert young.outputs == {"voldoet": False}
    assert young.provenance == {"voldoet": Provenance.DIRECT}
    with pytest.raises(RunError, match="Law not found: nergens"):
        asked_of(tmp_path, 18).evaluate("proef", ["voldoet"], {"bsn": 1})


def test_from_0_8_0_a_parameter_that_nobody_reads_may_be_missing(tmp_path: Path) -> None:
    newest(law(tmp_path, LAZY.format(source="nergens")))
    assert asked_of(tmp_path, 30).evaluate("proef", ["dubbel"], {"bsn": 1}).outputs["dubbel"] == 60
    with pytest.raises(RunError, match="Variable not found: dag"):
        asked_of(tmp_path, 30).evaluate("proef", ["einddag"], {"bsn": 1})


def test_before_0_8_0_an_article_is_done_as_a_whole(tmp_path: Path) -> None:
    law(tmp_path, LAZY.format(source="nergens"))
    with pytest.raises(RunError, match="Law not found: nergens"):
        asked_of(tmp_path, 17).evaluate("proef", ["dubbel"], {"bsn": 1, "dag": "2025-01-01"})


def test_what_a_hook_asks_of_an_article_is_done_for_it(tmp_path: Path) -> None:
    decision = LAZY.format(source="nergens").replace(
        "execution:", "execution:\n        produces: {legal_character: BESCHIKKING}"
    )
    newest(law(tmp_path, decision))
    hook = "hooks: [{hook_point: post_actions, applies_to: {legal_character: BESCHIKKING}}]"
    body = article("{operation: ADD, values: [$dubbel, 1]}", more=hook, output="meer").replace(
        "execution:", "execution:\n        parameters: [{name: dubbel, type: number}]"
    )
    newest(law(tmp_path, body, "haak"))
    found = asked_of(tmp_path, 17).evaluate("proef", ["voldoet"], {"bsn": 1})
    assert found.outputs == {"voldoet": False, "dubbel": 34, "meer": 35}
    assert found.provenance["meer"] == Provenance.REACTIVE


def test_inputs_that_look_each_other_up_find_neither(tmp_path: Path) -> None:
    circle = LAZY.format(source="nergens").replace(
        "source: {}", "source: {regulation: proef, output: dubbel, parameters: {bsn: $inkomen}}"
    ).replace("output: inkomen}", "output: inkomen, parameters: {bsn: $leeftijd}}")  # fmt: skip
    newest(law(tmp_path, circle))
    with pytest.raises(RunError, match="Variable not found: leeftijd"):
        run(tmp_path).evaluate("proef", ["dubbel"], {})


def test_from_0_8_0_the_order_of_the_file_changes_no_value(tmp_path: Path) -> None:
    """What an action reads is done before it, also when a parameter has the same name."""
    file = law(
        tmp_path,
        """\
articles:
  - number: '1'
    text: Proef.
    url: https://voorbeeld.example/1
    machine_readable:
      execution:
        parameters: [{name: basis, type: number}]
        output: [{name: x, type: number}, {name: basis, type: number}]
        actions:
          - {output: x, value: {operation: ADD, values: [$basis, 1]}}
          - {output: basis, value: {operation: MULTIPLY, values: [$basis, 10]}}
""",
    )
    assert run(tmp_path).evaluate("proef", ["x"], {"basis": 2}).outputs["x"] == 3
    newest(file)
    assert run(tmp_path).evaluate("proef", ["x"], {"basis": 2}).outputs == {"basis": 20, "x": 21}


def test_from_0_8_0_outputs_that_need_each_other_are_refused(tmp_path: Path) -> None:
    circle = article("{operation: ADD, values: [$y, 1]}").rstrip() + (
        "\n          - {output: y, value: {operation: ADD, values: [$x, 1]}}\n"
    )
    newest(law(tmp_path, circle))
    with pytest.raises(RunError, match="Circular reference detected: output 'x' needs 'y'"):
        run(tmp_path).evaluate("proef", ["x"], {})


def test_a_member_of_a_foreach_is_no_output_of_that_name(tmp_path: Path) -> None:
    each = "{operation: FOREACH, collection: [1, 2], as: bedrag, body: $bedrag, combine: ADD}"
    body = article(each).rstrip() + "\n          - {output: bedrag, value: $nergens}\n"
    newest(law(tmp_path, body))
    assert run(tmp_path).evaluate("proef", ["x"], {}).outputs == {"x": 3}


BESIDE = "hooks: [{hook_point: pre_actions, applies_to: {legal_character: BESCHIKKING}}]"


def given_by(first: str, second: str) -> str:
    """Articles 1 and 2 both give `x`, 7 and 8."""
    after = article("8", more=second).removeprefix("articles:\n")
    return article("7", more=first) + after.replace("'1'", "'2'", 1)


@pytest.mark.parametrize(("first", "second", "outcome"), [("", BESIDE, 7), (BESIDE, "", 8)])
def test_an_output_is_asked_of_who_gives_it_not_of_who_runs_beside(
    tmp_path: Path, first: str, second: str, outcome: int
) -> None:
    newest(law(tmp_path, given_by(first, second)))
    assert run(tmp_path).evaluate("proef", ["x"], {}).outputs == {"x": outcome}


def test_from_0_8_0_an_output_that_two_articles_give_is_refused(tmp_path: Path) -> None:
    file = law(tmp_path, given_by("", ""))
    assert run(tmp_path).evaluate("proef", ["x"], {}).outputs == {"x": 8}
    newest(file)
    with pytest.raises(RunError, match="'x' of proef is given by articles 1 and 2"):
        run(tmp_path).evaluate("proef", ["x"], {})


@pytest.mark.parametrize("schema", ["0.7.1", "0.8.0"])
def test_what_no_branch_reads_is_not_fetched_from_schema_0_7_1(tmp_path: Path, schema: str) -> None:
    file = elsewhere(tmp_path)
    with pytest.raises(RunError, match="Law not found: nergens"):
        run(tmp_path).evaluate("proef", ["x"], {})
    file.write_text(file.read_text().replace("0.5.6", "0.7.0"))
    with pytest.raises(RunError, match="Law not found: nergens"):
        run(tmp_path).evaluate("proef", ["x"], {})
    file.write_text(file.read_text().replace("0.7.0", schema))
    assert run(tmp_path).evaluate("proef", ["x"], {}).outputs == {"x": 7}


def elsewhere(folder: Path) -> Path:
    """A law that reads another law, which is not there, only in a branch that is not taken."""
    taken = "{operation: IF, cases: [{when: false, then: $elders}], default: 7}"
    reading = "input: [{name: elders, type: number, source: {regulation: nergens, output: y}}]"
    return law(folder, article(taken).replace("execution:\n", f"execution:\n        {reading}\n"))
