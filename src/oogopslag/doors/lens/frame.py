"""What every page of the lens shares: who looks, in which language the paper is explained."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from oogopslag.paper.queries import LANGUAGES, RIGHT_TO_LEFT, Guide, Texts
from oogopslag.people import queries as people
from oogopslag.ui.format import active

NAMES = {
    "nl": "Nederlands", "en": "English", "tr": "Türkçe", "ar": "العربية", "pl": "Polski",
    "uk": "Українська",
}  # fmt: skip
LEADS = {
    "nl": {"instruct": "Doe dit:", "example": "Voorbeeld:", "warning": "Let op:",
           "consequence": "Gevolg:", "deadline": "Tot wanneer:"},
    "en": {"instruct": "Do this:", "example": "Example:", "warning": "Mind:",
           "consequence": "What follows:", "deadline": "Until when:"},
    "tr": {"instruct": "Bunu yapın:", "example": "Örnek:", "warning": "Dikkat:",
           "consequence": "Sonuç:", "deadline": "Ne zamana kadar:"},
    "ar": {"instruct": "افعل هذا:", "example": "مثال:", "warning": "انتبه:",
           "consequence": "النتيجة:", "deadline": "حتى متى:"},
    "pl": {"instruct": "Zrób tak:", "example": "Przykład:", "warning": "Uwaga:",
           "consequence": "Skutek:", "deadline": "Do kiedy:"},
    "uk": {"instruct": "Зробіть так:", "example": "Приклад:", "warning": "Увага:",
           "consequence": "Наслідок:", "deadline": "До коли:"},
}  # fmt: skip
"""What stands before each role, in the language of the explanation and not of the page; drafts, as
the texts of the last four are."""
DRAFT = _("Not checked yet by a person of the organisation.")
MACHINE = _("Translated by a machine and not checked.")
REVIEWED = _("Checked by the organisation.")


def resident_of(request: HttpRequest) -> Any:
    """The resident who is signed in, or None: these pages are for everybody."""
    return people.resident_of(request.user) if request.user.is_authenticated else None


def language_of(request: HttpRequest, guide: Guide | None = None) -> str:
    """`?taal=` when there are words in it, else the language of the page."""
    asked = request.GET.get("taal", "")
    there = guide.texts if guide else LANGUAGES
    return asked if asked in there else active()


def direction(language: str) -> str:
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"


def choices(guide: Guide) -> list[tuple[str, str]]:
    """The languages of a guide with their own names."""
    return [(language, NAMES[language]) for language in LANGUAGES if language in guide.texts]


def status(texts: Texts, reviewed: bool) -> object:
    """What may be said of who checked these words."""
    if reviewed:
        return REVIEWED
    return MACHINE if texts.status == "machine" else DRAFT
