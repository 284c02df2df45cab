"""Laws that may not be used: each is refused with a sentence that names file and line."""

from collections.abc import Callable
from pathlib import Path

import pytest

from oogopslag.conf.cli import main
from tests.core.law.regelrecht.builders import HEAD, article, law

LAUGHS = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{b}: &{b} [{', '.join([f'*{a}'] * 10)}]\n" for a, b in zip("abcdefg", "bcdefgh", strict=True)
)
CIRCLE = """\
articles:
  - number: '1'
    text: Eén.
    machine_readable:
      execution:
        input:
          - {name: y, type: number, source: {output: y}}
        output: [{name: x, type: number}]
        actions: [{output: x, value: $y}]
  - number: '2'
    text: Twee.
    machine_readable:
      execution:
        input:
          - {name: x, type: number, source: {output: x}}
        output: [{name: y, type: number}]
        actions: [{output: y, value: $x}]
"""
UNITS = """\
articles:
  - number: '1'
    text: Bedragen.
    machine_readable:
      definitions:
        euros: {value: 5, type: amount, type_spec: {unit: euro}}
        centen: {value: 5, type: amount, type_spec: {unit: eurocent}}
      execution:
        output: [{name: x, type: amount}]
        actions:
          - output: x
            value:
              operation: ADD
              values: [$euros, $centen]
"""


def contradicting(folder: Path) -> Path:
    law(folder, article("1"))
    second = folder / "tweede.yaml"
    second.write_text(
        (folder / "proef-WET-2020-01-01.yaml").read_text().replace("value: 1", "value: 2")
    )
    return second


def written(text: str) -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        file = folder / "fout.yaml"
        file.write_text(text)
        return file

    return write


def of(body: str, **more: str) -> Callable[[Path], Path]:
    return lambda folder: law(folder, body, **more)


def repeated(text: str, old: str, new: str) -> str:
    assert old in text
    return text.replace(old, new)


BAD: list[tuple[str, Callable[[Path], Path], int, str]] = [
    ("contradicting versions", contradicting, 1, "contradict each other"),
    ("a law that refers to itself", of(CIRCLE), 14, "refers to itself"),
    ("units that do not fit", of(UNITS), 20, "cannot combine euro and eurocent"),
    ("ten megabytes", written("a: b\n" * 2_100_000), 1, "bytes"),
    ("billion laughs", written(LAUGHS), 6, "aliases unfold"),
    ("an alias of itself", written("a: &a [*a]\n"), 1, "stands for nothing, or for itself"),
    ("endless nesting", written("a: " + "[" * 200), 1, "deeper than 100"),
    ("no YAML", written("a: [b\nc: d"), 2, "no YAML"),
    ("no mapping", written("- a\n- b\n"), 1, "names with values"),
    ("a name twice", written("a: 1\na: 2\n"), 2, "stands here twice"),
    ("a tag", written("a: !!python/object:os.system x\n"), 1, "tag"),
    ("an unknown layer", of(article("1"), layer="KEUR"), 3, "regulatory layer"),
    ("a day that does not exist", of(article("1"), start="2025-02-30"), 6, "not a date"),
    ("an unknown operation", of(article("{operation: RAAD, values: [1]}")), 18, "no operation"),
    ("an operand that is missing", of(article("{operation: NOT}")), 18, "NOT needs 'value'"),
    ("a typing error", of(article("{operation: ADD, waarden: [1]}")), 18, "waarden"),
    ("a name with a space", of(article("$in komen")), 18, "names nothing"),
    ("a wrong type", of(article("1", kind="geld")), 16, "no type"),
    (
        "rounding without precision",
        of(article("{operation: ROUND, value: 1}")),
        18,
        "'precision' is missing",
    ),
    (
        "a part with a typing error",
        of(repeated(article("1"), "execution", "exection")),
        15,
        "exection",
    ),
]


@pytest.mark.parametrize(
    ("write", "line", "sentence"), [row[1:] for row in BAD], ids=[row[0] for row in BAD]
)
def test_a_bad_law_is_refused_with_file_and_line(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    write: Callable[[Path], Path],
    line: int,
    sentence: str,
) -> None:
    file = write(tmp_path)
    assert main(["law", "run", str(file), "x", "--on", "2025-01-01"]) == 2
    told = capsys.readouterr().err
    assert sentence in told
    assert f"{file}:{line}: " in told


def test_a_year_without_its_regulation_gives_no_amount(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    terms = "open_terms: [{id: y, type: amount, required: true}]"
    file = law(tmp_path, article("$y", more=terms, kind="amount"))
    fills = "implements: [{law: proef, article: '1', open_term: y}]"
    law(tmp_path, article("5", more=fills, output="y"), "norm", "AMVB", "2026-01-01")
    assert main(["law", "run", str(file), "x", "--on", "2025-12-31"]) == 2
    assert "'y'" in capsys.readouterr().err
    assert main(["law", "run", str(file), "x", "--on", "2026-01-01"]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "5"


def test_a_bad_law_in_a_tree_is_named_and_only_its_scenarios_fail(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    law(tmp_path, article("1"), "goed")
    bad = law(tmp_path, article("{operation: RAAD, values: [1]}"), "fout")
    broken = tmp_path / "kapot.yaml"
    broken.write_text(HEAD.format(name="kapot", layer="WET", start="2020-01-01") + "articles: [x")
    (tmp_path / "x.feature").write_text(
        'Feature: Two laws\n\n  Scenario: Good\n    When I evaluate "x" of "goed"\n'
        '    Then output "x" equals 1\n\n  Scenario: Bad\n    When I evaluate "x" of "fout"\n'
        "    Then the execution succeeds\n"
    )
    assert main(["law", "features", str(tmp_path)]) == 1
    told = capsys.readouterr()
    assert f"refused: {broken}:8: " in told.err
    assert f"{bad}:18: There is no operation 'RAAD'." in told.out
    assert told.out.splitlines()[-1] == "1 passed, 1 failed, 0 skipped"
