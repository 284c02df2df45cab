"""The ladder of notices, quiet hours, and when a payment is reminded of."""

from datetime import UTC, datetime, timedelta

import pytest

from oogopslag.core import ladder


def test_the_ladder_goes_from_push_to_letter_and_only_over_what_was_agreed() -> None:
    assert ladder.rungs({"push", "email", "sms"}, formal=True) == ("push", "email", "sms", "letter")
    assert ladder.rungs({"sms", "push"}, formal=True) == ("push", "sms", "letter")
    assert ladder.rungs({"email"}, formal=False) == ("email",)


def test_without_any_agreement_there_is_only_paper() -> None:
    assert ladder.rungs(set(), formal=False) == ("letter",)
    assert ladder.rungs(set(), formal=True) == ("letter",)


def test_the_rung_after_the_last_is_none() -> None:
    assert ladder.following("push", ("push", "sms", "letter")) == "sms"
    assert ladder.following("letter", ("email", "letter")) == ""
    assert ladder.following("webhook", ("email", "letter")) == ""


@pytest.mark.parametrize(
    ("moment", "quiet"),
    [
        ("2026-01-15T06:59:59+00:00", True),  # 7.59 in Amsterdam, winter
        ("2026-01-15T07:00:00+00:00", False),
        ("2026-01-15T18:59:59+00:00", False),
        ("2026-01-15T19:00:00+00:00", True),
        ("2026-07-15T05:59:59+00:00", True),  # 7.59 in Amsterdam, summer
        ("2026-07-15T06:00:00+00:00", False),
        ("2026-07-15T18:00:00+00:00", True),
    ],
)
def test_people_are_left_alone_from_eight_to_eight_in_amsterdam(moment: str, quiet: bool) -> None:
    assert ladder.is_quiet(datetime.fromisoformat(moment)) is quiet


def test_the_day_opens_at_eight_also_in_the_nights_when_the_clock_changes() -> None:
    spring = datetime(2026, 3, 28, 23, tzinfo=UTC)  # midnight; at two it becomes three
    autumn = datetime(2026, 10, 24, 22, tzinfo=UTC)  # midnight; at three it becomes two
    assert ladder.opens_after(spring) == datetime(2026, 3, 29, 6, tzinfo=UTC)
    assert ladder.opens_after(autumn) == datetime(2026, 10, 25, 7, tzinfo=UTC)
    evening = datetime(2026, 1, 15, 20, tzinfo=UTC)
    assert ladder.opens_after(evening) == datetime(2026, 1, 16, 7, tzinfo=UTC)


def test_equal_hours_mean_never_quiet() -> None:
    midnight = datetime(2026, 1, 15, tzinfo=UTC)
    assert not any(
        ladder.is_quiet(midnight + timedelta(hours=hour), opens=0, closes=0) for hour in range(24)
    )


@pytest.mark.parametrize(
    ("left", "days"),
    [(30, (9, 6, 3, 0)), (8, (6, 3, 0)), (3, (0,)), (1, (0,)), (0, ())],
)
def test_a_payment_is_reminded_of_every_third_day_and_on_the_last_never_over_four_times(
    left: int, days: tuple[int, ...]
) -> None:
    assert ladder.payment_days(left) == days
    assert len(days) <= ladder.MOST_REMINDERS
