"""Two pairs of eyes beyond the first decision: objections, new decisions, not treating, notices."""

import dataclasses
from datetime import timedelta

import pytest
from django.utils import timezone
from tests import builders

from oogopslag.cases import actions, queries
from oogopslag.cases.errors import (
    AskFirst,
    DecidedBefore,
    HeardByDecider,
    MoveNotPossible,
    NeedsSecond,
    NotYours,
)
from oogopslag.cases.models import Case, Decision, Proposal
from oogopslag.catalogue import queries as catalogue
from oogopslag.core.casework import Outcome, State

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def four_eyes(monkeypatch):  # type: ignore[no-untyped-def]
    """The service as content may describe it: with two pairs of eyes."""
    services = dict(catalogue._services())
    services["zorgtoeslag"] = dataclasses.replace(services["zorgtoeslag"], four_eyes=True)
    monkeypatch.setattr(catalogue, "_services", lambda: services)


@pytest.fixture
def ali(world):  # type: ignore[no-untyped-def]
    return builders.staff(name="Ali Colleague")


@pytest.fixture
def bo(world):  # type: ignore[no-untyped-def]
    return builders.staff(name="Bo Third")


def texts(case: Case, outcome: Outcome) -> dict[str, object]:
    draft = queries.draft_decision(case.organisation, case.id, outcome)
    return {
        "outcome": outcome, "motivation": "Omdat.", "letter_text": draft.letter,
        "revision": draft.revision,
    }  # fmt: skip


def propose(case: Case, by, outcome: Outcome) -> None:  # type: ignore[no-untyped-def]
    actions.propose(case.id, by, **texts(case, outcome), departure="Daarom.", hardship=False)


def send(case: Case, by, outcome: Outcome) -> Decision:  # type: ignore[no-untyped-def]
    return actions.decide(case.id, by, **texts(case, outcome), departure="Daarom.", hardship=False)


@pytest.fixture
def decided(suzanne, karim, ali):  # type: ignore[no-untyped-def]
    """Karim proposed it and Ali sent it."""
    case = builders.case(suzanne)
    propose(case, karim, Outcome.GRANT)
    return send(case, ali, Outcome.GRANT)


def test_both_pairs_of_eyes_are_kept_and_the_draft_is_not(decided, karim, ali) -> None:  # type: ignore[no-untyped-def]
    assert (decided.proposed_by, decided.approved_by) == (karim.id, ali.id)
    assert not Proposal.objects.exists()


def test_neither_who_proposed_nor_who_sent_a_decision_touches_the_objection_to_it(  # type: ignore[no-untyped-def]
    decided, suzanne, karim, ali, bo
) -> None:
    objection = actions.object_to(decided.id, suzanne, grounds="Meer.", key="o")
    for earlier in (karim, ali):
        with pytest.raises(DecidedBefore):
            propose(objection, earlier, Outcome.GRANT)
    propose(objection, bo, Outcome.GRANT)
    for earlier in (karim, ali):
        with pytest.raises(DecidedBefore):
            send(objection, earlier, Outcome.GRANT)
    dee = builders.staff(name="Dee Fourth")
    assert send(objection, dee, Outcome.GRANT).proposed_by == bo.id


def test_neither_of_them_hears_the_objection_unless_a_committee_does(  # type: ignore[no-untyped-def]  # noqa: PLR0917 -- fixtures
    decided, suzanne, karim, ali, bo, clock
) -> None:
    objection = actions.object_to(decided.id, suzanne, grounds="Meer.", key="o")
    soon = timezone.now() + timedelta(days=12)
    actions.plan_hearing(objection.id, karim, moment=soon, place="Stadhuis")
    clock(days=13)
    for earlier in (karim, ali):
        with pytest.raises(HeardByDecider):
            actions.hold_hearing(objection.id, earlier, record="Zij zei ja.")
    actions.hold_hearing(objection.id, bo, record="Zij zei ja.")
    other = actions.object_to(decided.id, suzanne, grounds="Nog eens.", key="p")
    actions.to_committee(other.id, karim)
    soon = timezone.now() + timedelta(days=12)
    actions.plan_hearing(other.id, karim, moment=soon, place="Stadhuis")
    clock(days=13)
    actions.hold_hearing(other.id, karim, record="De commissie hoorde haar.")


def test_a_new_decision_needs_a_second_pair_too(decided, karim, ali) -> None:  # type: ignore[no-untyped-def]
    case = Case.objects.get(id=decided.case_id)
    with pytest.raises(NeedsSecond):
        actions.revise(case.id, ali, **texts(case, Outcome.REVOKE))
    propose(case, ali, Outcome.REVOKE)
    with pytest.raises(NeedsSecond):
        actions.revise(case.id, ali, **texts(case, Outcome.REVOKE))
    with pytest.raises(NeedsSecond):
        actions.revise(case.id, karim, **texts(case, Outcome.REFUSE))
    new = actions.revise(case.id, karim, **texts(case, Outcome.REVOKE))
    assert (new.proposed_by, new.approved_by, new.replaces) == (ali.id, karim.id, decided.id)
    case.refresh_from_db()
    assert case.state == State.DECIDED


def test_a_proposed_new_decision_can_be_sent_back(decided, karim, ali) -> None:  # type: ignore[no-untyped-def]
    case = Case.objects.get(id=decided.case_id)
    propose(case, ali, Outcome.REVOKE)
    actions.send_back(case.id, karim, why="Vraag het haar eerst.")
    with pytest.raises(NeedsSecond):
        actions.revise(case.id, karim, **texts(case, Outcome.REVOKE))


