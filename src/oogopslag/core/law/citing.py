"""How an article is named in the reader's language: "1, eerste lid" is "1, paragraph 1"."""

import re

_ORDINALS = {
    "eerste": 1, "tweede": 2, "derde": 3, "vierde": 4, "vijfde": 5, "zesde": 6, "zevende": 7,
    "achtste": 8, "negende": 9, "tiende": 10, "elfde": 11, "twaalfde": 12,
}  # fmt: skip
_ORDINAL = "|".join(_ORDINALS)
_PARAGRAPHS = re.compile(
    rf"((?:(?:{_ORDINAL})(?:, | en | tot en met ))*(?:{_ORDINAL})) (?:lid|leden)"
)
_WORDS = {
    "tot en met": "to", "onder": "under", "en": "and", "bijlage": "annex", "zin": "sentence",
}  # fmt: skip


_OWN_LAW = re.compile(r"([A-Z][A-Za-z]*) (\d.*)")


def placed(law: str, article: str) -> tuple[str, str]:
    """Law and article: "Awir 14" names its own law, which goes before the law of the scheme."""
    found = _OWN_LAW.fullmatch(article)
    return (found[1], found[2]) if found else (law, article)


def cited(article: str, language: str) -> str:
    """An article as content writes it (in Dutch), for a reader of `language`."""
    if language == "nl":
        return article
    translated = _PARAGRAPHS.sub(_paragraphs, article)
    for dutch, english in _WORDS.items():
        translated = re.sub(rf"\b{dutch}\b", english, translated)
    return translated


def _paragraphs(found: re.Match[str]) -> str:
    numbers = re.sub(_ORDINAL, lambda one: str(_ORDINALS[one[0]]), found[1])
    return ("paragraphs " if numbers != re.sub(r"\D", "", numbers) else "paragraph ") + numbers
