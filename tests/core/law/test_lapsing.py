"""Figures that are stated per year are never used for a year they were not stated for."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from oogopslag.core.law import (
    Finding,
    LawError,
    Library,
    Person,
    Verdict,
    changes,
    derive,
    evaluate,
    read_library,
)
from oogopslag.core.law.receipt import receipt, replay

LAST, NEXT = date(2026, 12, 31), date(2027, 1, 1)
ALONE: dict[str, Any] = {
    "geboortedatum": "1990-01-01", "zorgverzekerd": True, "heeft_toeslagpartner": False,
    "verzamelinkomen": 2500000, "vermogen": 0,
}  # fmt: skip
PER_YEAR = {
    "aanvullende_beurs", "aio", "aow", "bijstand", "bijzondere_bijstand", "huurtoeslag",
    "individuele_inkomenstoeslag", "inkomenstoeslag_meerwijk", "kinderbijslag",
    "kinderopvangtoeslag", "kindgebonden_budget", "kwijtschelding_gemeente",
    "kwijtschelding_waterschapsbelasting", "wmo_bijdrage", "zorgtoeslag",
}  # fmt: skip


def found(library: Library, name: str, on: date, facts: dict[str, Any]) -> Finding:
    person = Person.from_json(facts, library.types)
    return evaluate(library.scheme(name, on), person, on, library.dictionary)


def test_the_first_day_without_figures_depends_and_says_the_year(library: Library) -> None:
    assert found(library, "zorgtoeslag", LAST, ALONE).verdict == "entitled"
    after = found(library, "zorgtoeslag", NEXT, ALONE)
    assert (after.verdict, after.amount_low, after.amount_high) == ("depends", None, None)
    assert (after.lacking, after.year_unstated, after.sum) == (("figures_2027",), 2027, ())
    assert after.missing == ()  # nobody can be asked for it


@pytest.mark.parametrize("name", sorted(PER_YEAR))
def test_no_scheme_with_figures_per_year_has_an_amount_after_that_year(
    library: Library, name: str
) -> None:
    for facts in ({}, ALONE):
        after = found(library, name, NEXT, facts)
        assert after.verdict == "not" or (after.amount_high, after.year_unstated) == (None, 2027)
        assert after.verdict not in ("entitled", "probably")


def test_what_no_figure_decides_stays_certain(library: Library) -> None:
    child = {**ALONE, "geboortedatum": "2015-01-01"}
    after = found(library, "zorgtoeslag", NEXT, child)
    assert (after.verdict, after.why_not, after.lacking) == ("not", ("leeftijd",), ())


@pytest.mark.parametrize("name", ["isolatiehulp", "verhuizing_doorgeven", "rijbewijs_verlengen",
                                  "bewonersparkeervergunning", "isde"])  # fmt: skip
def test_a_law_whose_figures_have_no_year_goes_on(library: Library, name: str) -> None:
    before, after = (found(library, name, on, {}) for on in (LAST, NEXT))
    assert (before.verdict, before.amount_high) == (after.verdict, after.amount_high)
    assert after.lacking == ()


def test_a_table_of_brackets_is_of_its_year_too(library: Library) -> None:
    facts = {"verzamelinkomen": 4000000, "heeft_toeslagpartner": False}
    person = Person.from_json(facts, library.types)
    known, later = (
        derive(library, "kinderopvangtoeslag", "percentage_eerste_kind", person, on)
        for on in (LAST, NEXT)
    )
    assert float(known.value) == 0.96
    assert later.value is None
    assert later.missing == ("parameter:figures_2027",)


_FACTS = "inkomen: {type: amount, label: {nl: I, en: I}, question: {nl: x, en: x}}\n"


def test_a_new_sheet_brings_the_amounts_back(tmp_path: Path) -> None:
    _write(tmp_path / "facts/f.yaml", _FACTS)
    for name, layer in (("wet", "wet"), ("stad", "gemeentelijke_verordening")):
        _write(tmp_path / f"laws/{name}/2026-01-01.yaml", _LAW.format(
            name=name, layer=layer, on="2026-01-01", amount="100"))  # fmt: skip
    old = read_library(tmp_path)
    assert _paid(old, "wet", NEXT) is None
    assert _paid(old, "stad", NEXT) == 10000
    _write(tmp_path / "laws/wet/2027-01-01.yaml", "rules_from: 2026-01-01\n" + _LAW.format(
        name="wet", layer="wet", on="2027-01-01", amount="110"))  # fmt: skip
    assert _paid(read_library(tmp_path), "wet", NEXT) == 11000


def test_figures_are_yearly_or_standing_and_nothing_else(tmp_path: Path) -> None:
    _write(tmp_path / "facts/f.yaml", _FACTS)
    text = _LAW.format(name="wet", layer="wet", on="2026-01-01", amount="100")
    _write(tmp_path / "laws/wet/2026-01-01.yaml", "figures: always\n" + text)
    with pytest.raises(LawError, match="'figures' is yearly or standing"):
        read_library(tmp_path)


def test_no_later_amount_is_told_as_a_change(library: Library) -> None:
    facts = {"woont_in_nederland": True, "kinderen_horen_bij_u": True,
             "kinderen": [{"geboortedatum": "2015-02-10"}]}  # fmt: skip
    person = Person.from_json(facts, library.types)
    on = date(2026, 11, 25)
    told = changes(library.scheme("kinderbijslag", on), person, on, library.dictionary)
    later = [one for one in told if isinstance(one.threshold, date) and one.threshold.year > 2026]
    assert later
    assert not any("€" in one.effect["nl"] for one in later)


def test_a_receipt_of_a_year_without_figures_replays_to_the_same_bytes(library: Library) -> None:
    person = Person.from_json(ALONE, library.types)
    scheme = library.scheme("zorgtoeslag", NEXT)
    kept = receipt(scheme, person, evaluate(scheme, person, NEXT, library.dictionary), {})
    assert replay(kept, library) == kept


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


def _paid(library: Library, name: str, on: date) -> int | None:
    finding = evaluate(
        library.scheme(name, on), Person(facts={"inkomen": 0}), on, library.dictionary
    )
    assert (finding.verdict == Verdict.ENTITLED) == (finding.amount_high is not None)
    return finding.amount_high


_LAW = """law: {name}
title: {{nl: {name}, en: {name}}}
short: T
layer: {layer}
valid_from: {on}
url: ""
scheme: {{name: {name}, verdict: recht, amount: uit, period: month}}
parameters:
  bedrag: {{value: "€ {amount}", article: "1", source: x, mark: S}}
rules:
  uit: {{article: "2", is: "max(0, bedrag - inkomen)"}}
conditions:
  - key: laag
    article: "1"
    when: inkomen < bedrag
    text: {{nl: laag, en: low}}
    text_not: {{nl: hoog, en: high}}
"""
