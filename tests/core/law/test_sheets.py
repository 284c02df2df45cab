"""Parameter sheets: shared between laws, dated, and honest about what is missing."""

from datetime import date
from pathlib import Path

import pytest

from oogopslag.core.law import Finding, LawError, Library, Person, Verdict, evaluate, read_library

FACTS = """
inkomen: {type: amount, label: {nl: Inkomen, en: Income}, question: {nl: x, en: x}}
"""
LAW = """
law: {name}
title: {{nl: {name}, en: {name}}}
short: T
layer: wet
valid_from: {on}
{more}
url: https://voorbeeld.nl/wet
scheme: {{name: {name}, verdict: recht, amount: uit, period: month}}
"""
RULES = """
rules:
  uit: {article: "2", is: "max(0, norm - inkomen)"}
conditions:
  - key: laag
    article: "1"
    when: inkomen < norm
    text: {nl: laag, en: low}
    text_not: {nl: hoog, en: high}
"""
SHEET = """
sheet: normen
title: {{nl: Normen, en: Norms}}
valid_from: {on}
parameters:
  norm: {norm}
"""
KNOWN = '{{value: "€ {}", article: "21", source: x, mark: {}}}'


@pytest.fixture
def content(tmp_path: Path) -> Path:
    (tmp_path / "facts").mkdir()
    (tmp_path / "facts/test.yaml").write_text(FACTS)
    for on, norm in (("2026-01-01", "1.000"), ("2026-07-01", "1.100")):
        sheet(tmp_path, on, KNOWN.format(norm, "S"))
    law(tmp_path, "eerste", "2026-01-01", "sheets: [normen]", RULES)
    return tmp_path


def sheet(folder: Path, on: str, norm: str) -> None:
    write(folder / "laws/normen" / f"{on}.yaml", SHEET.format(on=on, norm=norm))


def law(folder: Path, name: str, on: str, more: str, rules: str = "") -> Path:
    text = LAW.format(name=name, on=on, more=more) + rules
    return write(folder / "laws" / name / f"{on}.yaml", text)


def write(file: Path, text: str) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text.strip() + "\n")
    return file


def find(library: Library, name: str, on: date, **facts: int) -> Finding:
    return evaluate(library.scheme(name, on), Person(facts=facts), on, library.dictionary)


def test_every_law_that_uses_a_sheet_follows_it_from_its_day(content: Path) -> None:
    law(content, "tweede", "2026-01-01", "sheets: [normen]", RULES)
    library = read_library(content)
    for name in ("eerste", "tweede"):
        before, after = date(2026, 6, 30), date(2026, 7, 1)
        assert find(library, name, before, inkomen=40_000).amount_low == 60_000
        assert find(library, name, after, inkomen=40_000).amount_low == 70_000
        assert library.scheme(name, before).digest != library.scheme(name, after).digest


def test_a_new_version_of_the_law_ends_what_the_sheet_adds_to_the_old_one(content: Path) -> None:
    rules = RULES.replace("max(0, norm - inkomen)", "norm")
    law(content, "eerste", "2026-04-01", "sheets: [normen]", rules)
    library = read_library(content)
    assert [s.valid_from for s in library.schemes["eerste"]] == [
        date(2026, 1, 1), date(2026, 4, 1), date(2026, 7, 1),
    ]  # fmt: skip
    assert find(library, "eerste", date(2026, 7, 1), inkomen=40_000).amount_low == 110_000


def test_a_missing_figure_gives_depends_and_no_amount(content: Path) -> None:
    missing = '{mark: M, between: ["€ 900", "€ 1.200"], article: "21", source: not found}'
    sheet(content, "2026-07-01", missing)
    library, on = read_library(content), date(2026, 7, 1)
    for income, verdict in ((10_000, Verdict.DEPENDS), (100_000, Verdict.DEPENDS)):
        found = find(library, "eerste", on, inkomen=income)
        assert (found.verdict, found.lacking) == (verdict, ("norm",))
        assert (found.amount_low, found.amount_high, found.missing, found.sum) == (
            None,
            None,
            (),
            (),
        )
    # Whatever the figure is, this income is too high: that can be said.
    found = find(library, "eerste", on, inkomen=120_000)
    assert (found.verdict, found.lacking) == (Verdict.NOT, ())
    assert Finding.from_json(found.to_json()) == found


@pytest.mark.parametrize(
    ("mark", "told"), [("S", ()), ("V", ()), ("D", ("norm",)), ("'?'", ("norm",))]
)
def test_what_is_not_confirmed_is_told_with_the_answer(
    content: Path, mark: str, told: tuple[str, ...]
) -> None:
    sheet(content, "2026-07-01", KNOWN.format("1.100", mark))
    found = find(read_library(content), "eerste", date(2026, 7, 1), inkomen=40_000)
    assert (found.unconfirmed, found.amount_low) == (told, 70_000)


