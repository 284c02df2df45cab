"""Who works for several organisations chooses one at a time, and reaches nothing of the others."""

import pytest
from django.urls import reverse
from tests import builders

from oogopslag.journal.models import Line
from oogopslag.people import actions as people
from oogopslag.people import queries as who

pytestmark = pytest.mark.django_db
CHOOSE = "Voor welke organisatie werkt u nu?"


@pytest.fixture
def bo(world):  # type: ignore[no-untyped-def]
    """Treats cases of Toeslagen; treats and coordinates for the municipality."""
    roles = {"dienst-toeslagen": ["treat"], "gemeente-veenstad": ["treat", "coordinate"]}
    return who.staff_of(people.welcome_staff("bo", "Bo Jansen", roles))


def choose(browser, slug: str):  # type: ignore[no-untyped-def]
    return browser.post(reverse("w_workplace"), {"organisatie": slug})


def test_a_choice_moves_every_page_to_that_organisation_and_back(bo, suzanne) -> None:  # type: ignore[no-untyped-def]
    case = builders.case(suzanne)
    browser, thread = builders.signed_in(bo), reverse("w_thread", args=[case.thread])
    assert browser.get(thread).status_code == 200
    assert browser.get(reverse("w_rules")).status_code == 200, "the first where they coordinate"
    assert choose(browser, "gemeente-veenstad").status_code == 302
    assert "Gemeente Veenstad" in browser.get(reverse("w_worklist")).content.decode()
    for address in (thread, reverse("w_case", args=[case.id])):
        assert browser.get(address).status_code == 404
    assert choose(browser, "dienst-toeslagen").status_code == 302
    assert browser.get(thread).status_code == 200
    assert browser.get(reverse("w_rules")).status_code == 404, "no coordinator here"


def test_each_choice_is_a_line_of_that_organisation(bo) -> None:  # type: ignore[no-untyped-def]
    choose(builders.signed_in(bo), "gemeente-veenstad")
    line = Line.objects.get(name="people.workplace_chosen")
    assert (line.organisation, line.actor) == ("gemeente-veenstad", f"staff:{bo.id}")


@pytest.mark.parametrize("slug", ["svb", "bestaat-niet", "", "regiebureau"])
def test_where_they_have_no_role_nobody_can_go(bo, slug: str) -> None:  # type: ignore[no-untyped-def]
    browser = builders.signed_in(bo)
    answer = choose(browser, slug)
    assert answer.status_code == 400
    assert "geen rol bij deze organisatie" in answer.content.decode()
    assert not Line.objects.filter(name="people.workplace_chosen").exists()
    assert "Dienst Toeslagen" in browser.get(reverse("w_account")).content.decode()


def test_a_role_that_was_taken_away_ends_the_choice(bo) -> None:  # type: ignore[no-untyped-def]
    browser = builders.signed_in(bo)
    choose(browser, "gemeente-veenstad")
    people.welcome_staff("bo", "Bo Jansen", {"dienst-toeslagen": ["treat"]})
    page = browser.get(reverse("w_worklist")).content.decode()
    assert "Dienst Toeslagen" in page
    assert "Gemeente Veenstad" not in page


def test_the_form_is_there_only_for_who_needs_it(bo, karim) -> None:  # type: ignore[no-untyped-def]
    assert CHOOSE in builders.signed_in(bo).get(reverse("w_account")).content.decode()
    assert CHOOSE not in builders.signed_in(karim).get(reverse("w_account")).content.decode()


def test_keys_are_made_for_the_chosen_organisation(world) -> None:  # type: ignore[no-untyped-def]
    roles = {"dienst-toeslagen": ["develop"], "gemeente-veenstad": ["develop"]}
    staff = who.staff_of(people.welcome_staff("ada", "Ada Smit", roles))
    browser = builders.signed_in(staff)
    choose(browser, "gemeente-veenstad")
    browser.post(reverse("w_connection_make"), {"name": "proef", "kind": "test"})
    (client,) = who.clients_of(who.organisation("gemeente-veenstad"))
    assert client.name == "proef"
    assert not who.clients_of(who.organisation("dienst-toeslagen"))
