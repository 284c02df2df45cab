"""What can be wrong in asking for figures or adding evidence."""

from django.utils.translation import gettext_lazy as _


class InsightError(Exception):
    """A sentence for people."""

    text = _("This cannot be done.")

    def __str__(self) -> str:
        return str(self.text)


class NoCard(InsightError, LookupError):
    """Nothing was measured of this organisation."""

    text = _("Nothing was measured of this organisation yet.")


class NotVerified(InsightError):
    """A verified declaration without a second person or document."""

    text = _("A verified declaration needs two different people and a document. Nothing is kept.")


class NotReproducible(InsightError):
    """A score that somebody wants to type."""

    text = _("Nobody types a score: this figure comes from events or tests. Nothing is kept.")


class EmptyContest(InsightError):
    """Contesting without saying why."""

    text = _("Write what is wrong with this figure, and how you know. Your choice is kept.")


class SurveyClosed(InsightError):
    """A token that was used, has expired or never was."""

    text = _("This invitation was used already or is too old. Nothing was sent.")


class WrongAnswer(InsightError):
    """A code that the wording does not offer."""

    text = _("Choose one of the answers. What you chose so far is kept.")


class LeftAlone(InsightError):
    """Somebody was asked within 90 days."""

    text = _("This person was asked less than 90 days ago, by whatever channel: leave them alone.")


class NoReport(InsightError):
    """What was handed in is no report of a browser, or it is dated after today."""

    text = _("This is no report of a browser over the screens, or it is dated after today.")


class WrongDay(InsightError):
    """A last day that is no day of about now."""

    text = _("Choose a last day between a month ago and a year from now. Nothing was changed.")
