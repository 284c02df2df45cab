"""What a picture does where there is little room."""

import re

from oogopslag.ui import charts


def words(svg: str) -> list[str]:
    return re.findall(r">([^<>]*20\d\d)</text>", svg)


def test_months_under_a_line_do_not_stand_in_each_other_on_a_phone() -> None:
    months = [f"{name} {year}" for year in (2025, 2026) for name in ("jan", "mrt", "mei", "jul")]
    months += [f"{name} {year}" for year in (2025, 2026) for name in ("sep", "nov", "dec")]
    rows = [{"period": one, "figure": 1, "part": "a"} for one in months]
    data = {"rows": rows, "breaks": [], "unit": "step", "domain": [0, 5]}

    narrow = words(charts.drawn("series", data, narrow=True))

    assert 3 <= len(narrow) <= 6
    assert months[-1] in narrow  # the newest always has its word
    assert words(charts.drawn("series", data, narrow=False)) == months
