"""What nothing means, by schema: as no, as unknown, or as absence that is declared."""

import json
from pathlib import Path

import pytest

from oogopslag.conf.cli import main
from oogopslag.core.law import LawError
from oogopslag.core.law.regelrecht.nothing import Nothing, by_schema
from oogopslag.core.law.regelrecht.values import Unknown, Value
from tests.core.law.regelrecht.builders import article, law, run

OF = {Nothing.IS_NO: "0.5.6", Nothing.SPREADS: "0.5.7", Nothing.DECLARED: "0.5.8"}


def given(folder: Path, action: str, nothing: Nothing, huur: Value) -> Value:
    """What one expression over `huur` gives in a law of that schema."""
    version = OF[nothing]
    file = law(folder, article(action, kind="boolean").replace(
        "      execution:", "      execution:\n        parameters:\n          - {name: huur, "
        "type: number, required: false, nullable: true}"))  # fmt: skip
    file.write_text(file.read_text().replace("0.5.6", version))
    return run(folder).evaluate("proef", ["x"], {"huur": huur}).outputs["x"]


MORE = "{operation: GREATER_THAN, subject: $huur, value: 500}"
NO = "{operation: EQUALS, subject: 1, value: 2}"


def test_the_newest_schema_of_a_corpus_decides() -> None:
    assert by_schema([]) is Nothing.IS_NO
    assert by_schema(["", "0.5.2", "0.5.6"]) is Nothing.IS_NO
    assert by_schema(["0.5.6", "0.5.7"]) is Nothing.SPREADS
    assert by_schema(["0.5.8", "0.5.2"]) is Nothing.DECLARED
    assert by_schema(["0.6.0"]) is Nothing.DECLARED
    assert by_schema(["0.5.10"]) is Nothing.DECLARED


@pytest.mark.parametrize(
    ("action", "outcome"),
    [
        (MORE, None),
        (f"{{operation: NOT, value: {MORE}}}", None),
        (f"{{operation: AND, conditions: [{MORE}, {NO}]}}", False),
        (f"{{operation: OR, conditions: [{MORE}, {NO}]}}", None),
        (f"{{operation: IF, cases: [{{when: {MORE}, then: true}}], default: false}}", None),
        ("{operation: EQUALS, subject: $huur, value: null}", True),
    ],
)
def test_null_spreads_with_schema_0_5_7(tmp_path: Path, action: str, outcome: Value) -> None:
    assert given(tmp_path, action, Nothing.SPREADS, None) is outcome


def test_null_counts_as_no_before(tmp_path: Path) -> None:
    logic = f"{{operation: OR, conditions: [$huur, {NO}]}}"
    assert given(tmp_path, logic, Nothing.IS_NO, None) is False
    with pytest.raises(LawError, match="got null"):
        given(tmp_path, MORE, Nothing.IS_NO, None)


def test_null_is_an_error_where_it_is_absence(tmp_path: Path) -> None:
    with pytest.raises(LawError, match="GREATER_THAN: operand is null"):
        given(tmp_path, MORE, Nothing.DECLARED, None)
    with pytest.raises(LawError, match="OR: operand is null"):
        given(tmp_path, f"{{operation: OR, conditions: [$huur, {NO}]}}", Nothing.DECLARED, None)


def optional(folder: Path, action: str) -> Path:
    """A law of schema 0.5.8 whose parameter `huur` may be left out."""
    file = law(folder, article(action).replace(
        "      execution:", "      execution:\n        parameters:\n          - {name: huur, "
        "type: number, required: false}"))  # fmt: skip
    file.write_text(file.read_text().replace("0.5.6", "0.5.8"))
    return file


UNKNOWN = Unknown(frozenset({"huur"}))


@pytest.mark.parametrize(
    ("action", "outcome"),
    [
        (f"{{operation: FOREACH, collection: [1, $huur], as: e, body: {MORE}, combine: OR}}",
         UNKNOWN),
        (f"{{operation: FOREACH, collection: [1], as: e, body: {NO}, combine: AND}}", False),
        (f"{{operation: FOREACH, collection: [1], as: e, filter: {MORE}, body: 1, combine: ADD}}",
         UNKNOWN),
        ("{operation: FOREACH, collection: [], as: e, body: $e, combine: ADD}", 0),
        ("{operation: FOREACH, collection: null, body: $item, combine: ADD}", 0),
        ("{operation: FOREACH, collection: [2, 3], body: $item, combine: ADD}", 5),
        ("{operation: IN, subject: 3, values: [3, $huur]}", True),
        ("{operation: IN, subject: 4, values: [3, $huur]}", UNKNOWN),
        ("{operation: NOT_IN, subject: 3, values: [3, $huur]}", False),
        ("{operation: IS_NULL, subject: $huur}", UNKNOWN),
        ("{operation: ROUND, value: $huur, precision: 0}", UNKNOWN),
    ],
)  # fmt: skip
def test_what_is_left_out_is_unknown_from_0_5_8(
    tmp_path: Path, action: str, outcome: Value
) -> None:
    optional(tmp_path, action)
    assert run(tmp_path).evaluate("proef", ["x"], {}).outputs["x"] == outcome


def test_law_run_names_what_is_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = optional(tmp_path, MORE)
    assert main(["law", "run", str(file), "x", "--on", "2025-01-01"]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "unknown"
    assert main(["law", "run", str(file), "x", "--on", "2025-01-01", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["value"], told["missing"]) == (None, ["huur"])
