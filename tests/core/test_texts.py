"""Texts from outside show what they say."""

import pytest

from oogopslag.core import texts


def test_a_line_is_one_line_without_edges() -> None:
    assert texts.line("  Uw  huurcontract ") == "Uw huurcontract"


@pytest.mark.parametrize("char", ["\u202e", "\u2066", "\u200f", "\x00", "\n", "\x1b", "\ue000"])
def test_a_line_with_a_hidden_character_is_refused(char: str) -> None:
    with pytest.raises(texts.UnsafeText):
        texts.line(f"Besluit{char}fdp.exe")


def test_a_body_loses_what_turns_it_around_and_keeps_all_that_is_read() -> None:
    assert texts.body("Één regel\r\nen nog een 👩‍👩‍👧\u202e\r\n") == "Één regel\nen nog een 👩‍👩‍👧"


def test_a_body_is_refused_past_its_length_and_with_a_nul() -> None:
    with pytest.raises(texts.TextTooLong):
        texts.body("x" * (texts.LONGEST_BODY + 1))
    with pytest.raises(texts.UnsafeText):
        texts.body("a\x00b")


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\fotos\\loon.pdf", "loon.pdf"),
        ("loonstrook\u202efdp.exe", "loonstrookfdp.exe"),
        ("\x00.", "bestand"),
    ],
)
def test_a_file_name_has_no_path_and_no_tricks(given: str, shown: str) -> None:
    assert texts.file_name(given) == shown


def test_a_code_is_typed_back_however_people_write_it() -> None:
    code = texts.code_of(12345678901234567)
    assert len(code) == 8
    assert texts.typed_code(f" {code[:4].lower()}-{code[4:].lower()} ") == code
