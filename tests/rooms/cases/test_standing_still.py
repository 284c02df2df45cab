"""While a term stands still nobody is late; whoever helps ends it too; two at the same moment."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from tests import builders

from oogopslag.cases import actions, queries
from oogopslag.cases.errors import NotLate, TooLateToLeave
from oogopslag.cases.models import Case, Decision, Pause, Proposal
from oogopslag.core import terms
from oogopslag.core.casework import Outcome
from oogopslag.core.values import Actor
from oogopslag.inbox import actions as inbox
from oogopslag.journal import queries as journal
from oogopslag.people import actions as people

pytestmark = pytest.mark.django_db


def asked(case: Case, staff, days: int = 14) -> None:  # type: ignore[no-untyped-def]
    due = timezone.localdate() + timedelta(days=days)
    actions.ask_supplement(case.id, staff, text="Welke?", due=due)


def events(case: Case) -> list[str]:
    return [line.name for line in journal.of_chain(f"case:{case.id}")]


def test_nobody_is_in_default_while_the_term_stands_still(suzanne, karim, clock) -> None:  # type: ignore[no-untyped-def]
    case = builders.case(suzanne)
    clock(days=(case.decide_by - timezone.localdate()).days - 2)
    asked(case, karim, days=28)
    clock(days=10)
    assert timezone.localdate() > Case.objects.get(id=case.id).decide_by
    assert not queries.case(suzanne, case.id).may_give_notice
    with pytest.raises(NotLate):
        actions.give_notice(case.id, suzanne)
    draft = queries.draft_decision(case.organisation, case.id, Outcome.GRANT)
    decision = actions.decide(
        case.id, karim, outcome=Outcome.GRANT, motivation="Omdat.", letter_text=draft.letter,
        departure="", hardship=False, revision=draft.revision,
    )  # fmt: skip
    assert not decision.late


def test_a_term_that_is_over_is_not_made_young_again_by_a_question(suzanne, karim, clock) -> None:  # type: ignore[no-untyped-def]
    case = builders.case(suzanne)
    clock(days=(case.decide_by - timezone.localdate()).days + 3)
    asked(case, karim)
    clock(days=2)
    assert queries.case(suzanne, case.id).may_give_notice
    assert actions.give_notice(case.id, suzanne).runs_from


def test_the_answer_of_who_helps_has_the_term_run_again(suzanne, joke, karim) -> None:  # type: ignore[no-untyped-def]
    case = builders.case(suzanne)
    asked(case, karim)
    inbox.reply(
        inbox.thread_of(case.thread), text="Hierbij.", key="h",
        actor=Actor(kind="helper", id=str(joke.id)),
    )  # fmt: skip
    pause = Pause.objects.get(case=case)
    assert (pause.until, pause.lapsed) == (timezone.localdate(), False)
    assert Case.objects.get(id=case.id).state == "received"
    assert journal.of_chain(f"case:{case.id}")[-1].actor == f"helper:{joke.id}"


def test_what_was_answered_just_now_did_not_lapse(suzanne, karim, clock, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    """The worker found the pause open; the answer came in before it held the case."""
    case = builders.case(suzanne)
    asked(case, karim)
    clock(days=15)
    from oogopslag.cases import supplementing

    held = supplementing.locked

    def answered_first(case_id):  # type: ignore[no-untyped-def]
        monkeypatch.setattr(supplementing, "locked", held)
        inbox.reply(
            inbox.thread_of(case.thread), text="Toch nog.", key="t",
            actor=Actor(kind="resident", id=str(suzanne.id)),
        )  # fmt: skip
        return held(case_id)

    monkeypatch.setattr(supplementing, "locked", answered_first)
    assert actions.lapse_pauses() == 0
    assert not Pause.objects.get(case=case).lapsed
    assert "cases.lapsed" not in events(case)


def test_one_lapse_that_fails_does_not_keep_the_others_waiting(  # type: ignore[no-untyped-def]
    suzanne, joke, karim, clock
) -> None:
    broken, sound = builders.case(suzanne), builders.case(joke, answers={})
    asked(broken, karim)
    asked(sound, karim)
    Case.objects.filter(id=broken.id).update(thread=uuid4())
    clock(days=15)
    assert actions.lapse_pauses() == 1
    assert Pause.objects.get(case=sound).lapsed
    assert not Pause.objects.get(case=broken).lapsed


def test_taking_back_writes_one_line_and_leaves_no_proposal(suzanne, karim) -> None:  # type: ignore[no-untyped-def]
    case = builders.case(suzanne)
    asked(case, karim)
    Proposal.objects.create(
        case=case, organisation=case.organisation, staff=karim, outcome="grant", texts={},
        revision=1, made=timezone.now(),
    )  # fmt: skip
    before = len(events(case))
    actions.withdraw(case.id, suzanne)
    assert events(case)[before:] == ["cases.withdrawn"]
    assert not Pause.objects.filter(case=case, until=None).exists()
    assert not Proposal.objects.exists()


def test_not_treating_is_over_after_four_weeks(suzanne, karim, clock) -> None:  # type: ignore[no-untyped-def]
    case, today = builders.case(suzanne), timezone.localdate()
    asked(case, karim)
    clock(days=15)
    actions.lapse_pauses()
    last = terms.leave_by(today + timedelta(days=14))
    clock(days=(last - timezone.localdate()).days + 1)
    view = queries.case(suzanne, case.id)
    about = {"motivation": "Niets.", "letter_text": {"nl": "Stop."}, "revision": view.revision}
    with pytest.raises(TooLateToLeave):
        actions.leave_untreated(case.id, karim, **about)
    with pytest.raises(TooLateToLeave):
        actions.propose(
            case.id, karim, outcome=Outcome.NOT_TREATED, departure="", hardship=False, **about
        )
    page = builders.signed_in(karim).get(f"/werk/zaken/{case.id}/besluit/").content.decode()
    assert "besluit=not_treated" not in page
    assert not Decision.objects.exists()


def test_a_second_objection_to_one_decision_joins_the_first(suzanne, karim) -> None:  # type: ignore[no-untyped-def]
    decision = builders.decided(suzanne, karim, Outcome.REFUSE)
    first = actions.object_to(decision.id, suzanne, grounds="Ik ben het oneens.", key="tab1")
    second = actions.object_to(decision.id, suzanne, grounds="En nog iets.", key="tab2")
    assert second.id == first.id
    assert Case.objects.filter(kind=Case.OBJECTION).count() == 1
    said = inbox.thread_of(first.thread).messages.filter(by="resident").order_by("id")
    assert [one.body["nl"] for one in said] == ["Ik ben het oneens.", "En nog iets."]
    actions.withdraw(first.id, suzanne)
    again = actions.object_to(decision.id, suzanne, grounds="Toch wel.", key="tab3")
    assert again.id != first.id


def test_a_change_is_told_once_however_often_it_is_sent(suzanne) -> None:  # type: ignore[no-untyped-def]
    body = builders.case(suzanne).organisation
    sent = [
        actions.report_change(suzanne, body, "zorgtoeslag", "Ik verhuis.", key="k") for _ in "ab"
    ]
    assert sent[0] == sent[1]


def test_a_revised_decision_is_not_counted_as_a_late_one(suzanne, karim, clock) -> None:  # type: ignore[no-untyped-def]
    decision = builders.decided(suzanne, karim)
    clock(days=200)
    draft = queries.draft_decision(decision.case.organisation, decision.case_id, Outcome.REVOKE)
    made = actions.revise(
        decision.case_id, karim, outcome=Outcome.REVOKE, motivation="Omdat.",
        letter_text=draft.letter, revision=draft.revision,
    )  # fmt: skip
    assert not made.late


def test_a_helper_who_is_let_in_twice_leaves_one_line(suzanne, joke) -> None:  # type: ignore[no-untyped-def]
    until = timezone.localdate() + timedelta(days=30)
    first = people.stand_for_child(joke, suzanne, until=until)
    assert people.stand_for_child(joke, suzanne, until=until).id == first.id
    lines = journal.of_resident(suzanne.id, names=["people.mandate_taken"])
    assert len(lines) == 1
