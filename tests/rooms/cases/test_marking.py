"""Messages marked as a formal act make a case with their first day of receipt; promises follow."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from tests import builders
from tests.rooms.inbox.helpers import BOTH, asked, at, me

from oogopslag.cases import actions, queries
from oogopslag.cases.models import Case, Default
from oogopslag.core import terms
from oogopslag.core.casework import Outcome
from oogopslag.inbox import actions as inbox
from oogopslag.inbox import queries as conversations
from oogopslag.inbox.models import Message, Promise, PromiseTally, Thread
from oogopslag.inbox.tasks import EVERY_MINUTE
from oogopslag.journal import queries as journal
from oogopslag.journal.models import Line
from oogopslag.people import queries as people

pytestmark = pytest.mark.django_db


def decided(of, karim, key: str = "one") -> Case:  # type: ignore[no-untyped-def]
    case = builders.case(of, key=key)
    draft = queries.draft_decision(case.organisation, case.id, Outcome.GRANT)
    actions.decide(
        case.id, karim, outcome=Outcome.GRANT, motivation="Omdat.", letter_text=draft.letter,
        departure="Daarom.", hardship=False, revision=draft.revision,
    )  # fmt: skip
    return Case.objects.get(id=case.id)


def said(case: Case, text: str = "Ik ben het er niet mee eens.", key: str = "k") -> Message:
    thread = Thread.objects.get(id=case.thread)
    return inbox.reply(thread, text=text, key=key, actor=me(thread))


def objections() -> list[Case]:
    return list(Case.objects.filter(kind=Case.OBJECTION))


def test_a_marked_objection_makes_the_case_with_the_day_it_came_in(  # type: ignore[no-untyped-def]
    suzanne, joke, karim, monkeypatch
) -> None:
    case, other = decided(suzanne, karim), decided(joke, karim, key="two")
    message, notified = said(case), timezone.localdate()
    at(monkeypatch, days=50)  # more than six weeks: only the day of receipt makes it in time
    for _ in range(2):
        inbox.mark_formal(message, kind="objection", staff=karim)
    (made,) = objections()
    assert (made.resident_id, made.received, made.in_time) == (suzanne.id, message.placed, True)
    assert made.grounds == "Ik ben het er niet mee eens."
    assert made.about == queries.case_for_staff(case.organisation, case.id, karim).decision.id
    assert made.decide_by == terms.decide_objection_by(notified, committee=False, extended=False)
    told = conversations.thread(suzanne, made.thread).messages
    assert made.number in told[0].body["nl"]
    assert f"ontvangen op {timezone.localdate(message.placed).day} " in told[0].body["nl"]
    events = {row.event for row in Thread.objects.filter(id__in=[made.thread, case.thread])}
    assert len(events) == 1
    assert None not in events
    assert not Case.objects.filter(resident=joke, kind=Case.OBJECTION).exists()
    assert other.thread != made.thread


def test_a_message_that_came_after_six_weeks_is_a_late_objection(  # type: ignore[no-untyped-def]
    suzanne, karim, monkeypatch
) -> None:
    case = decided(suzanne, karim)
    at(monkeypatch, days=60)
    inbox.mark_formal(said(case), kind="objection", staff=karim)
    assert [one.in_time for one in objections()] == [False]


def test_who_objected_already_gets_no_second_case_but_keeps_the_earlier_day(  # type: ignore[no-untyped-def]
    suzanne, karim, monkeypatch
) -> None:
    case = decided(suzanne, karim)
    message = said(case)
    at(monkeypatch, days=50)
    view = queries.case_for_staff(case.organisation, case.id, karim)
    first = actions.object_to(view.decision.id, suzanne, grounds="Nee.", key="o")
    assert not first.in_time
    inbox.mark_formal(message, kind="objection", staff=karim)
    (found,) = objections()
    assert (found.id, found.received, found.in_time) == (first.id, message.placed, True)
    assert "hoort bij zaak" in conversations.thread(suzanne, found.thread).messages[-1].body["nl"]


def test_an_objection_before_there_is_a_decision_makes_no_case(suzanne, karim) -> None:  # type: ignore[no-untyped-def]
    inbox.mark_formal(said(builders.case(suzanne)), kind="objection", staff=karim)
    assert objections() == []


def test_nobody_of_another_body_marks_a_message(suzanne, karim) -> None:  # type: ignore[no-untyped-def]
    case = decided(suzanne, karim)
    message = said(case)
    stranger = builders.staff(organisation="gemeente-veenstad", name="Anne Smit")
    typed = {"do": "formal", "message": str(message.id), "kind": "objection"}
    address = reverse("w_thread_do", args=[case.thread])
    assert builders.signed_in(stranger).post(address, typed).status_code == 404
    assert objections() == []
    assert not Line.objects.filter(name="inbox.marked_formal").exists()


@pytest.fixture
def question(suzanne):  # type: ignore[no-untyped-def]
    """A message about a service, in a conversation that is no case."""
    body = people.organisation("dienst-toeslagen")
    thread = inbox.open_thread(suzanne, body, service="zorgtoeslag", title=BOTH, safe_title=BOTH)
    return asked(thread, "Ik wil zorgtoeslag.")


def test_a_marked_application_starts_a_case_from_that_day_once(  # type: ignore[no-untyped-def]
    question, suzanne, karim, monkeypatch
) -> None:
    at(monkeypatch, days=9)
    for _ in range(2):
        inbox.mark_formal(question, kind="application", staff=karim)
    (case,) = Case.objects.all()
    assert (case.service, case.received, case.channel) == (
        "zorgtoeslag", question.placed, "message",
    )  # fmt: skip
    day = timezone.localdate(question.placed)
    assert case.decide_by == terms.moved_from_rest(day + timedelta(weeks=8))
    assert case.resident_id == suzanne.id
    assert case.number in conversations.thread(suzanne, case.thread).messages[0].body["nl"]


def test_a_marked_application_joins_the_one_that_runs_and_brings_its_day(  # type: ignore[no-untyped-def]
    question, suzanne, karim, monkeypatch
) -> None:
    at(monkeypatch, days=9)
    case = builders.case(suzanne)
    before = case.decide_by
    inbox.mark_formal(question, kind="application", staff=karim)
    (found,) = Case.objects.all()
    assert (found.id, found.received) == (case.id, question.placed)
    assert found.decide_by < before
    (promise,) = Promise.objects.filter(kind="decision")
    assert promise.due == found.decide_by


@pytest.mark.parametrize("service", ["", "no-such-service"])
def test_without_a_known_service_there_is_no_application(suzanne, karim, service) -> None:  # type: ignore[no-untyped-def]
    body = people.organisation("dienst-toeslagen")
    thread = inbox.open_thread(suzanne, body, service=service, title=BOTH, safe_title=BOTH)
    message = asked(thread, "Ik wil iets.")
    inbox.mark_formal(message, kind="application", staff=karim)
    assert not Case.objects.exists()


# --- the register of promises


def tally() -> tuple[int, int, int]:
    rows = PromiseTally.objects.filter(kind="decision")
    return tuple(sum(getattr(row, name) for row in rows) for name in ("made", "kept", "missed"))  # type: ignore[return-value]


def open_days(case: Case) -> list[object]:
    rows = Promise.objects.filter(thread=case.thread, kind="decision", kept=None)
    return list(rows.values_list("due", flat=True))


def test_a_decision_in_time_is_a_promise_kept(suzanne, karim) -> None:  # type: ignore[no-untyped-def]
    case = builders.case(suzanne)
    assert open_days(case) == [case.decide_by]
    assert tally() == (1, 0, 0)
    decided(suzanne, karim)
    assert open_days(case) == []
    assert tally() == (1, 1, 0)
    assert Thread.objects.get(id=case.thread).promised is None


def test_a_decision_too_late_is_a_promise_missed(suzanne, karim, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    case = builders.case(suzanne)
    at(monkeypatch, days=(case.decide_by - timezone.localdate()).days + 1)
    for task in EVERY_MINUTE:
        task()
    assert tally() == (1, 0, 1)
    decided(suzanne, karim)
    assert tally() == (1, 0, 1)


def test_while_the_term_stands_still_no_day_passes(suzanne, karim, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    case = builders.case(suzanne)
    due = timezone.localdate() + timedelta(days=14)
    actions.ask_supplement(case.id, karim, text="Welke?", due=due)
    assert open_days(case) == []
    at(monkeypatch, days=90)
    for task in EVERY_MINUTE:
        task()
    actions.lapse_pauses()
    case.refresh_from_db()
    assert case.decide_by < timezone.localdate()
    assert open_days(case) == [case.decide_by]
    decided(suzanne, karim)
    assert tally() == (1, 0, 1)


def test_a_decision_while_the_term_stands_still_is_kept(suzanne, karim) -> None:  # type: ignore[no-untyped-def]
    case = builders.case(suzanne)
    today = timezone.localdate()
    actions.stand_still(case.id, karim, reason="consent", since=today, explanation="Zo.")
    decided(suzanne, karim)
    assert tally() == (1, 1, 0)


def test_a_later_day_moves_the_promise_and_a_withdrawal_leaves_none(suzanne, karim) -> None:  # type: ignore[no-untyped-def]
    case = builders.case(suzanne)
    actions.extend(case.id, karim, to=case.decide_by + timedelta(days=7), reason="Druk.")
    case.refresh_from_db()
    assert open_days(case) == [case.decide_by]
    assert tally() == (1, 0, 0)
    actions.withdraw(case.id, suzanne)
    assert tally() == (0, 0, 0)
    assert not Promise.objects.filter(kind="decision").exists()
    assert journal.of_chain(f"thread:{case.thread}")


def test_an_objection_before_the_decision_is_kept_and_taken_up_with_its_own_day(  # type: ignore[no-untyped-def]
    suzanne, karim, monkeypatch
) -> None:
    case = builders.case(suzanne)
    message = said(case)
    inbox.mark_formal(message, kind="objection", staff=karim)
    assert objections() == []
    texts = [one.body.get("nl", "") for one in conversations.thread(suzanne, case.thread).messages]
    assert any("Awb 6:10" in text for text in texts)
    at(monkeypatch, days=3)
    draft = queries.draft_decision(case.organisation, case.id, Outcome.REFUSE)
    actions.decide(
        case.id, karim, outcome=Outcome.REFUSE, motivation="Omdat.", letter_text=draft.letter,
        departure="Daarom.", hardship=False, revision=draft.revision,
    )  # fmt: skip
    (made,) = objections()
    assert (made.received, made.in_time) == (message.placed, True)
    assert made.grounds == "Ik ben het er niet mee eens."


def test_an_early_objection_makes_no_case_where_all_was_granted(suzanne, karim) -> None:  # type: ignore[no-untyped-def]
    case = builders.case(suzanne)
    inbox.mark_formal(said(case), kind="objection", staff=karim)
    draft = queries.draft_decision(case.organisation, case.id, Outcome.GRANT)
    actions.decide(
        case.id, karim, outcome=Outcome.GRANT, motivation="Omdat.", letter_text=draft.letter,
        departure="Daarom.", hardship=False, revision=draft.revision,
    )  # fmt: skip
    assert objections() == []
    last = conversations.thread(suzanne, case.thread).messages[-1]
    assert "toch bezwaar" in last.body["nl"]


@pytest.mark.parametrize(("days", "runs"), [(-1, True), (30, False)])
def test_a_marked_notice_of_default_counts_from_the_day_of_the_message(  # type: ignore[no-untyped-def]
    suzanne, karim, monkeypatch, days, runs
) -> None:
    case = builders.case(suzanne)
    Case.objects.filter(id=case.id).update(decide_by=timezone.localdate() + timedelta(days=days))
    message = said(case, "U bent te laat. Ik stel u in gebreke.")
    on = timezone.localdate()
    at(monkeypatch, days=5)
    for _ in range(2):
        inbox.mark_formal(message, kind="default", staff=karim)
    found = Default.objects.filter(case=case)
    assert [one.runs_from for one in found] == ([terms.penalty_from(on)] if runs else [])
    if runs:
        assert found.get().received == message.placed
    else:
        last = conversations.thread(suzanne, case.thread).messages[-1]
        assert "nog geen dwangsom" in last.body["nl"]


def test_a_complaint_promises_an_answer_within_six_weeks_of_its_day(  # type: ignore[no-untyped-def]
    suzanne, karim, monkeypatch
) -> None:
    case = builders.case(suzanne)
    message = said(case, "Ik werd niet te woord gestaan.")
    on = timezone.localdate(message.placed)
    at(monkeypatch, days=2)
    inbox.mark_formal(message, kind="complaint", staff=karim)
    due = terms.moved_from_rest(on + timedelta(weeks=6))
    assert Promise.objects.filter(thread=case.thread, kind="answer", due=due).count() == 1
    last = conversations.thread(suzanne, case.thread).messages[-1]
    assert "klacht" in last.body["nl"]
    assert "Awb 9:11" in last.body["nl"]
