"""Texts as people read them."""

from datetime import date

from django.utils import translation

from oogopslag.core.law import Reason
from oogopslag.ui.format import law_name, place, prose, weekday


def test_bullets_are_a_list_and_a_short_line_above_them_is_its_heading() -> None:
    letter = "Beste Jan,\n\nWaarom dit besluit\n• U bent 18.\n• U woont hier.\n\nTot ziens"
    assert prose(letter) == [
        ("text", ["Beste Jan,"]),
        ("heading", ["Waarom dit besluit"]),
        ("list", ["U bent 18.", "U woont hier."]),
        ("text", ["Tot ziens"]),
    ]


def test_a_question_above_its_answer_is_a_heading() -> None:
    assert prose("Niet eens?\nBel ons.") == [("heading", ["Niet eens?"]), ("text", ["Bel ons."])]


def test_a_line_that_announces_a_list_stays_text() -> None:
    assert prose("Dit gaf u door:\n• Niets") == [("text", ["Dit gaf u door:"]), ("list", ["Niets"])]


def test_a_greeting_with_a_name_under_it_is_no_heading() -> None:
    signed = "Met vriendelijke groet,\nKarim Bos"
    assert prose(signed) == [("text", ["Met vriendelijke groet,", "Karim Bos"])]


def test_a_lone_question_and_nothing_at_all_are_what_they_are() -> None:
    assert prose("Hoe gaat het?") == [("text", ["Hoe gaat het?"])]
    assert prose(" \n\n ") == []


def test_the_day_at_the_head_of_a_page_is_named_in_the_readers_language() -> None:
    day = date(2026, 11, 25)
    with translation.override("nl"):
        assert weekday(day) == "Woensdag 25 november"
    with translation.override("en"):
        assert weekday(day) == "Wednesday 25 November"


def test_an_article_that_names_its_own_law_stands_under_that_law() -> None:
    with translation.override("nl"):
        assert place("2, eerste lid", "Wzt") == "Wzt, artikel 2, eerste lid"
        awir = "Algemene wet inkomensafhankelijke regelingen, artikel"
        assert place("Awir 14", "Wzt") == f"{awir} 14"
        assert place("2; Awir 14, derde lid", "Wzt") == f"Wzt, artikel 2; {awir} 14, derde lid"
        assert place("Xyz 3", "Wzt") == "Xyz, artikel 3"
        assert place("Besluit kinderopvang 6", "Wzt") == "Besluit kinderopvang, artikel 6"
    with translation.override("en"):
        assert place("Pw 34, derde lid", "Wzt") == "Participation Act, article 34, paragraph 3"


def test_the_law_of_a_sum_is_named_when_a_reason_stands_in_it() -> None:
    title = {"nl": "Wet op de huurtoeslag", "en": "Rent Allowance Act"}
    reason = Reason(
        key="a", text=title, detail=None, article="13", law="Wht", law_title=title, url="",
        holds=True, facts=(),
    )  # fmt: skip
    with translation.override("en"):
        assert law_name("Wht", [reason]) == "Rent Allowance Act"
        assert law_name("Wko", [reason]) == "Wko"
