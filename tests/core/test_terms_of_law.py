"""Terms at their edges: pauses over each other, after the end, over Easter, and long ones."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from oogopslag.core import terms
from oogopslag.core.terms import Pause

WEEKS_8 = {"weeks": 8}
RECEIVED = date(2026, 6, 1)
LAST = date(2026, 7, 27)  # a Monday


def last(*pauses: Pause, today: date = date(2026, 12, 1), told: date | None = None) -> date:
    return terms.decide_by(RECEIVED, WEEKS_8, pauses, today, extended_to=told)


def test_days_on_which_two_pauses_lie_over_each_other_count_once() -> None:
    # 1 to 10 July and 6 to 14 July: fourteen days stand still, not nineteen.
    first = Pause(since=date(2026, 7, 1), until=date(2026, 7, 10))
    second = Pause(since=date(2026, 7, 6), until=date(2026, 7, 14))
    within = Pause(since=date(2026, 7, 7), until=date(2026, 7, 8))
    assert last(first, second) == last(second, first) == date(2026, 8, 10)
    assert last(first, second, within) == date(2026, 8, 10)


def test_a_term_that_is_over_does_not_stand_still_any_more() -> None:
    late = Pause(since=date(2026, 8, 3), until=date(2026, 8, 31))
    assert last(late) == LAST
    assert last(Pause(since=date(2026, 8, 3), until=None)) == LAST


def test_who_is_asked_on_the_last_day_itself_has_the_term_stand_still_from_the_next() -> None:
    asked = Pause(since=terms.pause_after(LAST), until=date(2026, 7, 30))
    assert last(asked) == date(2026, 7, 30)


def test_a_pause_within_an_extended_term_moves_the_day_that_was_told() -> None:
    told = date(2026, 9, 7)
    pause = Pause(since=date(2026, 8, 3), until=date(2026, 8, 9))
    assert last(told=told) == told
    assert last(pause, told=told) == date(2026, 9, 14)


@pytest.mark.parametrize(
    ("received", "days", "day"),
    [
        (date(2026, 4, 2), 5, date(2026, 4, 8)),  # Good Friday to Easter Monday: one day is left
        (date(2026, 4, 1), 5, date(2026, 4, 7)),  # Thursday and Tuesday
        (date(2026, 4, 2), 2, date(2026, 4, 7)),  # shorter than three days: article 2 is silent
        (date(2026, 12, 24), 3, date(2026, 12, 29)),
    ],
)
def test_a_short_term_holds_two_working_days(received: date, days: int, day: date) -> None:
    assert terms.decide_by(received, {"days": days}, (), received) == day


@pytest.mark.parametrize(
    ("term", "day"),
    [
        ({"weeks": 12}, date(2026, 4, 28)),  # 25 April is a Saturday; King's Day is the Monday
        ({"weeks": 13}, date(2026, 5, 2)),  # a Saturday, and it stays one
        ({"days": 91}, date(2026, 5, 2)),
    ],
)
def test_a_term_of_more_than_twelve_weeks_ends_on_the_day_it_ends(
    term: dict[str, int], day: date
) -> None:
    assert terms.decide_by(date(2026, 1, 31), term, (), date(2026, 1, 31)) == day


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # on a busy machine
@given(
    st.lists(
        st.tuples(st.integers(0, 120), st.integers(0, 40)).map(
            lambda pair: Pause(
                since=RECEIVED + timedelta(days=pair[0]),
                until=RECEIVED + timedelta(days=pair[0] + pair[1]),
            )
        ),
        max_size=5,
    )
)
def test_pauses_never_add_more_days_than_stood_still(pauses: list[Pause]) -> None:
    still = {
        one.since + timedelta(days=n)
        for one in pauses
        for n in range((one.until - one.since).days + 1)  # type: ignore[operator]
    }
    found = last(*pauses)
    assert LAST <= found <= terms.moved_from_rest(LAST + timedelta(days=len(still)))
    assert found == last(*pauses[::-1])