@pytest.fixture
def lapsed(suzanne, karim, monkeypatch):  # type: ignore[no-untyped-def]
    """A case whose supplement did not come."""
    case, today = builders.case(suzanne), timezone.localdate()
    actions.ask_supplement(case.id, karim, text="Welke?", due=today + timedelta(days=14))
    later = timezone.now() + timedelta(days=15)
    monkeypatch.setattr(timezone, "now", lambda: later)
    actions.lapse_pauses()
    return Case.objects.get(id=case.id)


def leave(case: Case, by) -> Decision:  # type: ignore[no-untyped-def]
    about = texts(case, Outcome.NOT_TREATED)
    del about["outcome"]
    return actions.leave_untreated(case.id, by, **about)


def test_not_treating_needs_a_second_pair_too(lapsed, karim, ali) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(NeedsSecond):
        leave(lapsed, karim)
    propose(lapsed, karim, Outcome.NOT_TREATED)
    with pytest.raises(NeedsSecond):
        leave(lapsed, karim)
    decision = leave(lapsed, ali)
    assert (decision.outcome, decision.proposed_by) == ("not_treated", karim.id)
    assert Case.objects.get(id=lapsed.id).state == State.NOT_TREATED


def test_not_treating_is_not_even_proposed_before_a_request_lapsed(suzanne, karim) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(AskFirst):
        propose(builders.case(suzanne), karim, Outcome.NOT_TREATED)


def test_deciding_is_not_a_way_around_the_rules_of_not_treating(suzanne, karim) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(MoveNotPossible):
        send(builders.case(suzanne), karim, Outcome.NOT_TREATED)


def test_the_work_list_tells_who_must_read_and_who_got_it_back(suzanne, karim, ali, anne) -> None:  # type: ignore[no-untyped-def]
    case = builders.case(suzanne)
    propose(case, karim, Outcome.GRANT)
    body = case.organisation
    treats = builders.staff("treat", name="Cas Treats")
    assert queries.proposals_waiting(body, karim) == []
    assert queries.proposals_waiting(body, treats) == [], "who may not send is not asked to read"
    (row,) = queries.proposals_waiting(body, ali)
    assert (row.case, row.by, row.back) == (case.id, "Karim Bos", False)
    assert queries.proposals_waiting(builders.who.organisation("gemeente-veenstad"), anne) == []
    actions.send_back(case.id, ali, why="Noem het inkomen.")
    (row,) = queries.proposals_waiting(body, karim)
    assert (row.back, row.sent_back) == (True, "Noem het inkomen.")
    assert queries.proposals_waiting(body, ali) == []


def test_the_pages_offer_the_same_for_not_treating_and_for_a_new_decision(  # type: ignore[no-untyped-def]
    lapsed, karim, ali
) -> None:
    first, second = builders.signed_in(karim), builders.signed_in(ali)
    address = f"/werk/zaken/{lapsed.id}/besluit/"
    page = first.get(f"{address}?besluit=not_treated").content.decode()
    assert 'value="propose"' in page
    assert 'value="send"' not in page
    typed = {"outcome": "not_treated", "motivation": "Niets gestuurd.", "letter_nl": "Wij stoppen.",
             "letter_en": "", "revision": str(lapsed.revision), "do": "propose"}  # fmt: skip
    assert first.post(address, typed).status_code == 302
    assert "Karim Bos vraagt u een voorstel te lezen." in second.get("/werk/").content.decode()
    page = second.get(address).content.decode()
    assert "Wij stoppen." in page
    assert second.post(address, {"do": "back", "why_back": "Bel eerst."}).status_code == 302
    assert "Bel eerst." in first.get("/werk/").content.decode()
    lapsed.refresh_from_db()
    typed["revision"] = str(lapsed.revision)
    assert first.post(address, typed).status_code == 302
    lapsed.refresh_from_db()
    sent = {**typed, "do": "send", "revision": str(lapsed.revision)}
    assert second.post(address, sent).status_code == 302
    assert Decision.objects.get().outcome == "not_treated"


def test_a_new_decision_is_proposed_and_sent_on_its_page(decided, karim, ali) -> None:  # type: ignore[no-untyped-def]
    address = f"/werk/zaken/{decided.case_id}/herzien/"
    first, second = builders.signed_in(karim), builders.signed_in(ali)
    case = Case.objects.get(id=decided.case_id)
    typed = {"outcome": "revoke", "motivation": "Verhuisd.", "letter_nl": "Het stopt.",
             "letter_en": "", "revision": str(case.revision), "do": "send"}  # fmt: skip
    assert first.post(address, typed).status_code == 400
    assert first.post(address, {**typed, "do": "propose"}).status_code == 302
    page = second.get(address).content.decode()
    assert "Het stopt." in page
    assert 'value="send"' in page
    case.refresh_from_db()
    assert second.post(address, {**typed, "revision": str(case.revision)}).status_code == 302
    assert Decision.objects.get(replaced=None).proposed_by == karim.id


def test_who_may_only_treat_proposes_a_new_decision_and_sends_none(decided) -> None:  # type: ignore[no-untyped-def]
    case, treats = Case.objects.get(id=decided.case_id), builders.staff("treat", name="Cas Treats")
    propose(case, treats, Outcome.REVOKE)
    with pytest.raises((NeedsSecond, NotYours)):
        actions.revise(case.id, treats, **texts(case, Outcome.REVOKE))
