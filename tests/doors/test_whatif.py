"""The page that compares two versions of a law."""

import re

import pytest
from django.urls import reverse
from tests import builders

PAGE = "c_whatif"


@pytest.mark.slow
def test_a_civil_servant_compares_two_versions_of_a_law(karim: object) -> None:
    client = builders.signed_in(karim)
    asked = {"van": "zorgtoeslag@2025-01-01", "naar": "zorgtoeslag@2026-01-01"}
    page = client.get(reverse(PAGE), asked)
    text = page.content.decode()
    assert page.status_code == 200
    for words in ("Van 20.000 verzonnen mensen", "Per huishouden", "Met een partner", "Amsterdam"):
        assert words in text


@pytest.mark.slow
def test_a_law_that_counts_for_nobody_says_so_without_tables_of_nothing(karim: object) -> None:
    first, second = "inkomenstoeslag_meerwijk@2026-01-01", "inkomenstoeslag_meerwijk@2026-07-01"
    text = builders.signed_in(karim).get(reverse(PAGE), {"van": first, "naar": second})
    page = text.content.decode()
    assert text.status_code == 200
    assert "Gemeenten met het grootste verschil" not in page
    assert "niemand van deze verzonnen mensen" in page


def test_the_form_begins_with_a_law_of_ones_own_body(karim: object) -> None:
    text = builders.signed_in(karim).get(reverse(PAGE)).content.decode()
    chosen = re.findall(r'value="([a-z_]+)@[-0-9]+" selected', text)
    assert len(chosen) == 2
    assert chosen[0] == chosen[1]
    assert "meerwijk" not in chosen[0]


def test_the_form_offers_versions_of_laws(karim: object) -> None:
    text = builders.signed_in(karim).get(reverse(PAGE)).content.decode()
    assert "zorgtoeslag@2026-01-01" in text
    assert "In totaal" not in text


@pytest.mark.parametrize(
    ("first", "second"),
    [("zorgtoeslag@2025-01-01", "kinderbijslag@2026-07-01"), ("x", "y"), ("", "zorgtoeslag@2025")],
)
def test_what_cannot_be_compared_gets_a_sentence(karim: object, first: str, second: str) -> None:
    page = builders.signed_in(karim).get(reverse(PAGE), {"van": first, "naar": second})
    assert page.status_code == 400
    assert "niet te vergelijken" in page.content.decode()
