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
ROLES = {
    "instruct": _("Do this:"),
    "example": _("Example:"),
    "warning": _("Mind:"),
    "consequence": _("What follows:"),
    "deadline": _("Until when:"),
}
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
