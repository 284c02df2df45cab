"""What can go wrong with a case; each is a sentence, and nothing typed is lost."""

from collections.abc import Mapping
from datetime import date

from babel.dates import format_date
from django.utils.translation import get_language
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


class NothingWritten(CasesError):
    """A text that must be there is not."""

    sentence = _("Write a few words; nothing was sent and what you filled in is kept.")


class WrongDay(CasesError):
    """A day that cannot be right."""

    sentence = _("Choose the day it came in, not later than today. What you typed is kept.")


class NotYourService(CasesError):
    """A service of another organisation."""

    sentence = _("This service belongs to another organisation. Forward it there.")


class TooLateToTell(CasesError):
    """A new day is told before the old one passed (Awb 4:14)."""

    sentence = _(
        "A later day must be told before the last day to decide has passed, and must lie after it. "
        "Nothing was sent."
    )


class ExtendedBefore(CasesError):
    """A term is extended once."""

    sentence = _("This term was extended before. It can be extended once.")


class NotLate(CasesError):
    """A notice of default needs a term that is over (Awb 4:17)."""

    sentence = _("We are not too late yet. You can do this once the last day has passed.")


class AskFirst(CasesError):
    """Not treating needs a request for a supplement that was not answered (Awb 4:5)."""

    sentence = _(
        "First ask the resident to complete the application, and wait until that day has passed "
        "(Awb 4:5). Nothing was decided."
    )


class TooLateToLeave(CasesError):
    """Not treating can be decided within four weeks after the request lapsed (Awb 4:5.4)."""

    sentence = _(
        "Not treating could be decided until four weeks after the day for the answer passed "
        "(Awb 4:5.4). Decide on the application with what is known; your text is kept."
    )


class HearFirst(CasesError):
    """A refusal on data that the applicant contradicts needs their view first (Awb 4:7)."""

    sentence = _(
        "The applicant says something else than the register. Ask for their view first (Awb 4:7). "
        "Your text is kept."
    )


class HearObjector(CasesError):
    """Who objects is heard before a decision that does not give in wholly (Awb 7:2, 7:3)."""

    sentence = _(
        "Hear the resident about this objection first, or write down why not (Awb 7:2, 7:3). "
        "Your text is kept."
    )


class DecidedBefore(CasesError):
    """Who took the decision does not decide on the objection to it (Awb 10:3)."""

    sentence = _(
        "You took the decision this objection is about: a colleague decides on it (Awb 10:3). "
        "Your text is kept."
    )


class HeardByDecider(CasesError):
    """Who took the decision does not hear the objection to it alone (Awb 7:5)."""

    sentence = _(
        "You took part in the decision this objection is about: a colleague who did not hears the "
        "resident (Awb 7:5). Your text is kept."
    )


class HearingTooSoon(CasesError):
    """Documents can be sent until ten days before a hearing (Awb 7:4)."""

    sentence = _(
        "This is too soon: who objects may send documents until ten days before the hearing "
        "(Awb 7:4). Choose %(day)s or a later day. Nothing was sent."
    )

    def __init__(self, first: date) -> None:
        super().__init__()
        self.first = first

    def __str__(self) -> str:
        day = format_date(self.first, "d MMMM y", locale=get_language() or "nl")
        return str(self.sentence) % {"day": day}


class NotHeardYet(CasesError):
    """A record of a hearing that is still to come."""

    sentence = _(
        "This hearing is still to come. Write the record when it was held. Your text is kept."
    )


class NeedsSecond(CasesError):
    """A second pair of eyes is needed."""

    sentence = _(
        "This service asks for two pairs of eyes: propose the decision, and let a colleague send "
        "it. Your text is kept."
    )


class SamePerson(CasesError):
    """Two people are needed."""

    sentence = _("You put this forward yourself: a colleague approves it. Nothing was destroyed.")


class WrongMinutes(CasesError):
    """Handling time that cannot be right."""

    sentence = _(
        "Write whole minutes, 480 at the most, or leave it empty. Nothing was sent and your text "
        "is kept."
    )


class NotPlain(CasesError):
    """A case that a batch must not decide."""

    sentence = _("Not plainly a grant: look at this case by itself.")


class WrongPayment(CasesError):
    """Money that fits no fee."""

    sentence = _("No fee has this reference and amount: look at the account.")


class SlotTaken(CasesError):
    """A moment that is not free any more."""

    sentence = _("This moment was just taken. Choose another one.")


class WrongNotification(CasesError):
    """News from a register that cannot be."""

    sentence = _("This news lacks a field, or is about another register. Nothing was kept.")


class WrongSetting(CasesError):
    """A setting that names registers of others cannot be read."""

    sentence = _("The setting OOGOPSLAG_%(name)s cannot be read: see its description.")

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def __str__(self) -> str:
        return str(self.sentence) % {"name": self.name.upper()}


class NotFromThere(CasesError):
    """A case or task of another organisation that is not there any more."""

    sentence = _("This is not there any more, or it was done. Go back and look again.")
