"""What a letter needs before somebody can act on it: plain words, sender, action, date, an answer.

The language test is a rule of thumb for level B1 in Dutch (short sentences, few long words, no
clerical words): it points, a reader decides. Its marks follow common advice on plain Dutch.
"""

import re
from dataclasses import dataclass

LONG_SENTENCE, LONG_WORD = 15, 13
"""Words a sentence may have on average, and letters from which a word counts as long."""

CLERICAL = (
    "aangaande", "betreffende", "conform", "derhalve", "desalniettemin", "dienaangaande",
    "dientengevolge", "edoch", "geschiedt", "gelieve", "hieromtrent", "hiertoe", "indien",
    "ingevolge", "inzake", "jegens", "krachtens", "middels", "mitsdien", "naar aanleiding van",
    "onderhavige", "onverwijld", "teneinde", "ter zake", "thans", "tevens", "uwerzijds",
    "vigerende", "voornoemde", "welke", "zulks",
)  # fmt: skip
_DAY = re.compile(
    r"\b\d{1,2}[-/ ](?:\d{1,2}|januari|februari|maart|april|mei|juni|juli|augustus|september|"
    r"oktober|november|december)(?:[-/ ]\d{2,4})?|\bbinnen \w+ (?:dagen|werkdagen|weken|maanden)\b"
    r"|\buiterlijk\b|\bvoor(?:dat)? \d{1,2} ",
    re.I,
)
_ACTION = re.compile(
    r"\bu (?:moet|kunt|hoeft|krijgt|betaalt)\b|\bwilt u\b|\bstuur\b|\bbel\b|\bbetaal\b|\bvul\b|"
    r"\bkom\b|\blever\b|\bwat moet u doen\b|\bgeef\b",
    re.I,
)
_SENDER = re.compile(r"\bgemeente\b|\bprovincie\b|\bwaterschap\b|\bnamens\b|\bgroet\b", re.I)
_REPLY = re.compile(
    r"\bantwoord|\breageer|\bvraag(?:en)?\b.{0,60}\b(?:bel|mail|stuur)|\bbel ons", re.I
)


@dataclass(frozen=True, kw_only=True)
class LetterCheck:
    """What was found; `difficult` names the words that were counted, at most ten."""

    words: int
    sentence: float
    difficult: tuple[str, ...]
    plain: bool
    sender: bool
    action: bool
    deadline: bool
    reply: bool

    @property
    def passed(self) -> int:
        return sum((self.plain, self.sender, self.action, self.deadline, self.reply))


def check_letter(text: str) -> LetterCheck:
    """Checks the text of one letter; a text without words passes nothing."""
    words = re.findall(r"[A-Za-zÀ-ÿ]+", text)
    sentences = [s for s in re.split(r"[.!?]\s|\n\s*\n|\n[-•]", text) if re.search(r"[A-Za-z]", s)]
    lowered = text.lower()
    clerical = [word for word in CLERICAL if re.search(rf"\b{re.escape(word)}\b", lowered)]
    long = sorted({word.lower() for word in words if len(word) >= LONG_WORD})
    average = len(words) / len(sentences) if sentences else 0.0
    plain = (
        bool(words)
        and average <= LONG_SENTENCE
        and len(clerical) + len(long) <= max(2, len(words) // 25)
    )
    return LetterCheck(
        words=len(words),
        sentence=round(average, 1),
        difficult=tuple([*clerical, *long][:10]),
        plain=plain,
        sender=bool(_SENDER.search(text)),
        action=bool(_ACTION.search(text)),
        deadline=bool(_DAY.search(text)),
        reply=bool(_REPLY.search(text)),
    )


QUESTION_WORDS = {
    "naam": "naam", "voornaam": "naam", "achternaam": "naam", "geboortedatum": "geboortedatum",
    "adres": "adres", "straat": "adres", "postcode": "adres", "woonplaats": "adres",
    "huisnummer": "adres", "burgerservicenummer": "bsn", "bsn": "bsn", "inkomen": "inkomen",
    "kenteken": "kenteken", "nationaliteit": "nationaliteit", "partner": "partner",
    "burgerlijke staat": "partner", "vermogen": "vermogen", "huur": "huur", "kinderen": "kinderen",
}  # fmt: skip
"""Words in a question → what a register already knows (BRP, income, vehicles, housing)."""


def known_questions(questions: list[str]) -> dict[str, str]:
    """Questions whose answer a register already has: asking them again is double work."""
    found = {}
    for question in questions:
        lowered = question.lower()
        for word, known in QUESTION_WORDS.items():
            if re.search(rf"\b{word}\b", lowered):
                found[question] = known
                break
    return found
