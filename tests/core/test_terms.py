"""Legal terms, by hand from the articles and a calendar."""

from datetime import date

import pytest

from oogopslag.core import terms
from oogopslag.core.terms import Pause

WEEKS_8 = {"weeks": 8}


@pytest.mark.parametrize(
    ("year", "day"),
    [(2019, date(2019, 4, 21)), (2024, date(2024, 3, 31)), (2025, date(2025, 4, 20)),
     (2026, date(2026, 4, 5)), (2038, date(2038, 4, 25))],
)  # fmt: skip
def test_easter_falls_where_the_calendar_has_it(year: int, day: date) -> None:
    assert terms.easter(year) == day


def test_the_holidays_of_2026() -> None:
    assert terms.holidays(2026) == {
        date(2026, 1, 1), date(2026, 4, 3), date(2026, 4, 6), date(2026, 4, 27),
        date(2026, 5, 5), date(2026, 5, 14), date(2026, 5, 25), date(2026, 12, 25),
        date(2026, 12, 26),
    }  # fmt: skip


def test_kings_day_moves_to_saturday_when_it_is_a_sunday() -> None:
    assert date(2025, 4, 26) in terms.holidays(2025)
    assert date(2025, 4, 27) not in terms.holidays(2025)


def test_no_term_ends_on_a_day_of_rest_in_ten_years() -> None:
    day = date(2024, 1, 1)
    while day < date(2034, 1, 1):
        moved = terms.moved_from_rest(day)
        assert terms.is_working_day(moved)
        assert 0 <= (moved - day).days <= 5
        day += terms.DAY


@pytest.mark.parametrize(
    ("received", "last"),
    [
        (date(2026, 3, 2), date(2026, 4, 28)),  # 27 April is King's Day
        (date(2026, 11, 3), date(2026, 12, 29)),
        (date(2026, 10, 30), date(2026, 12, 28)),  # 25 and 26 December, then a Sunday
    ],
)
def test_eight_weeks_to_decide_end_on_a_working_day(received: date, last: date) -> None:
    assert terms.decide_by(received, WEEKS_8, [], received) == last


def test_days_on_which_the_term_stands_still_are_added() -> None:
    # Asked on 9 November: it stands still from the 10th; supplemented on the 20th: 11 days.
    pause = Pause(since=terms.pause_after(date(2026, 11, 9)), until=date(2026, 11, 20))
    moved = terms.decide_by(date(2026, 11, 3), WEEKS_8, [pause], date(2026, 12, 1))
    assert moved == date(2027, 1, 11)  # 29 December plus 11 days is Saturday 9 January


def test_several_pauses_add_up_and_an_open_one_counts_to_today() -> None:
    first = Pause(since=date(2026, 11, 5), until=date(2026, 11, 6))
    second = Pause(since=date(2026, 11, 10), until=None)
    moved = terms.decide_by(date(2026, 11, 3), WEEKS_8, [first, second], date(2026, 11, 12))
    assert moved == date(2027, 1, 4)  # 29 December plus 2 plus 3 days is Sunday 3 January


def test_a_pause_that_is_answered_the_same_day_adds_nothing() -> None:
    pause = Pause(since=terms.pause_after(date(2026, 11, 9)), until=date(2026, 11, 9))
    last = terms.decide_by(date(2026, 11, 3), WEEKS_8, [pause], date(2026, 11, 9))
    assert last == date(2026, 12, 29)


@pytest.mark.parametrize(
    ("notified", "last"),
    [(date(2026, 11, 24), date(2027, 1, 5)), (date(2026, 11, 13), date(2026, 12, 28))],
)
def test_six_weeks_to_object_from_the_day_after_notification(notified: date, last: date) -> None:
    assert terms.object_until(notified) == last
    assert terms.objection_in_time(last, notified)
    assert not terms.objection_in_time(last + terms.DAY, notified)


def test_an_objection_is_decided_six_or_twelve_weeks_after_its_period() -> None:
    notified = date(2026, 9, 1)  # objection period until 13 October
    assert terms.decide_objection_by(notified, committee=False, extended=False) == date(
        2026, 11, 24
    )
    assert terms.decide_objection_by(notified, committee=True, extended=False) == date(2027, 1, 5)
    assert terms.decide_objection_by(notified, committee=True, extended=True) == date(2027, 2, 16)


def test_two_working_days_skip_the_weekend_and_christmas() -> None:
    assert terms.add_working_days(date(2026, 12, 24), 2) == date(2026, 12, 29)


@pytest.mark.parametrize(
    ("days", "total"), [(0, 0), (1, 20_00), (14, 280_00), (42, 1260_00), (43, 1260_00)]
)
def test_the_penalty_steps_twice_and_stops_after_42_days(days: int, total: int) -> None:
    # The amounts of the 2014 text: 20, 30 and 40 euros a day for fourteen days each.
    assert terms.penalty(days, [(14, 20_00), (14, 30_00), (14, 40_00)]) == total


def test_a_penalty_runs_two_weeks_after_the_notice() -> None:
    assert terms.penalty_from(date(2026, 11, 2)) == date(2026, 11, 17)


def test_a_term_without_unit_is_refused() -> None:
    with pytest.raises(ValueError, match="weeks or of days"):
        terms.length({"months": 2})
