"""Zorgtoeslag against what government published and what the articles say by hand."""

from datetime import date

import pytest

from oogopslag.core.law import Finding, Library, Person, Verdict, changes, derive, evaluate

IN_2025 = date(2025, 6, 1)
SINGLE = {
    "geboortedatum": "1991-03-04",
    "heeft_toeslagpartner": False,
    "verzamelinkomen": 24_800_00,
    "vermogen": 8_210_00,
    "zorgverzekerd": True,
}
COUPLE = {
    **SINGLE,
    "heeft_toeslagpartner": True,
    "partner": {"verzamelinkomen": 10_000_00, "vermogen": 0, "zorgverzekerd": True},
}


def finding(library: Library, on: date = IN_2025, **facts: object) -> Finding:
    scheme = library.scheme("zorgtoeslag", on)
    person = Person.from_json(facts, library.types)
    return evaluate(scheme, person, on, library.dictionary)


# Published by Dienst Toeslagen in the press for 2025: euros a month by yearly income.
@pytest.mark.parametrize(
    ("income", "month"), [(30_000, 112), (32_000, 90), (35_000, 55), (38_000, 21)]
)
def test_the_amounts_published_for_one_person_in_2025(
    library: Library, income: int, month: int
) -> None:
    found = finding(library, **{**SINGLE, "verzamelinkomen": income * 100})
    assert (found.verdict, found.amount_low, found.amount_high) == (
        Verdict.ENTITLED, month * 100, month * 100,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("joint", "month"), [(30_000, 232), (34_000, 187), (38_000, 141), (42_000, 95)]
)
def test_the_amounts_published_for_partners_in_2025(
    library: Library, joint: int, month: int
) -> None:
    partner = {"verzamelinkomen": 10_000_00, "vermogen": 0, "zorgverzekerd": True}
    found = finding(
        library, **{**COUPLE, "verzamelinkomen": (joint - 10_000) * 100, "partner": partner}
    )
    assert (found.verdict, found.amount_low) == (Verdict.ENTITLED, month * 100)


def test_the_threshold_income_of_2025_follows_from_the_minimum_wage(library: Library) -> None:
    # 108 % × 12 × € 2.191,80 = € 28.405,73, rounded to € 28.406.
    derived = derive(library, "zorgtoeslag", "drempelinkomen", Person(), IN_2025)
    assert derived.value == 28_406_00


def test_the_threshold_income_of_2026_is_what_secondary_sources_say(library: Library) -> None:
    derived = derive(library, "zorgtoeslag", "drempelinkomen", Person(), date(2026, 6, 1))
    assert derived.value == 29_736_00


def test_the_year_amount_can_be_asked_given_entitlement(library: Library) -> None:
    # 2.112 − (1,896 % × 28.406 + 13,7 % × (35.000 − 28.406)) = 670,04 → € 670.
    given = Person.from_json(
        {"toetsingsinkomen": 35_000_00, "heeft_toeslagpartner": False}, library.types
    )
    amount = derive(library, "zorgtoeslag", "hoogte_zorgtoeslag", given, date(2025, 1, 1))
    right = derive(library, "zorgtoeslag", "heeft_recht", given, date(2025, 1, 1))
    assert amount.value == 670_00
    assert right.value is None
    assert set(right.missing) == {"geboortedatum", "vermogen", "zorgverzekerd"}


def test_partners_given_entitlement_are_both_insured_and_the_answer_says_so(
    library: Library,
) -> None:
    # 2 × 2.112 − (4,273 % × 28.406 + 13,7 % × (34.000 − 28.406)) = 2.243,83 → € 2.244.
    given = Person.from_json(
        {"toetsingsinkomen": 34_000_00, "heeft_toeslagpartner": True}, library.types
    )
    amount = derive(library, "zorgtoeslag", "hoogte_zorgtoeslag", given, date(2025, 1, 1))
    assert (amount.value, amount.given) == (2_244_00, ("partner_verzekerd",))


