"""What can go wrong with facts; each is a sentence."""

from django.utils.translation import gettext_lazy as _


class FactsError(Exception):
    """Something went wrong with a fact."""


class SourceDown(FactsError):
    """A register does not answer; what it said before is kept."""


class InvalidFact(FactsError):
    """A value that this fact cannot have; the text is the sentence for the field."""


class UnreadableFile(FactsError):
    """A file that cannot be loaded; the text says why."""


class NoSuchCorrection(FactsError):
    """A request to correct that is not there, not yours, or answered without words."""

    def __str__(self) -> str:
        return str(_("Choose an answer and write why. Your text is kept."))
