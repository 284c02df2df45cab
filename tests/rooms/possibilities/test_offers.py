"""Offers: only where the gate is open, only to who does not use it, and never after "never"."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from tests import builders

from oogopslag.cases import actions as cases
from oogopslag.cases import queries as case_queries
from oogopslag.catalogue import published
from oogopslag.catalogue import queries as catalogue
from oogopslag.conf.cli import main
from oogopslag.core.casework import Outcome
from oogopslag.core.law import Person, evaluate
from oogopslag.core.values import Bsn
from oogopslag.facts import actions as fact_actions
from oogopslag.facts import queries as facts
from oogopslag.facts.models import DataUse, Fact
from oogopslag.people import queries as people
from oogopslag.possibilities import actions, columns, queries
from oogopslag.possibilities.models import Offer, OfferSweep
from oogopslag.possibilities.planting import plant_results

pytestmark = pytest.mark.django_db


def swept() -> None:
    while actions.sweep():
        pass


def offered(resident: Any) -> list[str]:
    return list(
        Offer.objects.filter(resident=resident, state="open").values_list("service", flat=True)
    )


def rate() -> Any:
    (found,) = [
        one for one in queries.offer_rates("dienst-toeslagen") if one.service.slug == "zorgtoeslag"
    ]
    return found


def test_only_a_service_whose_gate_is_open_is_offered_and_each_look_leaves_a_line(
    suzanne: Any,
) -> None:
    entitled = [one for one in queries.of_resident(suzanne) if one.finding.verdict == "entitled"]
    assert not entitled
    swept()
    assert offered(suzanne) == ["zorgtoeslag"]
    looked = DataUse.objects.filter(resident=suzanne, activity__endswith=":aanbod")
    assert {use.service for use in looked} == {"zorgtoeslag"}
    assert "verzamelinkomen" in looked.get().names


def test_an_entitlement_that_is_not_certain_is_no_offer(joke: Any) -> None:
    swept()
    assert offered(joke) == []


def test_a_fact_from_a_register_outside_the_gate_is_not_used(suzanne: Any) -> None:
    changed = Fact.objects.filter(resident=suzanne, source="rvz").update(source="rdw")
    assert changed
    swept()
    assert offered(suzanne) == []


def test_the_word_of_the_resident_is_no_ground_for_an_offer(suzanne: Any) -> None:
    Fact.objects.filter(resident=suzanne, name="verzamelinkomen").update(source="resident")
    swept()
    assert offered(suzanne) == []


def test_who_applied_already_gets_no_offer(suzanne: Any) -> None:
    builders.case(suzanne)
    swept()
    assert not Offer.objects.filter(resident=suzanne).exists()


def test_a_month_is_swept_once_and_goes_on_where_it_stopped(suzanne: Any) -> None:
    looked = actions.sweep(batch=2)
    assert looked == 2
    swept()
    assert actions.sweep() == 0
    state = OfferSweep.objects.get()
    assert state.finished is not None
    assert (state.seen > 2, state.made) == (True, Offer.objects.count())


NEXT_YEAR = facts.today().replace(year=facts.today().year + 1, day=1)


@pytest.mark.parametrize(("answer", "again"), [("declined", True), ("never", False)])
def test_no_thank_you_lasts_this_year_and_never_lasts(
    suzanne: Any, monkeypatch: pytest.MonkeyPatch, answer: Any, again: bool
) -> None:
    swept()
    actions.answer_offer(suzanne, "zorgtoeslag", answer)
    actions.answer_offer(suzanne, "zorgtoeslag", answer)
    assert offered(suzanne) == []
    monkeypatch.setattr(facts, "today", lambda: NEXT_YEAR)
    _figures_are_stated_again(monkeypatch)
    swept()
    assert offered(suzanne) == (["zorgtoeslag"] if again else [])


def test_nothing_is_offered_in_a_year_whose_figures_are_not_known(
    suzanne: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(facts, "today", lambda: NEXT_YEAR)
    swept()
    assert offered(suzanne) == []


def _figures_are_stated_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """The ministry states the figures of this year anew for the next one."""
    library, year = catalogue.library(), NEXT_YEAR.year
    last = library.schemes["zorgtoeslag"][-1]
    sheet = {name: replace(one, year=year) for name, one in last.parameters.items()}
    anew = replace(last, valid_from=date(year, 1, 1), parameters=sheet)
    monkeypatch.setattr(published, "shipped", lambda: library.with_more([anew]))


def test_an_answer_takes_it_from_the_glance_and_can_be_taken_back(suzanne: Any) -> None:
    swept()
    shown = {one.slug: one.offered for one in actions.glance_of(suzanne).possible}
    assert shown["zorgtoeslag"] is True
    client = builders.signed_in(suzanne)
    page = reverse("r_possibility", args=["zorgtoeslag"])
    assert "Wij bieden u dit uit onszelf aan" in client.get(page).content.decode()
    assert "Een jurist heeft dit nog niet getoetst" in client.get(page).content.decode()
    answer = reverse("r_offer", args=["zorgtoeslag"])
    client.post(answer, {"answer": "never"})
    assert "zorgtoeslag" not in [one.slug for one in actions.glance_of(suzanne).possible]
    assert "Wij bieden u dit nooit meer aan" in client.get(page).content.decode()
    client.post(answer, {"answer": "again"})
    assert offered(suzanne) == ["zorgtoeslag"]
    client.post(answer, {"answer": "onzin"})
    assert offered(suzanne) == ["zorgtoeslag"]
    assert client.post(reverse("r_offer", args=["nergens"])).status_code == 404


@pytest.mark.parametrize(
    ("outcome", "result"), [(Outcome.GRANT, "right"), (Outcome.REFUSE, "wrong")]
)
def test_the_decision_that_follows_says_whether_the_offer_was_right(
    suzanne: Any, karim: Any, outcome: Outcome, result: str
) -> None:
    swept()
    builders.decided(suzanne, karim, outcome)
    offer = Offer.objects.get(resident=suzanne)
    assert (offer.state, offer.result) == ("used", result)
    found = rate()
    assert (found.decided, found.wrong, found.planted) == (1, int(result == "wrong"), 0)
    assert 0 <= found.low < found.high <= 1


def test_a_case_that_was_not_offered_counts_for_nothing(suzanne: Any, karim: Any) -> None:
    builders.decided(suzanne, karim, Outcome.REFUSE)
    assert rate().decided == 0
    assert rate().low is None


def test_a_withdrawn_case_says_nothing_of_the_offer(suzanne: Any) -> None:
    swept()
    case = builders.case(suzanne)
    cases.withdraw(case.id, suzanne)
    assert case_queries.running_and_taken(suzanne)[0] == []
    assert rate().decided == 0


def test_made_up_outcomes_are_marked_and_only_in_a_demonstration(
    suzanne: Any, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    swept()
    made, wrong = plant_results(1.0, seed=1)
    assert (made, wrong) == (Offer.objects.count(), Offer.objects.count())
    assert rate().planted == rate().wrong == rate().decided > 0
    coordinator = builders.staff("coordinate", name="Anna Kok")
    page = builders.signed_in(coordinator).get(reverse("w_offers")).content.decode()
    assert "voor de demonstratie verzonnen" in page
    # All of them wrong; the lowest likely share has a comma, as Dutch writes it.
    assert re.search(r"100,0 %, tussen \d+,\d en 100,0 %", page)


def test_who_gets_another_benefit_is_offered_child_budget_and_who_does_not_is_not(
    world: None, karim: Any
) -> None:
    """WKB 5.2: only a parent who gets something of Dienst Toeslagen already."""
    mehmet = builders.resident(builders.MEHMET)
    swept()
    assert "kindgebonden-budget" not in offered(mehmet)
    OfferSweep.objects.all().delete()
    builders.decided(mehmet, karim)
    swept()
    assert "kindgebonden-budget" in offered(mehmet)
    found = Offer.objects.get(resident=mehmet, service="kindgebonden-budget")
    shown = [o for o in queries.of_resident(mehmet) if o.service.slug == found.service]
    assert not shown or shown[0].finding.amount_high == found.amount
    looked = DataUse.objects.get(resident=mehmet, service="kindgebonden-budget")
    assert {"partner.verzamelinkomen", "kinderen[].geboortedatum"} <= set(looked.names)


def test_a_child_of_another_household_register_is_no_ground(world: None) -> None:
    """What childcare organisations report stays out of a gate that does not name them."""
    amina = builders.resident(Bsn("999000081"))
    names = {"geboortedatum", "opvanguren_per_maand"}
    for allowed, expected in (
        (frozenset({"brp"}), False),
        (frozenset({"brp", "kinderopvang"}), True),
    ):
        (found,) = facts.of_many(amina.id, amina.id, [amina.id], names, allowed)
        told = {name for child in found.relations["kinderen"] for name in child}
        assert ("opvanguren_per_maand" in told) == expected


def test_columns_give_everybody_what_the_reader_of_one_person_gives(world: None) -> None:
    """The personas and a town, every scheme, whatever is unknown: the same people and amounts."""
    content = builders.settings.CONFIG.content
    fact_actions.load_population(content / "population", size=60, seed=5, town="9999")
    residents = people.residents_after(None, 300)
    for one in residents:
        fact_actions.refresh(one)
    library, on = catalogue.library(), facts.today()
    ids = [one.id for one in residents]
    registers = frozenset(
        ("brp", "belastingdienst", "rvz", "woning", "svb", "uwv", "duo", "gemeente", "waterschap")
    )
    offered_somewhere = 0
    for name in library.names():
        scheme = library.scheme(name, on)
        wanted = columns.wanted(scheme, library.dictionary, on).facts
        everybody = list(facts.of_many(ids[0], ids[-1], ids, wanted, registers))
        found = {
            one.resident: one.amount
            for one in columns.certain(scheme, everybody, library.dictionary, on)
        }
        expected = {}
        for one in everybody:
            finding = evaluate(scheme, _person(one), on, library.dictionary)
            if finding.verdict == "entitled" and not finding.lacking:
                expected[one.id] = finding.amount_high
        assert found == expected, name
        offered_somewhere += len(found)
    assert offered_somewhere > 20


def _person(one: Any) -> Person:
    relations = {
        name: tuple(Person(facts=told) for told in members)
        for name, members in one.relations.items()
    }
    if one.partner is not None:
        relations["partner"] = (Person(facts=one.partner),)
    return Person(facts=one.facts, relations=relations)


def test_a_sweep_asks_the_database_as_often_for_many_as_for_few(
    world: None, django_assert_max_num_queries: Any
) -> None:
    content = builders.settings.CONFIG.content
    fact_actions.load_population(content / "population", size=60, seed=5, town="9999")
    with django_assert_max_num_queries(45):
        actions.sweep()


def test_the_page_says_of_each_service_whether_its_gate_is_open(suzanne: Any) -> None:
    coordinator = builders.staff("coordinate", name="Anna Kok")
    page = builders.signed_in(coordinator).get(reverse("w_offers")).content.decode()
    assert "WKB 5, tweede en derde lid" in page
    assert "Niet uit onszelf aangeboden" in page
    assert "Huurtoeslag" in page.split("Niet uit onszelf aangeboden")[1]


def test_every_gate_says_its_basis_and_that_nobody_checked_it_yet() -> None:
    gates = [one.offers for one in catalogue.services() if one.offers]
    assert gates
    assert all(gate.basis["nl"] and gate.sources and gate.article for gate in gates)
    assert not any(gate.checked for gate in gates)


def test_the_verb_refuses_a_share_that_is_none(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["offers", "plant", "--wrong", "4"]) == 2
    assert "between 0 and 1" in capsys.readouterr().err