def test_a_partner_without_insurance_halves_the_claim(library: Library) -> None:
    # Art. 2.4: half of 2.243,83 is 1.121,92, rounded € 1.122 a year, € 93 a month.
    partner = {"verzamelinkomen": 10_000_00, "vermogen": 0, "zorgverzekerd": False}
    found = finding(library, **{**COUPLE, "verzamelinkomen": 24_000_00, "partner": partner})
    assert found.amount_low == 93_00


@pytest.mark.parametrize(
    ("born", "verdict"),
    [("2007-05-31", "entitled"), ("2007-06-01", "not"), ("2007-06-30", "not")],
)
def test_the_right_begins_in_the_month_after_turning_eighteen(
    library: Library, born: str, verdict: str
) -> None:
    assert finding(library, **{**SINGLE, "geboortedatum": born}).verdict == verdict


@pytest.mark.parametrize(("assets", "verdict"), [(141_896_00, "entitled"), (141_896_01, "not")])
def test_assets_may_reach_the_limit_and_not_pass_it(
    library: Library, assets: int, verdict: str
) -> None:
    assert finding(library, **{**SINGLE, "vermogen": assets}).verdict == verdict


def test_below_twenty_four_euros_a_year_nothing_is_paid_and_the_reason_says_why(
    library: Library,
) -> None:
    # The right ends where 2.112 − 538,58 − 13,7 % × (income − 28.406) falls under € 23,50.
    found = finding(library, **{**SINGLE, "verzamelinkomen": 39_720_00})
    assert found.verdict == Verdict.NOT
    (reason,) = [one for one in found.reasons if one.holds is False]
    assert (reason.key, reason.text["nl"]) == ("inkomen", "Uw inkomen is te hoog")


def test_a_missing_income_is_never_zero(library: Library) -> None:
    known = {name: value for name, value in SINGLE.items() if name != "verzamelinkomen"}
    found = finding(library, **known)
    assert found.verdict == Verdict.DEPENDS
    assert (found.amount_low, found.amount_high) == (0, 131_00)
    assert found.next_question == "verzamelinkomen"


def test_a_last_known_income_makes_it_probable_and_still_asks(library: Library) -> None:
    facts = {name: value for name, value in SINGLE.items() if name != "verzamelinkomen"}
    person = Person(
        facts=Person.from_json(facts, library.types).facts, likely={"verzamelinkomen": 24_800_00}
    )
    found = evaluate(library.scheme("zorgtoeslag", IN_2025), person, IN_2025, library.dictionary)
    assert (found.verdict, found.missing) == (Verdict.PROBABLY, ("verzamelinkomen",))


def test_one_certain_no_decides_whatever_is_missing(library: Library) -> None:
    found = finding(library, zorgverzekerd=False)
    assert (found.verdict, found.missing, found.amount_high) == (Verdict.NOT, (), None)


def test_a_partner_of_whom_nothing_is_known_is_asked_for(library: Library) -> None:
    found = finding(library, **{**COUPLE, "partner": {}})
    assert found.verdict == Verdict.DEPENDS
    assert set(found.missing) == {
        "partner.verzamelinkomen", "partner.vermogen", "partner.zorgverzekerd",
    }  # fmt: skip


def test_what_would_end_the_right_is_found_to_the_euro(library: Library) -> None:
    person = Person.from_json(SINGLE, library.types)
    scheme = library.scheme("zorgtoeslag", IN_2025)
    found = {c.fact: c.threshold for c in changes(scheme, person, IN_2025, library.dictionary)}
    assert found["vermogen"] == 141_896_00
    ends = found["verzamelinkomen"]
    assert finding(library, **{**SINGLE, "verzamelinkomen": ends}).verdict == Verdict.ENTITLED
    assert finding(library, **{**SINGLE, "verzamelinkomen": ends + 100}).verdict == Verdict.NOT


def test_a_finding_survives_storing(library: Library) -> None:
    found = finding(library, **SINGLE)
    assert Finding.from_json(found.to_json()) == found
