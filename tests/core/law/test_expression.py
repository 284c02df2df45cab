"""Expressions in Dutch names: what they mean and how they complain."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from oogopslag.core.law import Between, FactDictionary, LawError, Library, Person, derive
from oogopslag.core.law.expression import parse
from oogopslag.core.law.operations import half_away, months_between, years_between
from oogopslag.core.law.reading import read_scheme
from oogopslag.core.law.tree import Constant
from oogopslag.core.law.words import sentence

HEAD = """
law: proef
title: {nl: Proef, en: Trial}
short: Proef
valid_from: 2025-01-01
url: https://example.org
scheme: {name: proef}
"""


def law(tmp_path: Path, dictionary: FactDictionary, rules: str) -> Library:
    file = tmp_path / "2025-01-01.yaml"
    file.write_text(HEAD + rules)
    return Library(dictionary, {"proef": (read_scheme(file, dictionary),)})


def value(library: Library, person: Person, name: str = "uit") -> object:
    found = derive(library, "proef", name, person, date(2025, 6, 1))
    return found.value if found.value is not None else (found.low, found.high)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("€ 1.234,56", 123_456),
        ("13,730%", Fraction(1373, 10_000)),
        ("1.000", 1_000),
        ("1,5", Fraction(3, 2)),
    ],
)
def test_numbers_are_written_the_dutch_way(text: str, number: object) -> None:
    node = parse(text)
    assert isinstance(node, Constant)
    assert node.value == number


@pytest.mark.parametrize(
    ("rule", "person", "expected"),
    [
        ("als gehuwd dan € 10 anders € 5", {"gehuwd": True}, 1000),
        ("als gehuwd dan € 10 anders € 5", {}, (500, 1000)),
        ("max(0, inkomen - € 100)", {"inkomen": 5_000}, 0),
        ("max(0, € 100 - inkomen)", {}, (0, 10_000)),
        ("min(inkomen, € 20) * 50%", {"inkomen": 99_999}, 1_000),
        ("afronden(inkomen / 3)", {"inkomen": 1_000_00}, 333_00),
        ("afronden_omhoog(inkomen / 3)", {"inkomen": 1_000_00}, 334_00),
        ("som(kinderen: bedrag, waar telt_mee)", {}, (0, 20 * 1_000_00)),
    ],
)
def test_expressions_give_what_they_say(
    tmp_path: Path, dictionary: FactDictionary, rule: str, person: dict, expected: object
) -> None:  # type: ignore[type-arg]
    library = law(tmp_path, dictionary, f"rules:\n  uit: {{is: '{rule}'}}\n")
    assert value(library, Person(facts=person)) == expected


def test_members_that_may_count_give_a_range(tmp_path: Path, dictionary: FactDictionary) -> None:
    library = law(
        tmp_path, dictionary, "rules:\n  uit: {is: 'som(kinderen: bedrag, waar telt_mee)'}\n"
    )
    sure = Person(facts={"bedrag": 100, "telt_mee": True})
    perhaps = Person(facts={"bedrag": 40})
    never = Person(facts={"bedrag": 7, "telt_mee": False})
    assert value(library, Person(relations={"kinderen": (sure, perhaps, never)})) == (100, 140)
    assert value(library, Person(relations={"kinderen": ()})) == 0


def test_a_birth_date_without_its_day_is_a_range_of_ages(
    tmp_path: Path, dictionary: FactDictionary
) -> None:
    library = law(
        tmp_path, dictionary, "rules:\n  uit: {type: boolean, is: 'leeftijd(geboren) >= 18'}\n"
    )
    year = {"geboren": Between(date(2007, 1, 1), date(2007, 12, 31))}
    early = {"geboren": Between(date(2006, 1, 1), date(2006, 12, 31))}
    assert value(library, Person(facts=year)) == (False, True)
    assert value(library, Person(facts=early)) is True


def test_a_decision_table_takes_the_first_row_that_holds(
    tmp_path: Path, dictionary: FactDictionary
) -> None:
    table = (
        "rules:\n  uit:\n    table:\n"
        "      - {als: leeftijd_nu < 6, dan: € 10}\n      - {als: leeftijd_nu < 12, dan: € 20}\n"
        "    otherwise: € 30\n"
    )
    library = law(tmp_path, dictionary, table)
    ages = {age: value(library, Person(facts={"leeftijd_nu": age})) for age in (5, 6, 12)}
    assert ages == {5: 1000, 6: 2000, 12: 3000}


@pytest.mark.parametrize(
    ("rules", "sentence", "line"),
    [
        ("  uit: {is: onbekend}", "Nothing is named 'onbekend'", 10),
        ("  uit: {is: inkomen * inkomen}", "An amount times an amount", 10),
        ("  uit: {is: inkomen + gehuwd}", "takes an amount with a boolean", 10),
        ("  uit: {type: number, is: inkomen}", "said to be of type number", 10),
        ("  a: {is: b}\n  b: {is: a}", "in a circle", 9),
        ("  uit: {is: inkomen / leeftijd_nu}", "can divide by zero", 10),
        ("  uit: {is: inkomen * 999.999.999.999.999}", "larger than 64 bits", 10),
        ("  uit: {is: 'als gehuwd dan € 1'}", "expected 'anders'", 10),
        ("  uit: {is: 'vermenigvuldig(inkomen)'}", "no function named", 10),
        ("  inkomen: {is: € 1}", "means two things", 10),
        ("  uit: {iss: € 1}", "do not know iss", 10),
    ],
)
def test_a_wrong_law_is_refused_with_its_line(
    tmp_path: Path, dictionary: FactDictionary, rules: str, sentence: str, line: int
) -> None:
    with pytest.raises(LawError, match=sentence) as caught:
        law(tmp_path, dictionary, f"\nrules:\n{rules}\n")
    assert caught.value.line == line
    assert str(tmp_path) in str(caught.value)


def test_a_guarded_division_is_allowed(tmp_path: Path, dictionary: FactDictionary) -> None:
    rule = "inkomen / max(1, leeftijd_nu)"
    library = law(tmp_path, dictionary, f"rules:\n  uit: {{is: '{rule}'}}\n")
    assert value(library, Person(facts={"inkomen": 100, "leeftijd_nu": 0})) == 100


def test_a_law_has_no_answer_before_its_first_version(library: Library) -> None:
    with pytest.raises(LawError, match="lies before it"):
        library.scheme("zorgtoeslag", date(2020, 1, 1))


def test_halves_are_rounded_away_from_zero() -> None:
    values = [Fraction(1, 2), Fraction(-1, 2), Fraction(5, 2), Fraction(249, 100)]
    assert [half_away(v) for v in values] == [1, -1, 3, 2]


def test_whole_years_and_months_are_counted_as_people_do() -> None:
    assert years_between(date(2004, 2, 29), date(2022, 2, 28)) == 17
    assert years_between(date(2004, 2, 29), date(2022, 3, 1)) == 18
    assert months_between(date(2025, 1, 31), date(2025, 2, 28)) == 0


def test_a_rule_reads_as_a_sentence() -> None:
    node = parse("als gehuwd en inkomen <= € 1.000 dan € 10 anders 0")
    assert (
        sentence(node, "nl")
        == "als gehuwd en inkomen is hoogstens €\u00a01.000 dan €\u00a010 anders 0"
    )
    assert sentence(node, "en").startswith("if gehuwd and inkomen is at most €1,000 then")


@pytest.mark.parametrize("wrong", [{"inkomenn": 1}, {"inkomen": 1.5}, {"geboren": "2025-02-30"}])
def test_wrong_facts_get_a_sentence(wrong: dict, dictionary: FactDictionary) -> None:  # type: ignore[type-arg]
    types = {name: kind.type for name, kind in dictionary.items()}
    with pytest.raises(ValueError, match=r"inkomen|date"):
        Person.from_json(wrong, types)
