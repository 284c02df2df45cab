"""After submitting, while nothing is decided, a resident may correct an answer."""

import pytest
from tests import builders

from oogopslag.cases import actions, queries
from oogopslag.cases.errors import AlreadyDecided, InvalidAnswers, MoveNotPossible, UnknownCase
from oogopslag.facts import queries as facts
from oogopslag.inbox import queries as inbox


def test_a_correction_is_computed_kept_and_said_to_both(suzanne, karim) -> None:  # type: ignore[no-untyped-def]
    case = builders.case(suzanne)
    before = queries.case(suzanne, case.id)

    actions.correct(case.id, suzanne, "verzamelinkomen", "35.000")

    after = queries.case_for_staff(case.organisation, case.id, karim)
    income = next(one for one in after.given if one.fact == "verzamelinkomen")
    assert (income.value, income.source, income.contradicts) == (3_500_000, "resident", 2_480_000)
    assert after.finding.amount_high < before.finding.amount_high
    assert after.row.decide_by == before.row.decide_by
    body = inbox.thread(suzanne, case.thread).messages[-1].body
    assert "was €\u00a024.800, is nu €\u00a035.000" in body["nl"]
    assert "was €24,800, is now €35,000" in body["en"]
    assert facts.known(suzanne).values["verzamelinkomen"].contradicted is not None


def test_the_same_answer_again_changes_nothing(suzanne) -> None:  # type: ignore[no-untyped-def]
    case = builders.case(suzanne)
    before = len(inbox.thread(suzanne, case.thread).messages)
    actions.correct(case.id, suzanne, "verzamelinkomen", "24.800")
    assert len(inbox.thread(suzanne, case.thread).messages) == before


def test_an_answer_that_cannot_be_right_changes_nothing_and_gets_a_sentence(suzanne) -> None:  # type: ignore[no-untyped-def]
    case = builders.case(suzanne)
    with pytest.raises(InvalidAnswers) as caught:
        actions.correct(case.id, suzanne, "verzamelinkomen", "veel")
    assert caught.value.fields["verzamelinkomen"]
    assert queries.case(suzanne, case.id).finding.amount_high == 12_900


def test_nobody_corrects_anothers_case_or_what_it_does_not_hold(suzanne, joke) -> None:  # type: ignore[no-untyped-def]
    case = builders.case(suzanne)
    for resident, fact in ((joke, "verzamelinkomen"), (suzanne, "bouwjaar_woning")):
        with pytest.raises(UnknownCase):
            actions.correct(case.id, resident, fact, "1")


def test_a_decision_that_was_being_written_must_look_again(suzanne, karim) -> None:  # type: ignore[no-untyped-def]
    case = builders.case(suzanne)
    draft = queries.draft_decision(case.organisation, case.id)
    actions.correct(case.id, suzanne, "vermogen", "9.000")
    with pytest.raises(AlreadyDecided):
        actions.decide(
            case.id, karim, outcome=draft.outcome, motivation=draft.motivation["nl"],
            letter_text=draft.letter, departure="", hardship=False, revision=draft.revision,
        )  # fmt: skip


def test_a_decided_case_is_not_corrected(suzanne, karim) -> None:  # type: ignore[no-untyped-def]
    decided = builders.decided(suzanne, karim)
    with pytest.raises(MoveNotPossible):
        actions.correct(decided.case_id, suzanne, "vermogen", "1")


def test_the_page_keeps_what_was_typed_and_leads_back_to_the_case(suzanne) -> None:  # type: ignore[no-untyped-def]
    case = builders.case(suzanne)
    browser, address = builders.signed_in(suzanne), f"/zaken/{case.id}/verbeteren/vermogen/"
    assert 'value="8.210"' in browser.get(address).content.decode()
    wrong = browser.post(address, {"value": "heel veel"})
    assert wrong.status_code == 400
    assert 'value="heel veel"' in wrong.content.decode()
    right = browser.post(address, {"value": "9.000"})
    assert right["Location"] == f"/zaken/{case.id}/"
    assert "9.000" in browser.get(f"/zaken/{case.id}/").content.decode()
