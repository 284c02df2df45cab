"""What would change the answer: amounts and days, for a yes and for a no."""

from datetime import date

from oogopslag.core.law import Change, Library, Person, changes

ON = date(2026, 11, 25)


def found(library: Library, name: str, facts: dict[str, object], on: date = ON) -> list[Change]:
    person = Person.from_json(facts, library.types)
    return list(changes(library.scheme(name, on), person, on, library.dictionary))


def days(changed: list[Change]) -> list[tuple[object, str]]:
    return [(c.threshold, c.effect["nl"]) for c in changed if c.fact == "peildatum"]


def test_the_pension_begins_on_the_67th_birthday(library: Library) -> None:
    facts = {
        "geboortedatum": "1992-03-04",
        "aow_verzekerde_jaren": 34,
        "gezamenlijke_huishouding": False,
    }
    assert days(found(library, "aow", facts)) == [(date(2059, 3, 4), "U heeft de AOW-leeftijd")]


def test_a_day_that_lifts_a_no_is_told_though_more_is_missing(library: Library) -> None:
    facts = {"geboortedatum": "1992-03-04"}
    assert days(found(library, "aow", facts)) == [(date(2059, 3, 4), "U heeft de AOW-leeftijd")]


def test_the_health_care_allowance_begins_the_month_after_turning_18(library: Library) -> None:
    facts = {
        "geboortedatum": "2009-03-01", "zorgverzekerd": True, "heeft_toeslagpartner": False,
        "verzamelinkomen": 500000, "vermogen": 0,
    }  # fmt: skip
    assert days(found(library, "zorgtoeslag", facts)) == [
        (date(2027, 4, 1), "U bent 18 jaar of ouder")
    ]


def test_child_benefit_rises_first_and_ends_later(library: Library) -> None:
    facts = {
        "woont_in_nederland": True, "kinderen_horen_bij_u": True,
        "kinderen": [{"geboortedatum": "2015-02-10"}],
    }  # fmt: skip
    # 12 counts from 1 April 2027, the first day of a quarter after the birthday; 18 from 2033.
    assert days(found(library, "kinderbijslag", facts)) == [
        (date(2027, 4, 1), "Dan verandert het bedrag. De cijfers van 2027 zijn nog niet bekend"),
        (date(2033, 4, 1), "U heeft geen kind jonger dan 18 jaar"),
    ]


def test_a_no_because_of_income_says_at_which_income_it_is_a_yes(library: Library) -> None:
    facts = {
        "geboortedatum": "1990-01-01", "zorgverzekerd": True, "heeft_toeslagpartner": False,
        "verzamelinkomen": 4500000, "vermogen": 0,
    }  # fmt: skip
    turns = {c.fact: c for c in found(library, "zorgtoeslag", facts)}
    # Published by Dienst Toeslagen for 2026: nothing above an income of 40.857.
    assert turns["verzamelinkomen"].threshold == 40_857_00
    assert turns["verzamelinkomen"].text["nl"] == "Inkomen per jaar: hoogstens €\u00a040.857"
    assert turns["verzamelinkomen"].effect["nl"] == "Dan heeft u er wel recht op"


def test_the_income_of_the_partner_turns_it_too(library: Library) -> None:
    facts = {
        "geboortedatum": "1990-01-01", "zorgverzekerd": True, "heeft_toeslagpartner": True,
        "verzamelinkomen": 2000000, "vermogen": 0,
        "partner": {"verzamelinkomen": 1000000, "vermogen": 0, "zorgverzekerd": True},
    }  # fmt: skip
    turns = {c.fact: c.threshold for c in found(library, "zorgtoeslag", facts)}
    # Published for 2026: 51.142 together.
    assert turns["partner.verzamelinkomen"] == 31_142_00


def test_an_open_answer_has_questions_first(library: Library) -> None:
    assert found(library, "aow", {"geboortedatum": "1950-01-01"}) == []


def test_a_driving_licence_can_be_renewed_from_a_day(library: Library) -> None:
    facts = {"woont_in_nederland": True, "rijbewijs_geldig_tot": "2029-05-12"}
    ((day, _),) = days(found(library, "rijbewijs_verlengen", facts))
    assert ON < day < date(2029, 5, 12)  # type: ignore[operator]
