"""Values check themselves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oogopslag.core.values import Bsn, InvalidValue, Oin, new_id


@pytest.mark.parametrize("text", ["999993653", "999991772", "9830 ".strip().zfill(9), "99999 3653"])
def test_a_bsn_that_passes_the_eleven_test_is_read_as_people_type_it(text: str) -> None:
    assert len(Bsn.parse(text).number) == 9


@pytest.mark.parametrize(
    "text", ["999993654", "12345678", "abcdefghi", "", "000000000", "9999936531"]
)
def test_what_is_no_bsn_gets_a_sentence(text: str) -> None:
    with pytest.raises(InvalidValue, match=r"BSN"):
        Bsn.parse(text)


@given(
    st.integers(min_value=10_000_000, max_value=999_999_999), st.integers(0, 8), st.integers(1, 9)
)
def test_one_changed_digit_never_passes(number: int, place: int, shift: int) -> None:
    text = f"{number:09d}"
    try:
        Bsn(text)
    except InvalidValue:
        return
    changed = text[:place] + str((int(text[place]) + shift) % 10) + text[place + 1 :]
    with pytest.raises(InvalidValue):
        Bsn(changed)


def test_a_bsn_never_shows_itself() -> None:
    bsn = Bsn("999993653")
    assert "99999" not in f"{bsn} {bsn!r} {bsn.masked}"


def test_an_oin_has_twenty_digits() -> None:
    Oin("00000001003214345000")
    with pytest.raises(InvalidValue):
        Oin("123")


def test_ids_rise_with_time_and_are_version_seven() -> None:
    ids = [new_id() for _ in range(2_000)]
    assert ids == sorted(ids)
    assert len(set(ids)) == len(ids)
    assert {i.version for i in ids} == {7}
