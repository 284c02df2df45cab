"""What can go wrong with paper; each is a sentence."""

from django.utils.translation import gettext_lazy as _


class PaperError(Exception):
    """Something is wrong with a paper or its guide."""

    sentence = _("Something went wrong with this form. Nothing you typed was lost.")

    def __str__(self) -> str:
        return str(self.sentence)


class UnknownGuide(PaperError):
    """There is no guide with this name, code or edition."""

    sentence = _("We do not know this form. Check the code, or choose it from the list.")


class MistypedCode(UnknownGuide):
    """The check sign at the end of a code does not fit the rest."""

    sentence = _(
        "One sign of this code is not right. Compare it with the paper, sign by sign, and type "
        "the last sign too."
    )


class UnreadablePdf(PaperError):
    """A PDF that cannot be opened: broken, locked, empty or too long."""

    sentences = {
        "broken": _("This PDF cannot be read. Save it anew, or take a photo of the paper."),
        "locked": _("This PDF is locked with a password. Save it without one and try again."),
        "empty": _("This PDF has no pages."),
        "long": _("This PDF has more than 300 pages. Choose the pages that you need."),
    }

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why

    def __str__(self) -> str:
        return str(self.sentences[self.why])


class EmptyRemark(PaperError):
    """A remark without words and without a choice."""

    sentence = _("Say what is unclear or wrong. Nothing was sent yet.")


class NotYourGuide(PaperError):
    """A remark or guide of another organisation."""

    sentence = _("This form belongs to another organisation. Nothing was changed.")


class TamperedPack(PaperError):
    """A pack whose signature does not fit."""

    sentence = _("This pack was changed after we made it. It is not used.")
