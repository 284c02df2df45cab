"""Finding texts that are about the same: by their words, ranked with BM25. Pure Python."""

import math
import re
from collections import Counter
from collections.abc import Sequence

# Words that say nothing about the subject; Dutch and English.
_EMPTY_TEXT = """
de het een en van ik te dat die in is op aan met als voor had er maar om hem dan zou of wat mijn men
dit zo door over ze zich bij ook tot je mij uit der daar haar naar heb hoe heeft hebben deze u want
nog zal me zij nu ge geen omdat iets worden toch al waren veel meer doen toen moet ben zonder kan
hun dus alles onder ja werd wordt wezen kunnen ons zelf tegen na wil kon niets uw iemand geweest
andere wij we the a and to i it you that was for on are with be at have from or by but not what all
were when your can there an which
"""
_EMPTY = frozenset(_EMPTY_TEXT.split())
_WORD = re.compile(r"[a-zà-ÿ]{3,}|\d{2,4}", re.IGNORECASE)
_SALUTATION = re.compile(
    r"^\s*(beste|geachte|dag|hallo|hoi|dear|hello)\b[^\n,]*,?\s*\n?", re.IGNORECASE
)
_CLOSING = re.compile(
    r"\n\s*(met vriendelijke groet|vriendelijke groet|groet|kind regards|regards)[\s\S]*$",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\b(?:[A-Z]{2}\d{2}[A-Z]{4}\d{10}|[\d.\- ]{6,}\d)\b")
_MAIL = re.compile(r"\S+@\S+")
K1, B = 1.2, 0.75


def words(text: str) -> list[str]:
    """The words that carry the subject, in small letters, plural and verb endings cut off."""
    found = (word.lower() for word in _WORD.findall(text))
    return [_stem(word) for word in found if word not in _EMPTY]


def _stem(word: str) -> str:
    for ending in ("ingen", "tjes", "heid", "en", "je", "t", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def ranked(question: str, documents: Sequence[str], limit: int) -> list[int]:
    """The places of the documents that match best, best first; none without a word in common."""
    asked, bags = set(words(question)), [Counter(words(text)) for text in documents]
    if not asked or not bags:
        return []
    mean = sum(bag.total() for bag in bags) / len(bags) or 1
    rarity = {
        word: math.log(1 + (len(bags) - n + 0.5) / (n + 0.5))
        for word in asked
        if (n := sum(word in bag for bag in bags))
    }
    scores = [
        (sum(rarity[word] * _weight(bag, word, mean) for word in rarity if word in bag), -place)
        for place, bag in enumerate(bags)
    ]
    best = sorted((score for score in scores if score[0] > 0), reverse=True)[:limit]
    return [-place for _, place in best]


def _weight(bag: Counter[str], word: str, mean: float) -> float:
    times = bag[word]
    return times * (K1 + 1) / (times + K1 * (1 - B + B * bag.total() / mean))


def anonymous(text: str) -> str:
    """Without salutation, closing, long numbers and mail addresses: those belong to somebody."""
    plain = _CLOSING.sub("", _SALUTATION.sub("", text))
    return _MAIL.sub("…", _NUMBER.sub("…", plain)).strip()
