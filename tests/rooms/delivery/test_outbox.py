"""The outbox loses nothing and doubles nothing: lanes, fairness, quiet hours, jumping clocks."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from tests.rooms.delivery.helpers import NOTICE, at, configured, told

from oogopslag.core.values import new_id
from oogopslag.delivery import actions, leasing, sending, settling, timing
from oogopslag.delivery.actions import Plan
from oogopslag.delivery.errors import ConditionUnknown
from oogopslag.delivery.models import DemoMail, OutboxRow, QuietBreak
from oogopslag.delivery.settling import Outcome
from oogopslag.people import actions as people

pytestmark = pytest.mark.django_db


@pytest.fixture
def mailed(suzanne):  # type: ignore[no-untyped-def]
    people.wish(suzanne, "email", address="s@example.nl", agreed=True)
    return suzanne


def many(resident, number: int, organisation: str, lane: str) -> None:  # type: ignore[no-untyped-def]
    now = timezone.now()
    OutboxRow.objects.bulk_create(
        OutboxRow(
            resident=resident, organisation=organisation, subject=new_id(), channel="email",
            lane=OutboxRow.LANES[lane], text={"title": {"nl": "t"}, "body": {"nl": "b"}},
            not_before=now, next_try=now,
        )
        for _ in range(number)
    )  # fmt: skip


def lanes(rows) -> list[int]:  # type: ignore[no-untyped-def]
    return [row.lane for row in rows]


def test_with_twenty_times_more_bulk_every_urgent_one_is_in_the_first_batch(mailed) -> None:  # type: ignore[no-untyped-def]
    many(mailed, 400, "a", "bulk")
    many(mailed, 20, "b", "urgent")
    assert lanes(leasing.lease(100)).count(OutboxRow.URGENT) == 20


def test_a_flood_of_urgent_leaves_a_share_for_normal(mailed) -> None:  # type: ignore[no-untyped-def]
    many(mailed, 200, "a", "urgent")
    many(mailed, 50, "b", "normal")
    leased = lanes(leasing.lease(100))
    assert (leased.count(OutboxRow.URGENT), leased.count(OutboxRow.NORMAL)) == (80, 20)


def test_a_body_that_grows_sevenfold_delays_nobody_else(mailed) -> None:  # type: ignore[no-untyped-def]
    many(mailed, 700, "large", "normal")
    many(mailed, 30, "small", "normal")
    leased = [row.organisation for row in leasing.lease(100)]
    assert leased.count("small") == 30
    assert leased.count("large") == 70


def test_a_batch_with_something_urgent_in_it_stays_small(mailed) -> None:  # type: ignore[no-untyped-def]
    many(mailed, 100, "a", "bulk")
    assert len(leasing.lease(40)) == 40
    many(mailed, 1, "b", "urgent")
    lanes = [row.lane for row in leasing.lease(40)]
    assert lanes == [OutboxRow.URGENT] + [OutboxRow.BULK] * leasing.BULK_BESIDE_URGENT


def test_bulk_of_one_body_has_at_most_so_many_in_flight(mailed, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(leasing, "BULK_IN_FLIGHT", 30)
    many(mailed, 100, "a", "bulk")
    many(mailed, 10, "b", "bulk")
    first = [row.organisation for row in leasing.lease(100)]
    assert (first.count("a"), first.count("b")) == (30, 10)
    assert leasing.lease(100) == []


def test_a_result_that_comes_after_the_lease_ran_out_changes_nothing_and_is_counted(  # type: ignore[no-untyped-def]
    mailed, monkeypatch
) -> None:
    told(mailed)
    (slow,) = leasing.lease(10)
    at(monkeypatch, minutes=6)
    assert actions.deliver_due().sent == 1
    late = settling.settle([Outcome(row=slow, state=OutboxRow.SENT)])
    assert late == {"sent": 0, "failed": 0, "skipped": 0, "later": 0}
    row = OutboxRow.objects.get()
    assert (row.state, row.attempts, row.repeats) == ("sent", 1, 2)


def test_what_a_round_has_no_time_for_goes_back_in_line(mailed, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    many(mailed, 5, "a", "normal")
    monkeypatch.setattr(sending, "ROUND_SECONDS", -1)
    assert actions.deliver_due().sent == 0
    assert set(OutboxRow.objects.values_list("state", flat=True)) == {"waiting"}


def night(monkeypatch: pytest.MonkeyPatch, settings, hour: int = 21) -> None:  # type: ignore[no-untyped-def]
    configured(settings, quiet_from=20, quiet_until=8)
    moment = datetime(2026, 1, 15, hour - 1, tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: moment)


def test_at_night_nobody_is_told_and_in_the_morning_everybody(
    mailed, settings, monkeypatch
) -> None:  # type: ignore[no-untyped-def]
    night(monkeypatch, settings)
    told(mailed)
    assert actions.deliver_due().sent == 0
    assert OutboxRow.objects.get().next_try == datetime(2026, 1, 16, 7, tzinfo=UTC)
    at(monkeypatch, hours=11, seconds=1)
    assert actions.deliver_due().sent == 1


def test_paper_goes_at_any_hour(suzanne, settings, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    night(monkeypatch, settings)
    told(suzanne)
    assert actions.deliver_due().sent == 1


def test_breaking_the_night_needs_a_public_reason_and_is_counted(  # type: ignore[no-untyped-def]
    mailed, settings, monkeypatch
) -> None:
    with pytest.raises(ValueError, match="public reason"):
        Plan(quiet_reason="haast")
    night(monkeypatch, settings)
    told(mailed, quiet_reason="danger", lane="urgent")
    told(mailed, quiet_reason="danger")
    assert actions.deliver_due().sent == 2
    row = QuietBreak.objects.get()
    assert (row.organisation, row.reason, row.times) == ("dienst-toeslagen", "danger", 2)


def test_what_was_leased_when_the_night_began_waits_for_the_morning(  # type: ignore[no-untyped-def]
    mailed, settings, monkeypatch
) -> None:
    told(mailed)
    night(monkeypatch, settings)
    OutboxRow.objects.update(next_try=timezone.now(), state=OutboxRow.WAITING)
    assert actions.deliver_due().later == 1
    row = OutboxRow.objects.get()
    assert (row.state, row.attempts) == ("later", 0)
    assert not DemoMail.objects.exists()


def test_bulk_is_spread_over_its_hours(mailed) -> None:  # type: ignore[no-untyped-def]
    for _ in range(30):
        told(mailed, lane="bulk", spread=timedelta(hours=2))
    moments = list(OutboxRow.objects.values_list("next_try", flat=True))
    assert max(moments) - min(moments) > timedelta(minutes=20)
    assert max(moments) <= timezone.now() + timedelta(hours=2, seconds=5)


def test_a_clock_that_jumped_ahead_and_back_loses_nothing_and_doubles_nothing(  # type: ignore[no-untyped-def]
    mailed, monkeypatch
) -> None:
    told(mailed)
    row = OutboxRow.objects.get()
    real = timezone.now()
    with monkeypatch.context() as jumped:  # a year ahead: the row is leased there, then back
        jumped.setattr(timezone, "now", lambda: real + timedelta(days=365))
        assert leasing.lease(10)
    monkeypatch.setattr(timezone, "now", lambda: real + timedelta(hours=2))
    assert actions.deliver_due().sent == 0, "somebody holds it, says the lease"
    assert actions.sweep() == 1
    assert actions.deliver_due().sent == 1
    assert actions.sweep() == 0
    row.refresh_from_db()
    assert (row.state, DemoMail.objects.count()) == ("sent", 1)


def test_a_retry_of_a_far_day_is_brought_back_and_a_planned_reminder_is_not(  # type: ignore[no-untyped-def]
    mailed, monkeypatch
) -> None:
    subject = told(mailed)
    far = timezone.now() + timedelta(days=365)
    OutboxRow.objects.update(state=OutboxRow.LATER, next_try=far)
    actions.remind(
        mailed, "x", subject, NOTICE, moments=[timezone.now() + timedelta(days=7)],
        condition="", plan=Plan(),
    )  # fmt: skip
    at(monkeypatch, hours=2)
    assert actions.sweep() == 1
    assert OutboxRow.objects.get(step=0).state == OutboxRow.WAITING
    assert OutboxRow.objects.get(step=1).state == OutboxRow.LATER


def test_at_most_four_reminders_and_only_while_they_are_wanted(mailed, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    wanted = [True]
    actions.register_condition("test.wanted", lambda _: wanted[0])
    subject, now = new_id(), timezone.now()
    moments = [now + timedelta(days=day) for day in range(1, 8)]
    planned = actions.remind(
        mailed, "x", subject, NOTICE, moments=moments, condition="test.wanted", plan=Plan()
    )
    assert planned == 4
    at(monkeypatch, days=2, hours=1)
    assert actions.deliver_due().sent == 2
    wanted[0] = False
    at(monkeypatch, days=9)
    assert actions.deliver_due().skipped == 2
    assert DemoMail.objects.count() == 2


def test_when_nobody_can_tell_a_reminder_waits_and_a_first_notice_goes(mailed, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    def unknown(_: object) -> bool:
        raise ConditionUnknown

    actions.register_condition("test.unknown", unknown)
    subject = told(mailed, condition="test.unknown")
    actions.remind(
        mailed, "x", subject, NOTICE, moments=[timezone.now() + timedelta(seconds=1)],
        condition="test.unknown", plan=Plan(),
    )  # fmt: skip
    at(monkeypatch, seconds=2)
    done = actions.deliver_due()
    assert (done.sent, done.later) == (1, 1)
    held = OutboxRow.objects.get(step=1)
    assert (held.state, held.attempts) == ("later", 0)


def test_new_services_may_be_asked_first(mailed) -> None:  # type: ignore[no-untyped-def]
    actions.prefer(mailed, "", "*", wanted=False)
    told(mailed, service="zorgtoeslag", formal=False)
    assert not OutboxRow.objects.exists(), "asked first: it stands in the inbox and nothing more"
    told(mailed, service="zorgtoeslag")
    assert OutboxRow.objects.get().channel == "letter", "what has legal effect is told all the same"
    actions.prefer(mailed, "zorgtoeslag", "email", wanted=True)
    told(mailed, service="zorgtoeslag")
    assert OutboxRow.objects.latest("id").channel == "email"


def test_a_webhook_is_another_channel_of_the_same_outbox(world, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    got: list[object] = []
    actions.register_channel("test-hook", got.append)  # type: ignore[arg-type]
    subject = new_id()
    row = actions.promise_to(
        "dienst-toeslagen", subject, channel="test-hook", target="t1", data={"id": str(subject)}
    )
    assert actions.deliver_due().sent == 1
    (parcel,) = got
    assert (parcel.delivery, parcel.target, parcel.data) == (row, "t1", {"id": str(subject)})  # type: ignore[attr-defined]


def test_nothing_asked_for_a_page_counts_rows_of_the_outbox(mailed) -> None:  # type: ignore[no-untyped-def]
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as seen:
        told(mailed)
        actions.deliver_due()
        actions.sweep()
        actions.climb()
    assert not [q["sql"] for q in seen.captured_queries if "COUNT(" in q["sql"].upper()]


def test_the_state_follows_from_the_moment(mailed) -> None:  # type: ignore[no-untyped-def]
    told(mailed)
    row, now = OutboxRow.objects.get(), timezone.now()
    timing.put_at(row, now + timedelta(seconds=1), now)
    assert row.state == OutboxRow.LATER
    timing.put_at(row, now, now)
    assert row.state == OutboxRow.WAITING
