"""The whole life of a case beside the main line: what the Awb asks on each turn."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone
from tests import builders

from oogopslag.cases import actions, queries
from oogopslag.cases.errors import (
    AskFirst,
    DecidedBefore,
    ExtendedBefore,
    HearFirst,
    HearingTooSoon,
    HearObjector,
    InvalidAnswers,
    MoveNotPossible,
    NeedsSecond,
    NothingWritten,
    NotLate,
    NotYours,
    NotYourService,
    TooLateToTell,
    UnknownCase,
    WrongDay,
    WrongMinutes,
)
from oogopslag.cases.models import Case, Decision
from oogopslag.catalogue import queries as catalogue
from oogopslag.core import terms
from oogopslag.core.casework import Outcome, State
from oogopslag.core.values import Actor
from oogopslag.facts import actions as facts
from oogopslag.facts.models import Fact, TwinRecord
from oogopslag.inbox import actions as inbox
from oogopslag.inbox import queries as messages
from oogopslag.journal import queries as journal

pytestmark = pytest.mark.django_db


def body_of(case: Case) -> str:
    """The newest message in the conversation of a case, in Dutch."""
    resident = case.resident
    return str(messages.thread(resident, case.thread).messages[-1].body["nl"])


def decide(case: Case, by, outcome: Outcome = Outcome.GRANT, **more) -> Decision:  # type: ignore[no-untyped-def]
    draft = queries.draft_decision(case.organisation, case.id, outcome)
    values = {"motivation": "Omdat.", "letter_text": draft.letter, "departure": "Daarom.",
              "hardship": False, "revision": draft.revision}  # fmt: skip
    return actions.decide(case.id, by, outcome=outcome, **{**values, **more})


# --- on paper, by phone, at the desk


@pytest.mark.parametrize("channel", ["paper", "phone", "desk"])
def test_what_staff_type_in_has_the_same_duties_and_the_day_it_came_in(
    joke, karim, channel
) -> None:  # type: ignore[no-untyped-def]
    came_in = timezone.localdate() - timedelta(days=6)
    typed = {"verzamelinkomen": "18.500"}
    case = actions.typed_in(
        karim, joke, "zorgtoeslag", channel=channel, received=came_in, typed=typed, key="p"
    )
    again = actions.typed_in(
        karim, joke, "zorgtoeslag", channel=channel, received=came_in, typed=typed, key="p"
    )
    assert case.id == again.id
    assert timezone.localdate(case.received) == came_in
    assert case.decide_by == terms.decide_by(came_in, {"weeks": 8}, (), came_in)
    assert "18.500" in body_of(case)
    assert case.channel == channel
    (line,) = [x for x in journal.of_chain(f"case:{case.id}") if x.name == "cases.submitted"]
    assert line.actor == f"staff:{karim.id}"


def test_the_registers_are_asked_about_who_never_signed_in(world, karim) -> None:  # type: ignore[no-untyped-def]
    nobody = builders.who.resident_by_bsn(builders.SUZANNE)
    actions.know(nobody)
    known = builders.who.resident_by_bsn(builders.SUZANNE)
    today = timezone.localdate()
    case = actions.typed_in(
        karim, known, "zorgtoeslag", channel="desk", received=today, typed={}, key="p"
    )
    assert case.finding["verdict"] == "entitled"


def test_typing_in_leaves_the_residents_own_draft_alone(joke, karim) -> None:  # type: ignore[no-untyped-def]
    draft = actions.start(joke, "zorgtoeslag")
    actions.answer(draft, "inkomen", {"verzamelinkomen": "1"})
    today = timezone.localdate()
    actions.typed_in(karim, joke, "zorgtoeslag", channel="paper", received=today, typed={}, key="p")
    assert queries.application(joke, "zorgtoeslag").id == draft.id


def test_a_wrong_day_service_or_answer_is_refused_and_nothing_is_stored(joke, karim, anne) -> None:  # type: ignore[no-untyped-def]
    today = timezone.localdate()
    about = {"channel": "paper", "received": today, "typed": {}, "key": "p"}
    with pytest.raises(WrongDay):
        later = {**about, "received": today + timedelta(days=1)}
        actions.typed_in(karim, joke, "zorgtoeslag", **later)
    with pytest.raises(NotYourService):
        actions.typed_in(anne, joke, "zorgtoeslag", **about)
    with pytest.raises(InvalidAnswers) as caught:
        wrong = {**about, "typed": {"verzamelinkomen": "veel"}}
        actions.typed_in(karim, joke, "zorgtoeslag", **wrong)
    assert set(caught.value.fields) == {"verzamelinkomen"}
    assert not Case.objects.exists()


# --- terms


def test_a_later_day_told_in_time_is_the_new_last_day(suzanne, karim) -> None:  # type: ignore[no-untyped-def]
    case = builders.case(suzanne)
    to = case.decide_by + timedelta(days=21)
    actions.extend(case.id, karim, to=to, reason="Wij wachten op een advies.")
    case.refresh_from_db()
    assert case.decide_by == terms.moved_from_rest(to)
    assert "Wij wachten op een advies." in body_of(case)
    with pytest.raises(ExtendedBefore):
        actions.extend(case.id, karim, to=to + timedelta(days=9), reason="Nog eens.")


def test_no_later_day_is_told_after_the_last_one_without_reason_or_backwards(
    suzanne, karim, clock
) -> None:  # type: ignore[no-untyped-def]
    case = builders.case(suzanne)
    with pytest.raises(NothingWritten):
        actions.extend(case.id, karim, to=case.decide_by + timedelta(days=9), reason=" ")
    with pytest.raises(TooLateToTell):
        actions.extend(case.id, karim, to=case.decide_by, reason="Zomaar.")
    clock(days=80)
    with pytest.raises(TooLateToTell):
        actions.extend(case.id, karim, to=case.decide_by + timedelta(days=90), reason="Laat.")


def test_force_majeure_stops_the_term_and_both_its_ends_are_told(suzanne, karim, clock) -> None:  # type: ignore[no-untyped-def]
    case, today = builders.case(suzanne), timezone.localdate()
    before = case.decide_by
    with pytest.raises(NothingWritten):
        actions.stand_still(case.id, karim, reason="force", since=today, explanation="")
    actions.stand_still(
        case.id, karim, reason="force", since=today, explanation="Het archief staat onder water."
    )
    assert "onder water" in body_of(case)
    clock(days=9)
    actions.run_again(case.id, karim)
    case.refresh_from_db()
    assert "loopt weer" in body_of(case)
    assert case.decide_by == terms.moved_from_rest(before + timedelta(days=10))


def test_several_stops_in_a_row_add_up(suzanne, karim, clock) -> None:  # type: ignore[no-untyped-def]
    case, today = builders.case(suzanne), timezone.localdate()
    actions.ask_supplement(case.id, karim, text="Welke?", due=today + timedelta(days=14))
    clock(days=14)
    inbox.reply(
        inbox.thread_of(case.thread), text="Deze.", key="a",
        actor=Actor(kind="resident", id=str(suzanne.id)),
    )  # fmt: skip
    actions.stand_still(
        case.id, karim, reason="consent", since=timezone.localdate() + timedelta(days=1),
        explanation="Op uw verzoek.",
    )  # fmt: skip
    clock(days=5)
    actions.run_again(case.id, karim)
    case.refresh_from_db()
    stops = [terms.Pause(since=p.since, until=p.until) for p in case.pauses.all()]
    assert sum((stop.until - stop.since).days + 1 for stop in stops) == 14 + 5
    assert case.decide_by == terms.decide_by(today, {"weeks": 8}, stops, today)


# --- not treating (4:5)


def test_not_treating_needs_a_request_that_lapsed(suzanne, karim, clock) -> None:  # type: ignore[no-untyped-def]
    case, today = builders.case(suzanne), timezone.localdate()
    about = {"motivation": "U stuurde niets.", "letter_text": {"nl": "Wij stoppen."}}
    with pytest.raises(AskFirst):
        actions.leave_untreated(case.id, karim, revision=0, **about)
    actions.ask_supplement(case.id, karim, text="Welke?", due=today + timedelta(days=14))
    clock(days=15)
    actions.lapse_pauses()
    view = queries.case(suzanne, case.id)
    assert view.leave_by == terms.leave_by(today + timedelta(days=14))
    decision = actions.leave_untreated(case.id, karim, revision=view.revision, **about)
    assert (decision.outcome, decision.late) == ("not_treated", False)
    assert Case.objects.get(id=case.id).state == State.NOT_TREATED
    assert actions.object_to(decision.id, suzanne, grounds="Ik was ziek.", key="o").about


# --- advice and forwarding


def test_advice_is_asked_answered_once_and_both_moments_are_kept(suzanne, karim, anne) -> None:  # type: ignore[no-untyped-def]
    case = builders.case(suzanne)
    due = timezone.localdate() + timedelta(days=10)
    actions.ask_advice(case.id, karim, body="gemeente-veenstad", question="Woont zij er?", due=due)
    (row,) = queries.advice_asked_of(builders.who.organisation("gemeente-veenstad"))
    assert (row.question, row.due, row.number) == ("Woont zij er?", due, case.number)
    veenstad = builders.who.organisation("gemeente-veenstad")
    actions.give_advice(row.id, anne, veenstad, verdict="for", answer="Ja.")
    actions.give_advice(row.id, anne, veenstad, verdict="against", answer="Nee.")
    (answered,) = queries.case(suzanne, case.id).advice
    assert (answered.verdict, answered.answer) == ("for", "Ja.")
    assert queries.advice_asked_of(veenstad) == []
    with pytest.raises(UnknownCase):
        actions.give_advice(row.id, karim, case.organisation, verdict="for", answer="Zelf.")


def test_a_forwarded_case_keeps_its_first_receipt_and_the_resident_is_told(
    suzanne, karim, anne, clock
) -> None:  # type: ignore[no-untyped-def]
    case = builders.case(suzanne)
    clock(days=4)
    made = actions.forward(case.id, karim, service="parkeervergunning")
    case.refresh_from_db()
    assert (case.state, case.forwarded) == (State.FORWARDED, made.id)
    assert made.organisation.slug == "gemeente-veenstad"
    assert made.first_received == case.received
    today = timezone.localdate()
    assert made.decide_by == terms.decide_by(today, {"weeks": 8}, (), today)
    assert made.number in body_of(case)
    assert made.number in body_of(made)
    assert queries.case_for_staff(made.organisation, made.id, anne).first_received
    with pytest.raises(MoveNotPossible):
        actions.forward(case.id, karim, service="parkeervergunning")


def test_a_case_is_not_forwarded_to_the_same_body(suzanne, karim) -> None:  # type: ignore[no-untyped-def]
    case = builders.case(suzanne)
    with pytest.raises(UnknownCase):
        actions.forward(case.id, karim, service="huurtoeslag")


# --- default and penalty (4:17)


def test_notice_of_default_is_given_once_late_and_the_penalty_stops_with_the_decision(
    suzanne, karim, clock
) -> None:  # type: ignore[no-untyped-def]
    case = builders.case(suzanne)
    with pytest.raises(NotLate):
        actions.give_notice(case.id, suzanne)
    clock(days=70)
    assert queries.case(suzanne, case.id).may_give_notice
    notice = actions.give_notice(case.id, suzanne)
    assert actions.give_notice(case.id, suzanne).id == notice.id
    assert notice.runs_from == timezone.localdate() + timedelta(days=15)
    clock(days=16)
    running = queries.case(suzanne, case.id).default
    assert (running.days, running.amount, running.most) == (2, 46_00, 1442_00)
    assert not running.checked
    decide(case, karim)
    stopped = queries.case(suzanne, case.id).default
    assert (stopped.days, stopped.amount) == (1, 23_00)
    clock(days=30)
    assert queries.case(suzanne, case.id).default.amount == 23_00


def test_nobody_else_gives_notice(suzanne, joke, clock) -> None:  # type: ignore[no-untyped-def]
    case = builders.case(suzanne)
    clock(days=70)
    with pytest.raises(UnknownCase):
        actions.give_notice(case.id, joke)


# --- hearing before refusal (4:7), objection (7)


def test_a_refusal_on_contradicted_data_asks_for_a_view_first(suzanne, karim) -> None:  # type: ignore[no-untyped-def]
    case = builders.case(suzanne, answers={"inkomen": {"verzamelinkomen": "20.000"}})
    with pytest.raises(HearFirst):
        decide(case, karim, Outcome.REFUSE)
    due = timezone.localdate() + timedelta(days=14)
    actions.ask_supplement(case.id, karim, text="Het register zegt iets anders.", due=due)
    assert decide(case, karim, Outcome.REFUSE).outcome == Outcome.REFUSE


@pytest.fixture
def objection(suzanne, karim):  # type: ignore[no-untyped-def]
    decision = builders.decided(suzanne, karim, Outcome.REFUSE)
    return actions.object_to(decision.id, suzanne, grounds="Klopt niet.", key="o")


def test_a_colleague_hears_and_decides_on_an_objection(objection, karim, suzanne, clock) -> None:  # type: ignore[no-untyped-def]
    colleague = builders.staff(name="Ali Colleague")
    with pytest.raises(DecidedBefore):
        decide(objection, karim, Outcome.REFUSE)
    with pytest.raises(HearObjector):
        decide(objection, colleague, Outcome.REFUSE)
    moment = timezone.now() + timedelta(days=12)
    actions.plan_hearing(objection.id, colleague, moment=moment, place="Stadhuis, kamer 2")
    assert "Stadhuis, kamer 2" in body_of(objection)
    clock(days=13)
    actions.hold_hearing(objection.id, colleague, record="Zij legde haar inkomen uit.")
    assert "legde haar inkomen uit" in body_of(objection)
    decide(objection, colleague, Outcome.REFUSE)
    view = queries.case(suzanne, objection.id)
    assert view.decision.outcome == Outcome.REFUSE
    assert "beroep" in view.decision.letter["nl"]


def test_whom_is_given_in_wholly_needs_no_hearing_and_a_waiver_has_a_reason(
    objection, suzanne
) -> None:  # type: ignore[no-untyped-def]
    colleague = builders.staff(name="Ali Colleague")
    with pytest.raises(NothingWritten):
        actions.waive_hearing(objection.id, colleague, reason="")
    actions.waive_hearing(objection.id, colleague, reason="Zij wil niet gehoord worden.")
    decide(objection, colleague, Outcome.PARTLY)


def test_the_term_of_an_objection_is_6_or_12_weeks_and_6_more(objection, karim) -> None:  # type: ignore[no-untyped-def]
    notified = timezone.localdate(Decision.objects.get(id=objection.about).decided)
    colleague = builders.staff(name="Ali Colleague")
    actions.to_committee(objection.id, colleague)
    objection.refresh_from_db()
    assert objection.decide_by == terms.decide_objection_by(
        notified, committee=True, extended=False
    )
    far = objection.decide_by + timedelta(days=365)
    actions.extend(objection.id, colleague, to=far, reason="De commissie komt later.")
    objection.refresh_from_db()
    assert objection.decide_by == terms.decide_objection_by(notified, committee=True, extended=True)


def test_a_hearing_belongs_to_an_objection(suzanne, karim) -> None:  # type: ignore[no-untyped-def]
    case = builders.case(suzanne)
    with pytest.raises(MoveNotPossible):
        actions.plan_hearing(
            case.id, karim, moment=timezone.now() + timedelta(days=1), place="Hier"
        )


# --- after the decision


def test_what_was_granted_is_delivered_and_closed_with_an_archive_day(
    suzanne, karim, clock
) -> None:  # type: ignore[no-untyped-def]
    case = builders.decided(suzanne, karim).case
    with pytest.raises(NothingWritten):
        actions.deliver(case.id, karim, what=" ")
    actions.deliver(case.id, karim, what="Wij hebben € 129 betaald op uw rekening.")
    assert "€ 129 betaald" in body_of(case)
    assert actions.archive_due() == 0  # an objection can still come
    closed = timezone.localdate(Case.objects.get(id=case.id).closed)
    clock(days=60)
    assert actions.archive_due() == 1
    case.refresh_from_db()
    years = catalogue.service(case.service).keep_years
    assert case.archive_on == date(closed.year + years, closed.month, closed.day)


def test_nothing_is_delivered_after_a_refusal(suzanne, karim) -> None:  # type: ignore[no-untyped-def]
    case = builders.decided(suzanne, karim, Outcome.REFUSE).case
    with pytest.raises(MoveNotPossible):
        actions.deliver(case.id, karim, what="Geld.")


def test_a_changed_fact_gives_old_and_new_decision_and_the_difference(suzanne, karim) -> None:  # type: ignore[no-untyped-def]
    first = builders.decided(suzanne, karim)
    record = TwinRecord.objects.get(
        source="belastingdienst", person_hash=builders.who.hash_of(builders.SUZANNE)
    )
    income = Fact.objects.get(resident=suzanne, name="verzamelinkomen")
    raised = str(record.payload).replace(str(income.value), str(30_000_00))
    assert raised != str(record.payload)
    record.payload = eval(raised)
    record.save()
    facts.refresh(suzanne)
    assert actions.review_due() == 1
    case = Case.objects.get(id=first.case_id)
    assert case.review == "differs"
    found = queries.reconsideration(case.organisation, case.id)
    assert (found.amount, found.difference) == (first.amount, found.new_amount - first.amount)
    assert found.difference < 0
    draft = queries.draft_decision(case.organisation, case.id, found.proposed)
    new = actions.revise(
        case.id, karim, outcome=found.proposed, motivation="Uw inkomen is hoger.",
        letter_text=draft.letter, revision=case.revision,
    )  # fmt: skip
    assert (new.replaces, new.difference) == (first.id, found.difference)
    view = queries.case(suzanne, case.id)
    assert view.decision.id == new.id
    assert [one.id for one in view.replaced] == [first.id]
    assert view.replaced[0].letter == first.letter
    assert actions.object_to(new.id, suzanne, grounds="Nee.", key="o").about == new.id


def test_what_did_not_change_is_not_looked_at_again(suzanne, karim) -> None:  # type: ignore[no-untyped-def]
    builders.decided(suzanne, karim)
    facts.refresh(suzanne)
    actions.review_due()
    assert not Case.objects.filter(review="differs").exists()


# --- two pairs of eyes, taking, batches, minutes


@pytest.fixture
def four_eyes(monkeypatch):  # type: ignore[no-untyped-def]
    """The service as content may describe it: with two pairs of eyes."""
    import dataclasses

    services = dict(catalogue._services())
    services["zorgtoeslag"] = dataclasses.replace(services["zorgtoeslag"], four_eyes=True)
    monkeypatch.setattr(catalogue, "_services", lambda: services)


def test_with_two_pairs_of_eyes_nobody_decides_alone(suzanne, karim, four_eyes) -> None:  # type: ignore[no-untyped-def]
    case = builders.case(suzanne)
    with pytest.raises(NeedsSecond):
        decide(case, karim)
    draft = queries.draft_decision(case.organisation, case.id)
    actions.propose(
        case.id, karim, outcome=Outcome.GRANT, motivation="Recht.", letter_text=draft.letter,
        departure="", hardship=False, revision=draft.revision,
    )  # fmt: skip
    with pytest.raises(NeedsSecond):
        decide(case, karim)
    assert not Decision.objects.exists()
    colleague = builders.staff(name="Ali Colleague")
    assert queries.proposal(case.id, colleague).by == "Karim Bos"
    decision = decide(case, colleague)
    assert decision.approved_by == colleague.id


def test_somebody_takes_a_case_and_only_a_coordinator_gives_it_to_another(suzanne, karim) -> None:  # type: ignore[no-untyped-def]
    case, ali = builders.case(suzanne), builders.staff(name="Ali Colleague")
    actions.assign(case.id, karim, karim.id)
    with pytest.raises(NotYours):
        actions.assign(case.id, karim, ali.id)
    boss = builders.staff("coordinate", name="Bo Boss")
    actions.assign(case.id, boss, ali.id)
    rows = queries.work_list(case.organisation, wanted=queries.Filter(assignee=str(ali.id)))
    assert [row.id for row, _ in rows] == [case.id]
    stranger = builders.staff(organisation="gemeente-veenstad", name="Anne Smit")
    with pytest.raises(NotYours):
        actions.assign(case.id, boss, stranger.id)


def test_a_batch_decides_what_is_plain_and_says_why_not_of_the_rest(suzanne, joke, karim) -> None:  # type: ignore[no-untyped-def]
    plain, unclear = builders.case(suzanne), builders.case(joke)
    body = plain.organisation
    results = actions.decide_many(body, karim, [(plain.id, 0), (unclear.id, 0), (plain.id, 0)])
    assert [one.decided for one in results] == [True, False, False]
    assert all(one.sentence for one in results if not one.decided)
    assert Decision.objects.count() == 1
    assert "€" in Decision.objects.get().letter["nl"]


def test_minutes_are_kept_by_team_and_day_and_by_nobody(suzanne, karim) -> None:  # type: ignore[no-untyped-def]
    for number in range(5):
        decide(builders.case(suzanne, key=f"k{number}"), karim, minutes=10 + number)
    (figure,) = queries.team_figures(builders.who.organisation("dienst-toeslagen"))
    assert (figure.cases, figure.minutes_each) == (5, 12.0)
    from oogopslag.cases.models import TeamDay

    named = {field.name for field in TeamDay._meta.get_fields()}
    assert not named & {"staff", "case", "resident", "by"}


def test_a_mean_over_few_cases_is_not_shown_and_a_typing_error_is_refused(suzanne, karim) -> None:  # type: ignore[no-untyped-def]
    decide(builders.case(suzanne), karim, minutes=10)
    with pytest.raises(WrongMinutes):
        decide(builders.case(suzanne, key="b"), karim, minutes=100_000)
    (figure,) = queries.team_figures(builders.who.organisation("dienst-toeslagen"))
    assert (figure.cases, figure.minutes_each) == (1, None)


@pytest.mark.parametrize(
    ("search", "found"),
    [("wit", True), ("WIT SUZ", True), ("wit, suz", True), ("suzanne", False), ("x", False)],
)
def test_the_list_is_searched_by_name_and_number(suzanne, search: str, found: bool) -> None:  # type: ignore[no-untyped-def]
    case = builders.case(suzanne)
    rows = queries.work_list(case.organisation, wanted=queries.Filter(search=search))
    assert bool(rows) is found
    by_number = queries.Filter(search=case.number[:7])
    assert len(queries.work_list(case.organisation, wanted=by_number)) == 1


def test_filters_narrow_the_list(suzanne, joke, karim, clock) -> None:  # type: ignore[no-untyped-def]
    case = builders.case(suzanne)
    builders.case(joke)
    body = case.organisation
    due = timezone.localdate() + timedelta(days=10)
    actions.ask_supplement(case.id, karim, text="Welke?", due=due)
    for wanted, count in (
        ({"service": "zorgtoeslag"}, 2), ({"service": "huurtoeslag"}, 0),
        ({"state": "waiting"}, 1), ({"team": "zorgtoeslag"}, 2), ({"assignee": "none"}, 2),
        ({"assignee": "no uuid"}, 0), ({"late": True}, 0), ({"review": True}, 0),
    ):  # fmt: skip
        assert len(queries.work_list(body, wanted=queries.Filter(**wanted))) == count, wanted
    clock(days=80)
    assert len(queries.work_list(body, wanted=queries.Filter(late=True))) == 2


def test_the_hearing_moment_is_in_the_future(objection) -> None:  # type: ignore[no-untyped-def]
    colleague = builders.staff(name="Ali Colleague")
    past = datetime(2020, 1, 1, tzinfo=timezone.get_current_timezone())
    with pytest.raises(HearingTooSoon):
        actions.plan_hearing(objection.id, colleague, moment=past, place="Hier")