@pytest.mark.parametrize(
    ("norm", "sentence"),
    [
        ('{article: "1", source: x, mark: M}', "'between' is missing"),
        ('{value: "€ 1", article: "1", source: x, mark: M, between: ["€ 1", "€ 2"]}', "no value"),
        ('{mark: S, article: "1", source: x}', "A parameter has a value"),
        ('{mark: M, between: ["€ 2", "€ 1"], article: "1", source: x}', "lowest and a highest"),
        ('{mark: M, between: ["€ 2", "1"], article: "1", source: x}', "of one kind"),
        ('{value: "€ 1", source: x, mark: S}', "'article' is missing"),
        ('{value: "€ 1", article: "1", mark: S}', "'source' is missing"),
        ('{value: "€ 1", article: "1", source: x, mark: Z}', "is no mark"),
        ('{value: "€ 1,234", article: "1", source: x, mark: S}', "whole number of cents"),
    ],
)
def test_a_wrong_sheet_is_refused_with_file_and_line(
    content: Path, norm: str, sentence: str
) -> None:
    sheet(content, "2026-07-01", norm)
    with pytest.raises(LawError, match=sentence) as refused:
        read_library(content)
    assert refused.value.file.endswith("normen/2026-07-01.yaml")
    assert refused.value.line == 5


def test_a_law_asks_for_a_sheet_that_is_there_in_time(content: Path) -> None:
    law(content, "vroeg", "2025-01-01", "sheets: [normen]", RULES)
    with pytest.raises(LawError, match="valid on 2025-01-01"):
        read_library(content)


def test_a_name_stands_in_one_sheet_only(content: Path) -> None:
    own = "parameters:\n  norm: " + KNOWN.format("5", "S")
    file = law(content, "dubbel", "2026-01-01", "sheets: [normen]", own + RULES)
    with pytest.raises(LawError, match="in a shared sheet already") as refused:
        read_library(content)
    assert (refused.value.file, refused.value.line) == (str(file), 10)


def test_a_version_takes_rules_one_by_one_from_earlier_ones(content: Path) -> None:
    law(
        content,
        "eerste",
        "2027-01-01",
        "rules_from: 2026-01-01",
        "rules:\n  uit: {article: '2', is: norm}",
    )
    law(content, "eerste", "2028-01-01", "rules_from: 2027-01-01")
    library = read_library(content)
    assert find(library, "eerste", date(2028, 2, 1), inkomen=40_000).lacking == ("figures_2028",)
    sheet(content, "2028-01-01", KNOWN.format("1.200", "S"))
    library = read_library(content)
    assert find(library, "eerste", date(2028, 2, 1), inkomen=40_000).amount_low == 120_000


def test_a_fault_in_what_was_taken_over_names_the_file_it_stands_in(content: Path) -> None:
    law(content, "eerste", "2027-01-01", "rules_from: 2026-01-01")
    wrong = content / "laws/eerste/2026-01-01.yaml"
    wrong.write_text(wrong.read_text().replace('article: "2", is:', 'artikel: "2", is:'))
    with pytest.raises(LawError, match="artikel") as refused:
        read_library(content)
    assert refused.value.file == str(wrong)


def test_versions_that_take_from_each_other_are_refused(content: Path) -> None:
    law(content, "rond", "2026-01-01", "rules_from: 2027-01-01")
    law(content, "rond", "2027-01-01", "rules_from: 2026-01-01")
    with pytest.raises(LawError, match="no earlier version"):
        read_library(content)


STEPS = """
rules:
  deel:
    type: number
    article: "1"
    source: a table
    mark: "?"
    steps: {of: inkomen, up_to: %s, above: 10%%}
  uit: {article: "2", is: deel * inkomen}
"""


def test_a_table_of_brackets_counts_each_bound_with_its_bracket(content: Path) -> None:
    law(
        content, "tabel", "2026-01-01", "", STEPS % '{"€ 10": 50%, "€ 20": 40%, "€ 30,50": "25,5%"}'
    )
    library, on = read_library(content), date(2026, 2, 1)
    for income, amount in ((1000, 500), (1001, 400), (2000, 800), (3050, 777), (3051, 305)):
        found = find(library, "tabel", on, inkomen=income)
        assert (found.amount_low, found.unconfirmed) == (amount, ("deel",))


def test_a_table_whose_bounds_do_not_rise_is_refused(content: Path) -> None:
    law(content, "tabel", "2026-01-01", "", STEPS % '{"€ 20": 50%, "€ 10": 40%}')
    with pytest.raises(LawError, match="must rise"):
        read_library(content)


def test_a_condition_may_not_come_after_one_that_follows_it(content: Path) -> None:
    law(
        content,
        "orde",
        "2026-01-01",
        "sheets: [normen]",
        RULES.replace("key: laag", "key: laag\n    after: [later]"),
    )
    with pytest.raises(LawError, match="does not precede"):
        read_library(content)


def test_a_verdict_that_needs_itself_is_refused(content: Path) -> None:
    law(
        content,
        "cirkel",
        "2026-01-01",
        "",
        'rules:\n  uit: {type: boolean, article: "1", is: recht}\n'
        + RULES.split("\n", 3)[3].replace("inkomen < norm", "uit"),
    )
    with pytest.raises(LawError, match="circle"):
        read_library(content)
