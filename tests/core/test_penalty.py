"""The days of a penalty and of not treating, counted by hand."""

from datetime import date, timedelta

import pytest

from oogopslag.core import terms
from oogopslag.core.terms import Pause

FROM = date(2026, 3, 16)
RATES = [(14, 2300), (14, 3500), (14, 4500)]


@pytest.mark.parametrize(
    ("today", "days", "cents"),
    [
        (date(2026, 3, 15), 0, 0),  # the two weeks are not over
        (date(2026, 3, 16), 1, 23_00),  # day 1
        (date(2026, 3, 29), 14, 322_00),  # 14 × 23
        (date(2026, 3, 30), 15, 357_00),  # and 35
        (date(2026, 4, 26), 42, 1442_00),  # day 42: 14 × (23 + 35 + 45)
        (date(2026, 4, 27), 42, 1442_00),  # day 43 adds nothing
        (date(2027, 1, 1), 42, 1442_00),
    ],
)
def test_a_penalty_runs_from_day_one_to_day_forty_two(today: date, days: int, cents: int) -> None:
    assert terms.penalty_days(FROM, today, None) == days
    assert terms.penalty(days, RATES) == cents


def test_the_day_of_the_decision_itself_costs_nothing() -> None:
    assert terms.penalty_days(FROM, date(2026, 12, 1), FROM) == 0
    assert terms.penalty_days(FROM, date(2026, 12, 1), FROM + timedelta(days=3)) == 3


def test_days_on_which_the_term_stands_still_do_not_count_within_it() -> None:
    still = [Pause(since=FROM + timedelta(days=2), until=FROM + timedelta(days=4))]
    assert terms.penalty_days(FROM, FROM + timedelta(days=5), None, still) == 3
    assert terms.penalty_days(FROM, FROM + timedelta(days=100), None, still) == 42
    open_end = [Pause(since=FROM, until=None)]
    assert terms.penalty_days(FROM, FROM + timedelta(days=5), None, open_end) == 0


def test_two_weeks_pass_after_the_notice_before_the_first_day() -> None:
    assert terms.penalty_from(date(2026, 3, 1)) == date(2026, 3, 16)


def test_not_treating_is_decided_within_four_weeks_after_the_lapse() -> None:
    assert terms.leave_by(date(2026, 3, 2)) == date(2026, 3, 30)
    assert terms.leave_by(date(2026, 3, 7)) == date(2026, 4, 7)  # 4 April is Saturday, then Easter


def test_a_leap_day_is_kept_until_the_first_of_march() -> None:
    assert terms.archive_on(date(2028, 2, 29), 7) == date(2035, 3, 1)
    assert terms.archive_on(date(2026, 11, 25), 7) == date(2033, 11, 25)
