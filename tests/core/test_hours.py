"""Working hours: evenings, weekends, holidays and the change of the clock do not count."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oogopslag.core import terms
from oogopslag.core.hours import HERE, ServiceHours

NINE_TO_FIVE = ServiceHours(opens=9, closes=17)


def here(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HERE)


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        ("2026-11-26T09:30", 4, "2026-11-26T13:30"),  # within one day
        ("2026-11-26T13:00", 4, "2026-11-26T17:00"),  # until closing, not the next morning
        ("2026-11-26T15:30", 4, "2026-11-27T11:30"),  # over the night
        ("2026-11-26T06:00", 2, "2026-11-26T11:00"),  # before opening
        ("2026-11-26T22:15", 1, "2026-11-27T10:00"),  # after closing
        ("2026-11-26T17:00", 1, "2026-11-27T10:00"),  # at closing
        ("2026-11-27T16:00", 2, "2026-11-30T10:00"),  # over a weekend
        ("2026-11-28T12:00", 1, "2026-11-30T10:00"),  # on a Saturday
        ("2026-12-24T16:00", 3, "2026-12-28T11:00"),  # both days of Christmas and a Sunday
        ("2026-03-27T16:00", 2, "2026-03-30T10:00"),  # the night in which the clock changes
        ("2026-11-26T10:00:01", 1, "2026-11-26T11:01"),  # whole minutes, never too early
        ("2026-11-25T12:00", 40, "2026-12-02T12:00"),  # five whole days
    ],
)
def test_so_many_working_hours_later(start: str, hours: int, end: str) -> None:
    assert NINE_TO_FIVE.after(here(start), timedelta(hours=hours)) == here(end)


def test_the_hours_are_those_of_amsterdam_wherever_the_moment_comes_from() -> None:
    in_summer = datetime(2026, 7, 1, 14, 30, tzinfo=UTC)  # half past four in Amsterdam
    assert NINE_TO_FIVE.after(in_summer, timedelta(hours=1)) == here("2026-07-02T09:30")


@given(
    st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1)),
    st.integers(1, 40),
    st.integers(0, 21),
    st.integers(1, 2),
)
def test_the_end_lies_in_working_hours_and_more_hours_never_end_sooner(
    start: datetime, hours: int, opens: int, longer: int
) -> None:
    open_ = ServiceHours(opens=opens, closes=opens + longer)
    begun = start.replace(tzinfo=HERE)
    end, later = (open_.after(begun, timedelta(hours=n)) for n in (hours, hours + 1))
    assert terms.is_working_day(end.date())
    assert opens <= end.hour + end.minute / 60 <= opens + longer
    assert begun < end < later
    assert (end.date() - begun.date()).days >= hours // longer - 1


@pytest.mark.parametrize(("opens", "closes"), [(17, 9), (9, 9), (-1, 5), (9, 24)])
def test_hours_that_never_open_are_refused(opens: int, closes: int) -> None:
    with pytest.raises(ValueError, match="open"):
        ServiceHours(opens=opens, closes=closes)
