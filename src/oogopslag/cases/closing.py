"""How every decision ends: what can be done against it, until when, where (Awb 3:45); who signs.

Added when it is sent, not when it is drafted: a draft may wait days for a second pair of eyes.
"""

from datetime import date

from oogopslag.cases import letter
from oogopslag.cases.models import Case
from oogopslag.core.law import Text


def closed(case: Case, text: Text, until: date | None) -> dict[str, str]:
    """The letter whole, in every language it was written in; `until` None: it goes by post."""
    ends = closing(case, until)
    return {
        language: f"{written.rstrip()}\n\n{ends[language]}" if written.strip() else written
        for language, written in text.items()
    }


def closing(case: Case, until: date | None) -> dict[str, str]:
    """Remedies and signature. `until` is the last day to object or appeal.

    None: the six weeks begin when the letter is posted, and nobody knows that day yet.
    """
    remedies = _appeal if case.kind == Case.OBJECTION else _objection
    return {
        language: f"{remedies(case, until, language)}\n\n{case.organisation.name[language]}"
        for language in letter.LANGUAGES
    }


def _term(until: date | None, language: str) -> str:
    if until is None:
        return {
            "nl": "binnen zes weken na de dag waarop wij deze brief op de post deden",
            "en": "within six weeks after the day on which we posted this letter",
        }[language]
    return {
        "nl": f"tot en met {letter.day(until, 'nl')}: binnen zes weken",
        "en": f"until and including {letter.day(until, 'en')}: within six weeks",
    }[language]


def _appeal(_case: Case, until: date | None, language: str) -> str:
    term = _term(until, language)
    return {
        "nl": "Bent u het niet eens met deze beslissing? Dan kunt u in beroep gaan bij de "
        f"rechtbank. Dat kan {term} (Awb 8:1 en 6:7).",
        "en": "Do you disagree with this decision? Then you can appeal to the district court. You "
        f"can do so {term} (Awb 8:1 and 6:7).",
    }[language]


def _objection(case: Case, until: date | None, language: str) -> str:
    """That objection is possible, by whom, within which term, where (Awb 3:45, 6:5, 6:7)."""
    term, body = _term(until, language), case.organisation.name[language]
    phone = case.organisation.phone
    return {
        "nl": f"Niet eens met dit besluit?\nAntwoord op deze brief, of bel {body}: {phone}. U "
        f"kunt ook bezwaar maken. Dat kan {term} (Algemene wet bestuursrecht, artikel 6:7). Kies "
        f"“Bezwaar maken” bij dit besluit, of stuur een brief aan {body} met uw naam, adres, de "
        f"datum, uw zaaknummer {case.number} en waarom u het niet eens bent. Bezwaar maken kost "
        "niets.",
        "en": f"Do you disagree?\nAnswer this letter, or call {body}: {phone}. You can also "
        f"object. You can do so {term} (General Administrative Law Act, article 6:7). Choose "
        f"“Object” at this decision, or send a letter to {body} with your name, address, the "
        f"date, your case number {case.number} and why you disagree. Objecting is free.",
    }[language]
