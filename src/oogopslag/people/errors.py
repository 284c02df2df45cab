"""What can go wrong with people; each docstring is the sentence that is shown."""

from django.utils.translation import gettext_lazy as _


class PeopleError(Exception):
    """Something went wrong with who you are."""

    sentence = _("Something went wrong with who you are. Nothing was changed. Try again.")

    def __str__(self) -> str:
        return str(self.sentence)


class UnknownResident(PeopleError):
    """Nobody with this BSN is known here."""

    sentence = _("Nobody with this BSN is known here. Check the number, or call us.")


class DeceasedCannotSignIn(PeopleError):
    """According to the register this person died."""

    sentence = _(
        "According to the register of persons (BRP), the person with this BSN has died. "
        "Signing in is not possible. Is this wrong, or are you a relative? Call us: we will help."
    )
