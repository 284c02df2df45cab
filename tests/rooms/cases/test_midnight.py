"""Days in registers of others are days here: just after midnight it is still yesterday in UTC."""

from datetime import UTC, date, datetime

import pytest

from oogopslag.cases.adapters.zgw.writing import day_of


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 7, 1, 22, 30, tzinfo=UTC), date(2026, 7, 2)),  # 00.30 in summer
        (datetime(2026, 1, 1, 22, 30, tzinfo=UTC), date(2026, 1, 1)),  # 23.30 in winter
        (datetime(2025, 12, 31, 23, 1, tzinfo=UTC), date(2026, 1, 1)),
        (datetime(2026, 3, 28, 23, 59, tzinfo=UTC), date(2026, 3, 29)),  # the night of the change
    ],
)
def test_a_moment_just_after_midnight_is_of_the_new_day(moment: datetime, day: date) -> None:
    assert day_of(moment) == day
