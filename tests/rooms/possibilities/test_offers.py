"""Offers: only where the gate is open, only to who does not use it, and never after "never"."""

from typing import Any

import pytest
from django.urls import reverse
from tests import builders

from oogopslag.cases import actions as cases
from oogopslag.cases import queries as case_queries
from oogopslag.catalogue import queries as catalogue
from oogopslag.conf.cli import main
from oogopslag.core.casework import Outcome
from oogopslag.facts import queries as facts
from oogopslag.facts.models import DataUse, Fact
from oogopslag.possibilities import actions, queries
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
    swept()
    assert offered(suzanne) == (["zorgtoeslag"] if again else [])


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


def test_every_gate_says_its_basis_and_that_nobody_checked_it_yet() -> None:
    gates = [one.offers for one in catalogue.services() if one.offers]
    assert gates
    assert all(gate.basis["nl"] and gate.sources and not gate.checked for gate in gates)


def test_the_verb_refuses_a_share_that_is_none(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["offers", "plant", "--wrong", "4"]) == 2
    assert "between 0 and 1" in capsys.readouterr().err
