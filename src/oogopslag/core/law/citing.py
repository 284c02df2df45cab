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

ADDRESSES = {
    "Awir": "https://wetten.overheid.nl/BWBR0018472",
    "Pw": "https://wetten.overheid.nl/BWBR0015703",
}
"""Where the acts are that others cite by their short name, in the version of today."""
ACTS = {
    "AOW": {"nl": "Algemene Ouderdomswet", "en": "General Old Age Pensions Act"},
    "Awir": {
        "nl": "Algemene wet inkomensafhankelijke regelingen",
        "en": "General Act on Income-dependent Schemes",
    },
    "Pw": {"nl": "Participatiewet", "en": "Participation Act"},
    "Wko": {"nl": "Wet kinderopvang", "en": "Childcare Act"},
    "Wml": {
        "nl": "Wet minimumloon en minimumvakantiebijslag",
        "en": "Minimum Wage and Minimum Holiday Allowance Act",
    },
    "Wmo": {
        "nl": "Wet maatschappelijke ondersteuning 2015",
        "en": "Social Support Act 2015",
    },
}
"""The acts that others cite by their short name, as a reader knows them."""
_OWN_LAW = re.compile(r"([A-Z][A-Za-z]*(?: [a-z]+)*) (\d.*)")
_ARTICLE = re.compile(r"\d[\w.:]*")


def placed(law: str, article: str) -> tuple[str, str]:
    """Law and article: "Awir 14" names its own law, which goes before the law of the scheme."""
    found = _OWN_LAW.fullmatch(article)
    return (found[1], found[2]) if found else (law, article)


def named(law: str, language: str) -> str:
    """An act by its name instead of its short name; any other law as it is."""
    return ACTS[law][language] if law in ACTS else law


def places(law: str, article: str, language: str) -> list[tuple[str, str]]:
    """Every law and article that "2, eerste lid; Awir 14" names, in the reader's language."""
    found = (placed(law, one) for one in article.split("; "))
    return [(named(act, language), cited(where, language)) for act, where in found]


def link(url: str, article: str) -> str:
    """The place of an article on the page of its law; empty for a law without a page.

    "Awir 14" has its place in that act, whatever law cites it.
    """
    law, where = placed("", article)
    page = ADDRESSES.get(law, "") if law else url
    number = _ARTICLE.match(where)
    return f"{page}#Artikel{number[0]}" if page and number else ""


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
