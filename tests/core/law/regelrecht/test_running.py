"""How laws lean on each other: fillings, hooks, stages, known values, circles."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from oogopslag.core.law.regelrecht import Register, Run, RunError, ask
from tests.core.law.regelrecht.builders import TREE, article, corpus, law, run

TERM = "open_terms: [{id: y, type: number, required: %s}]"


def filling(folder: Path, name: str, layer: str, value: int, start: str = "2020-01-01") -> None:
    fills = "implements: [{law: proef, article: '1', open_term: y}]"
    law(folder, article(str(value), more=fills, output="y"), name, layer, start)


def test_the_higher_regulation_fills_an_open_term_and_of_equals_the_newer(tmp_path: Path) -> None:
    law(tmp_path, article("$y", more=TERM % "true"))
    filling(tmp_path, "beleid", "BELEIDSREGEL", 1, "2024-01-01")
    filling(tmp_path, "oude_regeling", "MINISTERIELE_REGELING", 2, "2020-01-01")
    filling(tmp_path, "nieuwe_regeling", "MINISTERIELE_REGELING", 3, "2022-01-01")
    assert run(tmp_path).evaluate("proef", ["x"], {}).outputs == {"x": 3}
    assert run(tmp_path, "2021-01-01").evaluate("proef", ["x"], {}).outputs == {"x": 2}


def test_two_fillings_of_equal_rank_and_day_are_an_error(tmp_path: Path) -> None:
    law(tmp_path, article("$y", more=TERM % "true"))
    filling(tmp_path, "een", "AMVB", 1)
    filling(tmp_path, "twee", "AMVB", 2)
    with pytest.raises(RunError, match="ambiguous priority"):
        run(tmp_path).evaluate("proef", ["x"], {})


def test_a_required_term_that_nobody_fills_is_an_error_and_an_optional_one_is_nothing(
    tmp_path: Path,
) -> None:
    law(tmp_path, article("$y", more=TERM % "true"))
    with pytest.raises(RunError, match="required open term 'y'"):
        run(tmp_path).evaluate("proef", ["x"], {})
    law(tmp_path, article("$y", more=TERM % "false"))
    assert run(tmp_path).evaluate("proef", ["x"], {}).outputs == {"x": None}


def test_a_default_fills_a_term_and_may_use_the_parameters(tmp_path: Path) -> None:
    default = "{actions: [{output: y, value: {operation: ADD, values: [$p, 1]}}]}"
    law(tmp_path, article("$y", more=f"open_terms: [{{id: y, type: number, default: {default}}}]"))
    assert run(tmp_path).evaluate("proef", ["x"], {"p": 2}).outputs == {"x": 3}


def test_a_procedure_waits_for_the_fact_that_its_next_stage_needs() -> None:
    laws = corpus(TREE)
    facts: dict[str, object] = {}
    asked = []
    for name in ("aanvraag_datum", "besluit_datum", "bekendmaking_datum"):
        went = Run(laws, date(2025, 1, 1)).staged("voorbeeld_bijzonder", "minister_beslist", facts)
        asked.append((went.stage, went.pending))
        facts[name] = "2025-01-06"
    assert asked == [
        ("AANVRAAG", ("aanvraag_datum",)),
        ("BESLUIT", ("besluit_datum",)),
        ("BEKENDMAKING", ("bekendmaking_datum",)),
    ]
    done = Run(laws, date(2025, 1, 1)).staged("voorbeeld_bijzonder", "minister_beslist", facts)
    # Four weeks (the special act) after 6 January.
    assert (done.stage, done.outputs["bezwaar_tot_en_met"]) == ("", "2025-02-03")


def test_laws_that_ask_each_other_the_same_are_refused_with_their_file(tmp_path: Path) -> None:
    for name, other in (("a", "b"), ("b", "a")):
        taken = f"input: [{{name: y, type: number, source: {{regulation: {other}, output: x}}}}]"
        law(tmp_path, article("$y").replace("output:\n", f"{taken}\n        output:\n", 1), name)
    with pytest.raises(RunError, match=r"b-WET-2020-01-01.yaml:\d+: Circular reference"):
        run(tmp_path).evaluate("a", ["x"], {})


def test_an_output_that_needs_itself_is_refused(tmp_path: Path) -> None:
    law(tmp_path, article("{operation: ADD, values: [$x, 1]}"))
    with pytest.raises(RunError, match="output 'x' needs itself"):
        run(tmp_path).evaluate("proef", ["x"], {})


def test_a_register_of_one_law_is_not_read_for_another(tmp_path: Path) -> None:
    taken = "input: [{name: y, type: number, source: {}}]"
    law(tmp_path, article("$y").replace("output:\n", f"{taken}\n        output:\n", 1))
    asked = run(tmp_path)
    asked.registers.add(Register.of("r", "bsn", [{"bsn": 1, "y": 5}], law="andere"))
    with pytest.raises(RunError, match="Variable not found: y"):
        asked.evaluate("proef", ["x"], {"bsn": "1"})
    asked.registers.add(Register.of("r", "BSN", [{"Bsn": 1, "Y": 6}]))
    assert asked.evaluate("proef", ["x"], {"bsn": "1"}).outputs == {"x": 6}


TOELAGE = TREE / "corpus/regulation/nl/wet/voorbeeld_toelage/2024-01-01.yaml"


def test_what_the_law_would_derive_may_be_given_and_nothing_else_is_asked() -> None:
    found = ask(TOELAGE, "hoogte", {"norm": 100_000, "inkomen": 50_000}, date(2025, 1, 1))
    # 100000 - 20% of 50000, no discount without a municipality
    assert (found.value, found.type, found.unit) == (90_000, "amount", "eurocent")
    monthly = ask(TOELAGE, "hoogte_per_maand", {"hoogte": 12_345}, date(2025, 1, 1))
    assert monthly.value == 1_000
    assert [step["origin"] for step in monthly.trace] == ["known", "action"]


def test_a_part_of_a_cent_is_told_as_it_is() -> None:
    found = ask(TOELAGE, "hoogte", {"norm": 10, "inkomen": Decimal("0.5")}, date(2025, 1, 1))
    assert found.value == pytest.approx(9.9, abs=0)


@pytest.mark.parametrize(
    ("output", "facts", "on", "sentence"),
    [
        ("hoogte", {}, "2025-01-01", "Variable not found: inkomen"),
        ("hoogte", {"inkomenn": 1}, "2025-01-01", "inkomenn"),
        ("nergens", {}, "2025-01-01", "Output 'nergens' not found"),
        ("hoogte", {"inkomen": 1}, "2023-12-31", "not yet in force"),
    ],
)
def test_a_question_that_cannot_be_answered_says_why(
    output: str, facts: dict[str, int], on: str, sentence: str
) -> None:
    from oogopslag.core.law import LawError

    with pytest.raises(LawError, match=sentence):
        ask(TOELAGE, output, facts, date.fromisoformat(on))


def test_a_law_written_twice_with_the_same_words_is_one_law(tmp_path: Path) -> None:
    first = law(tmp_path, article("5"))
    copied = first.read_text().replace("schema-v0.5.6/schema/v0.5.6", "schema-v0.5.4/schema/v0.5.4")
    (tmp_path / "vertrokken.yaml").write_text(f"# The same law, renamed.\n{copied}")
    assert not corpus(tmp_path).refused
    assert run(tmp_path).evaluate("proef", ["x"], {}).outputs == {"x": 5}
