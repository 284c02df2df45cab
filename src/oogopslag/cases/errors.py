"""What can go wrong with a case; each is a sentence, and nothing typed is lost."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _


class CasesError(Exception):
    """Something went wrong with a case."""

    sentence = _("Something went wrong. What you filled in is kept. Please try again.")

    def __str__(self) -> str:
        return str(self.sentence)


class UnknownCase(CasesError):
    """There is no such case for this person."""

    sentence = _("We cannot find this case.")


class InvalidAnswers(CasesError):
    """Answers that cannot be right; `fields` has a sentence for each. All were kept."""

    sentence = _("Some answers need your attention. Everything you filled in is kept.")

    def __init__(self, fields: Mapping[str, str]) -> None:
        super().__init__()
        self.fields = dict(fields)


class NotYours(CasesError):
    """A member of staff without the role for this."""

    sentence = _("You do not have the role for this. Ask a colleague who may decide.")


class DecisionWithoutReasons(CasesError):
    """A decision needs reasons (Awb 3:46)."""

    sentence = _("A decision needs reasons. Write why; your text is kept.")


class DepartureWithoutReason(CasesError):
    """Whoever departs from the finding says why."""

    sentence = _("You depart from what the law engine found. Write why; your text is kept.")


class AlreadyDecided(CasesError):
    """A colleague was first."""

    sentence = _(
        "A colleague decided this case just now, or something changed in it. "
        "Your text was not sent and is kept. Look at the case again."
    )


class MoveNotPossible(CasesError):
    """The case does not stand where this can be done."""

    sentence = _("This cannot be done with the case as it stands now. Nothing was changed.")


class NoGrounds(CasesError):
    """An objection says why (Awb 6:5)."""

    sentence = _("Write why you do not agree. A few words are enough.")
