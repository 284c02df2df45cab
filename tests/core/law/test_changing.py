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
    told = "Dan heeft u er wel recht op: u heeft de AOW-leeftijd"
    assert days(found(library, "aow", facts)) == [(date(2059, 3, 4), told)]


def test_a_day_that_lifts_a_no_is_told_though_more_is_missing(library: Library) -> None:
    facts = {"geboortedatum": "1992-03-04"}
    told = "Dan heeft u er misschien wel recht op: u heeft de AOW-leeftijd"
    assert days(found(library, "aow", facts)) == [(date(2059, 3, 4), told)]


def test_the_health_care_allowance_begins_the_month_after_turning_18(library: Library) -> None:
    facts = {
        "geboortedatum": "2009-03-01", "zorgverzekerd": True, "heeft_toeslagpartner": False,
        "verzamelinkomen": 500000, "vermogen": 0,
    }  # fmt: skip
    assert days(found(library, "zorgtoeslag", facts)) == [
        (date(2027, 4, 1), "Dan heeft u er wel recht op: u bent 18 jaar of ouder")
    ]


def test_child_benefit_rises_first_and_ends_later(library: Library) -> None:
    facts = {
        "woont_in_nederland": True, "kinderen_horen_bij_u": True,
        "kinderen": [{"geboortedatum": "2015-02-10"}],
    }  # fmt: skip
    # 12 counts from 1 April 2027, the first day of a quarter after the birthday; 18 from 2033.
    assert days(found(library, "kinderbijslag", facts)) == [
        (date(2027, 4, 1), "Dan verandert het bedrag. De cijfers van 2027 zijn nog niet bekend"),
        (
            date(2033, 4, 1),
            "Dan heeft u er geen recht meer op: u heeft geen kind jonger dan 18 jaar",
        ),
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


def test_who_would_have_to_pay_reads_that_and_not_of_a_right(library: Library) -> None:
    facts = {
        "geboortedatum": "1955-01-01", "krijgt_wmo_hulp": True, "wmo_alleen_rolstoel": False,
        "gezamenlijke_huishouding": True, "betaalt_bijdrage_langdurige_zorg": False,
        "partner": {"geboortedatum": "1966-01-01"},
    }  # fmt: skip
    person = Person.from_json(facts, library.types)
    scheme = library.scheme("wmo_bijdrage", ON)
    told = changes(scheme, person, ON, library.dictionary, pays=True)
    assert days(list(told)) == [
        (date(2033, 1, 1), "Dan moet u wel betalen: u woont alleen, of u en uw partner hebben AOW")
    ]
    assert told[0].effect["en"].startswith("Then you do have to pay: you live alone, or ")


def test_what_goes_without_saying_is_not_told(library: Library) -> None:
    facts = {
        "geboortedatum": "1990-01-01", "gemeente_code": "9999", "gezamenlijke_huishouding": False,
        "netto_inkomen_per_maand": 100000, "spaargeld_nu": 0, "aantal_autos": 1,
        "waarde_auto": 300000, "auto_onmisbaar": False, "aanslag_gemeente": 40000,
    }  # fmt: skip
    texts = [c.text["nl"] for c in found(library, "kwijtschelding_gemeente", facts)]
    assert "Auto’s op uw naam: geen" in texts  # and not "at most 0"
    facts |= {"aantal_autos": 0}
    texts = [c.text["nl"] for c in found(library, "kwijtschelding_gemeente", facts)]
    assert not any("0,01" in one for one in texts)  # a bill of nothing


def test_a_lower_income_that_may_give_a_right_is_told_while_more_is_unknown(
    library: Library,
) -> None:
    facts = {
        "geboortedatum": "1988-11-02", "woont_in_nederland": True,
        "netto_inkomen_per_maand": 164000, "gezamenlijke_huishouding": False,
    }  # fmt: skip
    (told,) = found(library, "bijstand", facts)
    assert told.text["en"] == "Net income per month: at most €1,419.45"
    assert told.effect["nl"] == "Dan heeft u er misschien wel recht op"  # the assets are not known
