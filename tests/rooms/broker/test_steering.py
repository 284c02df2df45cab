"""Steering: no orphans, dates that stay, a fund with rules, tests that are really run."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from tests.rooms.broker.conftest import BROKER

from oogopslag.broker import actions, contracts, queries
from oogopslag.broker.errors import (
    BadClauses,
    EmptyField,
    FundRule,
    JoiningClosed,
    NoEndPoint,
    NoMeasuredEffect,
    NoReason,
    Orphan,
)
from oogopslag.broker.funding import own_share_needed, score
from oogopslag.broker.models import (
    AgreedPromise,
    ContractRun,
    Escalation,
    FundLine,
    Initiative,
    Track,
    Wish,
)
from oogopslag.insight.models import Card, Measurement

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def test_nothing_stands_loose_in_the_strategy() -> None:
    with pytest.raises(Orphan):
        actions.add_node("outcome", "Los", parent=None, actor=BROKER)
    goal = actions.add_node("goal", "Iedereen geholpen", parent=None, actor=BROKER)
    with pytest.raises(Orphan):
        actions.add_node("indicator", "W2", parent=goal.id, indicator="W2", actor=BROKER)
    outcome = actions.add_node("outcome", "Antwoord", parent=goal.id, actor=BROKER)
    figure = actions.add_node("indicator", "Op tijd", parent=outcome.id, indicator="W2",
                              actor=BROKER)  # fmt: skip
    with pytest.raises(EmptyField):
        actions.add_node("initiative", "Postbus", parent=figure.id, owner="", actor=BROKER)
    actions.add_node("initiative", "Postbus", parent=figure.id, owner="Team", cents=100,
                     due=date(2027, 1, 1), actor=BROKER)  # fmt: skip

    assert [depth for depth, _ in queries.strategy()] == [0, 1, 2, 3]
    assert Initiative.objects.count() == 4


def test_a_new_date_needs_a_reason_and_the_first_one_stays() -> None:
    first = TODAY() + timedelta(days=30)
    track = actions.add_track("Koppeling", lane="bouw", original=first, days=10, actor=BROKER)
    with pytest.raises(NoReason):
        actions.recalibrate(track.id, first + timedelta(days=20), reason=" ", actor=BROKER)

    actions.recalibrate(track.id, first + timedelta(days=20), reason="Ziekte", actor=BROKER)
    actions.recalibrate(track.id, first + timedelta(days=40), reason="Weer", actor=BROKER)

    track.refresh_from_db()
    assert track.original == first
    assert [s.reason for s in track.shifts.order_by("made")] == ["Ziekte", "Weer"]
    assert track.expected == first + timedelta(days=40)


def test_expected_dates_follow_from_what_things_wait_for() -> None:
    day = TODAY() + timedelta(days=10)
    first = actions.add_track("A", lane="x", original=day, days=5, actor=BROKER)
    second = actions.add_track("B", lane="x", original=day, days=20, waits_for=first.id,
                               actor=BROKER)  # fmt: skip
    alone = actions.add_track("C", lane="x", original=day + timedelta(days=3), days=1,
                              actor=BROKER)  # fmt: skip

    second.refresh_from_db()
    assert second.expected == day + timedelta(days=20)
    assert [t.title for t in queries.critical_path()] == ["A", "B"]
    actions.finish(first.id, actor=BROKER)
    second.refresh_from_db()
    assert second.expected == day
    assert [t.title for t in queries.critical_path()] == [alone.title]


def test_a_circle_of_waiting_does_not_hang() -> None:
    day = TODAY() + timedelta(days=10)
    one = actions.add_track("A", lane="x", original=day, days=5, actor=BROKER)
    two = actions.add_track("B", lane="x", original=day, days=5, waits_for=one.id, actor=BROKER)
    Track.objects.filter(id=one.id).update(waits_for=two)

    actions.expect()

    assert len(queries.critical_path()) == 2


def proposal(**changes: object):  # type: ignore[no-untyped-def]
    values = {"title": "Samen", "summary": "Kort", "lead": "gemeente-a", "partners": ["gemeente-b"],
              "cents": 10_000_000, "own_cents": 2_500_000, "months": 12, "indicator": "W2",
              "open_source": True, "actor": BROKER}  # fmt: skip
    title = str(values.pop("title"))
    return actions.propose(title, **(values | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "changes",
    [{"partners": ["gemeente-a"]}, {"cents": 80_000_001, "own_cents": 80_000_000}, {"months": 13},
     {"own_cents": 2_499_999}, {"open_source": False},
     {"cents": 20_000_100, "own_cents": 5_000_025}],
)  # fmt: skip
def test_a_proposal_keeps_to_the_rules_of_the_fund(changes: dict[str, object]) -> None:
    with pytest.raises(FundRule):
        proposal(**changes)


def test_own_money_and_juries_weigh_as_the_rules_say() -> None:
    assert own_share_needed(20_000_000) == 5_000_000
    assert own_share_needed(20_000_100) == 8_000_040
    assert score(100, 0) == 30
    assert score(0, 100) == 70


def card(month: str, figure: float) -> None:
    Card.objects.create(
        organisation="gemeente-a", month=month, model="2026-2", level=1, computed=timezone.now(),
        content={"level": 1, "gates": [], "indicators": [
            {"id": "W2", "figure": figure, "trend": [0.5, figure]}]},
    )  # fmt: skip


def test_the_last_part_is_paid_on_measured_effect_only() -> None:
    card("2026-01", 0.5)
    one = proposal(cents=10_000_001, own_cents=2_500_001)
    assert actions.judge(one.id, residents=80, experts=60, actor=BROKER)
    actions.pay(one.id, actor=BROKER)
    with pytest.raises(NoMeasuredEffect):
        actions.pay(one.id, actor=BROKER)

    card("2026-02", 0.7)
    actions.pay(one.id, actor=BROKER)

    assert [x.cents for x in FundLine.objects.order_by("part")] == [4_000_000, 3_000_000, 3_000_001]
    with pytest.raises(FundRule):
        actions.pay(one.id, actor=BROKER)
    actions.count_own_card()
    assert queries.own_card().effect == 1


def test_what_fails_stays_in_public() -> None:
    one = proposal()
    actions.judge(one.id, residents=100, experts=100, actor=BROKER)
    actions.stop(one.id, "Leverancier stopte", actor=BROKER)

    with pytest.raises(FundRule):
        actions.pay(one.id, actor=BROKER)
    actions.count_own_card()
    assert queries.own_card().failed == 1
    assert queries.ledger()[1] == 4_000_000


def test_joining_a_shared_contract_is_refused_after_its_day() -> None:
    today = TODAY()
    with pytest.raises(BadClauses):
        actions.share_contract("Zaken", join_from=today, join_until=today, open_standards=True,
                               accessible=True, exit_tested=None, actor=BROKER)  # fmt: skip

    def shared(until: date):  # type: ignore[no-untyped-def]
        return actions.share_contract(
            "Zaken", join_from=until - timedelta(days=30), join_until=until, open_standards=True,
            accessible=True, exit_tested=today, actor=BROKER)  # fmt: skip

    open_one, closed = shared(today), shared(today - timedelta(days=1))
    actions.join(open_one.id, "gemeente-a", volume=500, actor=BROKER)
    actions.join(open_one.id, "gemeente-a", volume=500, actor=BROKER)
    with pytest.raises(JoiningClosed):
        actions.join(closed.id, "gemeente-a", volume=500, actor=BROKER)

    open_one.refresh_from_db()
    assert open_one.volume == 500


def test_a_wish_without_answer_goes_up_on_day_eleven() -> None:
    one = actions.wish("Koppel met X", layer="municipal", domain="housing", actor=BROKER)
    actions.vote(one.id, "gemeente-a", actor=BROKER)
    actions.vote(one.id, "gemeente-a", actor=BROKER)
    assert actions.escalate_wishes(one.due) == 0

    assert actions.escalate_wishes(one.due + timedelta(days=1)) == 1
    assert actions.escalate_wishes(one.due + timedelta(days=2)) == 0

    assert queries.wishes()[0].votes == 1
    assert Wish.objects.get().escalated is not None
    with pytest.raises(EmptyField):
        actions.wish("Iets", layer="maan", domain="housing", actor=BROKER)


def test_an_effect_is_read_and_never_typed() -> None:
    measure = actions.name_measure("Postbus", source="x", credit="gemeente-a", indicator="W2",
                                   actor=BROKER)  # fmt: skip
    with pytest.raises(NoMeasuredEffect):
        actions.prove(measure.id, "gemeente-a", months=1, actor=BROKER)
    card("2026-01", 0.7)

    proof = actions.prove(measure.id, "gemeente-a", months=1, actor=BROKER)

    assert (proof.before, proof.after) == (0.5, 0.7)
    assert queries.measures()[0][1] == "one"


def test_an_escalation_climbs_by_itself_until_it_is_public() -> None:
    one = actions.escalate("Wie betaalt?", "gemeente-a", "gemeente-b", harm=False, actor=BROKER)
    day = one.due
    for _ in range(6):
        day += timedelta(days=40)
        actions.climb(day)

    assert Escalation.objects.get().step == 5
    actions.count_own_card()
    assert queries.own_card().public == 1
    harm = actions.escalate("Schade", "gemeente-a", "gemeente-b", harm=True, actor=BROKER)
    assert (harm.step, harm.due) == (3, TODAY())


def test_a_promise_is_kept_with_evidence_only() -> None:
    one = actions.promise("gemeente-a", "svb", "API", TODAY() - timedelta(days=1), actor=BROKER)
    with pytest.raises(EmptyField):
        actions.keep_promise(one.id, " ", actor=BROKER)
    assert [(due.what, due.late) for due in queries.agenda()] == [("API", True)]
    actions.keep_promise(one.id, "testverslag 12", actor=BROKER)
    assert AgreedPromise.objects.get().kept == TODAY()


@pytest.mark.parametrize("url", ["ftp://x.nl", "http://x.nl", "https://10.0.0.1", "https://intern",
                                 "https://db.internal", ""])  # fmt: skip
def test_an_end_point_is_a_public_address(url: str) -> None:
    with pytest.raises(NoEndPoint):
        actions.add_end_point("gemeente-a", "login", kit="login", url=url, actor=BROKER)


def test_a_login_that_works_is_green_and_its_badge_expires(served, settings, world) -> None:  # type: ignore[no-untyped-def]
    settings.BASE_URL = served.url
    good = actions.add_end_point("gemeente-veenstad", "login", kit="login",
                                 url=f"{served.url}/demo/oidc/digid", actor=BROKER)  # fmt: skip
    run = actions.run(good.id)

    assert run.green, run.findings
    now = timezone.now()
    states = {c.contract: c.state for c in queries.matrix(["gemeente-veenstad"])[
        "gemeente-veenstad"]}  # fmt: skip
    assert states["login"] == "green"
    assert states["payment"] == "none"
    later = contracts.state_of(good, run, now + timedelta(days=31))
    assert later.state == "stale"
    measured = Measurement.objects.get(indicator="R5")
    assert (measured.klass, measured.hits, measured.n) == ("T", 1, 1)


def test_what_breaks_is_red_and_names_its_mend_and_silence_is_no_pass(
    served, settings, world
) -> None:  # type: ignore[no-untyped-def]
    settings.BASE_URL = served.url
    # Our own pages are no provider: the discovery document is not there.
    wrong = actions.add_end_point("gemeente-veenstad", "login", kit="login",
                                  url=f"{served.url}/hulp", actor=BROKER)  # fmt: skip
    run = actions.run(wrong.id)
    assert not run.green
    assert "discovery" in str(run.findings)

    silent = actions.add_end_point("svb", "status", kit="zgw", url="http://127.0.0.1:9/",
                                   actor=BROKER)  # fmt: skip
    assert actions.run_due() >= 1
    found = ContractRun.objects.filter(end_point=silent).get()
    assert (found.green, found.asked) == (False, False)
    states = {c.contract: c.state for c in queries.matrix(["svb"])["svb"]}
    assert states["status"] == "untested"
