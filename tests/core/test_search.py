"""Earlier answers are found by their words, without anything of the person they went to."""

from oogopslag.core import search

ANSWERS = [
    "Een huurspecificatie van de verhuurder is ook goed, als de kale huur erop staat.",
    "U krijgt de toeslag rond de twintigste van elke maand op uw rekening.",
    "Uw partner moet het formulier ook ondertekenen.",
]


def test_the_answer_about_the_same_subject_comes_first() -> None:
    best = search.ranked("Ik heb geen huurcontract, mag een specificatie van de huur?", ANSWERS, 3)
    assert best[0] == 0
    assert search.ranked("Wanneer krijg ik de toeslag op mijn rekening?", ANSWERS, 1) == [1]


def test_without_a_word_in_common_nothing_is_suggested() -> None:
    assert search.ranked("Paardenweide", ANSWERS, 3) == []
    assert search.ranked("de het een", ANSWERS, 3) == []
    assert search.ranked("huur", [], 3) == []


def test_what_belongs_to_somebody_else_is_taken_out() -> None:
    letter = (
        "Beste mevrouw De Wit,\n\nWij maken € 129,00 over op NL91ABNA0417164300.\n"
        "Uw nummer is 999000020, mail a.b@example.nl.\n\nMet vriendelijke groet,\nKarim Bos"
    )
    plain = search.anonymous(letter)
    for secret in ("De Wit", "NL91ABNA0417164300", "999000020", "a.b@example.nl", "Karim"):
        assert secret not in plain
    assert "Wij maken € 129,00 over" in plain
