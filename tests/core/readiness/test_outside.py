"""What others measured, with gaps and breaks."""

from pathlib import Path

import pytest

from oogopslag.core.readiness.arrival import arrival
from oogopslag.core.readiness.outside import (
    OutsideSeries,
    Point,
    UnreadableSeries,
    read_a11_response,
    read_a11_scores,
    read_dutch_measurement,
)


def test_seven_drivers_over_five_quarters_with_their_gap_and_break(shared: Path) -> None:
    found = read_a11_scores(shared / "data" / "us_va_vha_a11_scores_2019-2020.csv")

    assert len(found) == 7
    assert {len(one.points) for one in found.values()} == {5}
    assert found["Satisfaction"].gaps == ("2019 K1", "2019 K2")
    assert found["Satisfaction"].breaks == ()
    assert found["Process Transparency"].breaks == ("2019 K3",)
    assert [name for name, one in found.items() if one.breaks] == ["Process Transparency"]
    assert found["Satisfaction"].points[-1].figure == 4.70


def test_the_response_is_computed_from_its_counts(shared: Path) -> None:
    found = read_a11_response(shared / "data" / "us_va_vha_a11_response_2019-2020.csv")

    rounded = [round(point.figure or 0, 2) for point in found.points]
    assert next(point.period for point in found.points) == "2019 K1"
    assert (min(rounded), max(rounded)) == (0.16, 0.31)


def test_the_dutch_years_cover_different_things_and_are_not_one_line(shared: Path) -> None:
    found = read_dutch_measurement(shared / "data" / "nl_meting_digitale_dienstverlening.csv")

    assert found["inwoners"].points[0].figure == 0.68
    assert "2017" in found["inwoners"].breaks
    assert "2017" in found["ondernemers"].breaks


def test_a_figure_that_is_no_number_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "scores.csv"
    file.write_text("year,quarter,driver,average_score_1_5,statement\n2020,1,Ease,high,x\n")

    with pytest.raises(UnreadableSeries, match="Ease 2020 K1"):
        read_a11_scores(file)


def test_arrival_is_a_window_and_never_one_date() -> None:
    steady = [0.10 + 0.02 * month + (0.01 if month % 2 else 0.0) for month in range(14)]

    window = arrival(steady, 0.8)

    assert window.early is not None
    assert window.middle is not None
    assert window.late is not None
    # 0.36 measured, 0.44 to go at 0.02 a month, give or take: 22 months.
    assert window.early <= window.middle <= window.late
    assert 18 <= window.middle <= 26


def test_what_does_not_move_is_not_in_sight_and_little_history_says_nothing() -> None:
    assert arrival([0.3] * 12, 0.8).middle is None
    assert arrival([0.1, 0.2, 0.3], 0.8).fan == ()
    assert arrival([0.9] * 12, 0.8).middle == 0


def test_a_person_sees_where_a_line_has_a_gap_and_where_it_breaks() -> None:
    # The commands print this; it is not computed there.
    from oogopslag.conf.commands.readiness import drawn

    points = (Point(period="2019 K1", figure=None, wording="one"),
              Point(period="2019 K2", figure=1.0, wording="one"),
              Point(period="2019 K3", figure=5.0, wording="two"))  # fmt: skip
    lines = drawn(OutsideSeries(name="Ease", unit="1-5", points=points, source="x")).splitlines()

    assert "a gap, not a zero" in lines[2]
    assert "#" not in lines[2]
    assert lines[3].split() == ["2019", "K2", "1.00"]
    assert "break" in lines[4]
    assert "two" in lines[4]
    assert lines[5].count("#") == 40
    assert lines[6] == "  gaps: 2019 K1; breaks: 2019 K3. Source: x"
