"""The check sign of a code: slips of the finger are noticed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oogopslag.core.paper.codes import bare, check_sign, with_sign

SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
codes = st.text(SIGNS, min_size=2, max_size=14)


@pytest.mark.parametrize(
    ("code", "sign"),
    [("A12425GABC1234002", "M")],  # the worked example of the standard's Global Release Identifier
)
def test_the_sign_is_that_of_the_standard(code: str, sign: str) -> None:
    assert check_sign(code) == sign


@given(codes, st.data())
def test_one_wrong_sign_is_noticed(code: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(code) - 1))
    other = data.draw(st.sampled_from([sign for sign in SIGNS if sign != code[place]]))
    changed = code[:place] + other + code[place + 1 :]

    assert check_sign(changed) != check_sign(code)


def test_nearly_all_neighbours_that_changed_places_are_noticed() -> None:
    unseen, all_of_them = 0, 0
    for before in SIGNS:
        for one in SIGNS:
            for other in SIGNS.replace(one, ""):
                all_of_them += 1
                unseen += check_sign(before + one + other) == check_sign(before + other + one)

    assert unseen / all_of_them < 0.002


def test_spaces_and_dashes_count_for_nothing() -> None:
    assert check_sign("zt 010 - 2026") == check_sign("ZT0102026")
    assert bare(with_sign("ZT010-2026")) == "ZT0102026" + check_sign("ZT010-2026")
