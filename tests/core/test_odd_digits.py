"""Numbers are written in 0 to 9; what only looks like a digit is none, and is no failure."""

import pytest

from oogopslag.core import texts
from oogopslag.core.values import Bsn, InvalidValue, Oin

ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def test_digits_of_another_script_make_no_second_spelling_of_a_number() -> None:
    with pytest.raises(InvalidValue):
        Bsn("999990408".translate(ARABIC))
    with pytest.raises(InvalidValue):
        Oin("00000009900000001000".translate(ARABIC))


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ('"gewoon"', True), (r'"a\u0000b"', False), (r'"a\\u0000b"', True),
        (r'"a\\\u0000b"', False), ('"\ud800"', False), ('"é 😀"', True),
    ],
)  # fmt: skip
def test_json_that_a_database_can_keep(text: str, kept: bool) -> None:
    assert texts.storable(text) is kept
