"""What can be wrong in joining and steering: sentences for people."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from oogopslag.inbox.errors import NotNow

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class BrokerError(Exception):
    """A sentence: what happened, what is kept, what to do now."""

    text: "StrOrPromise" = _("This cannot be done.")

    def __str__(self) -> str:
        return str(self.text)


class UnknownBody(BrokerError):
    text = _("This organisation is not in the register. Search by its official name.")


class AbolishedBody(BrokerError):
    text = _("This organisation was abolished. Claim the one it became part of.")


class AlreadyClaimed(BrokerError):
    text = _("This organisation has a confirmed owner here already. Ask them to add you.")


class NotConfirmed(BrokerError, NotNow):
    code = "not_confirmed"
    text = _(
        "Until your organisation is confirmed, letters go to the test resident only. "
        "Nothing was sent."
    )


class WrongRepresentative(BrokerError):
    text = _("eHerkenning says that you represent another organisation. Nothing was confirmed.")


class WrongCode(BrokerError):
    text = _("This is not the code of the letter. Check it; after five tries a new letter is due.")


class TooManyTries(BrokerError):
    text = _("Five wrong codes: have a new letter sent.")


class LetterUnderWay(BrokerError):
    text = _("A letter with a code is on its way. A day after it another one can be sent.")


class EmptyField(BrokerError):
    text = _("Something is missing. What you filled in is kept; complete it and send it again.")


class NoLetter(BrokerError):
    text = _("No text could be read in this file. Paste the text of the letter instead.")


class NoReadableForm(BrokerError):
    text = _("This file is no PDF that can be opened. Nothing was kept; choose another file.")


class NoReason(BrokerError):
    text = _("A new date needs a reason. The old date stands and your reason was empty.")


class Orphan(BrokerError):
    text = _("Everything hangs on something above it. Choose what this belongs to.")


class JoiningClosed(BrokerError):
    text = _("Joining is not open on this day. Nothing changed; the next moment is in the list.")


class BadClauses(BrokerError):
    text = _("A shared contract needs open standards, accessibility A or B, and a tested way out.")


class FundRule(BrokerError):
    """A proposal that breaks a rule of the fund; the sentence says which."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.text = sentence


class NoMeasuredEffect(BrokerError):
    text = _("There is no measured figure before and after: an effect is never typed in.")


class NoEndPoint(BrokerError):
    text = _("Give an address that begins with https:// (or http:// on this machine).")
