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


class NotYourWorkplace(PeopleError):
    """Somebody chose an organisation where they have no role."""

    sentence = _("You have no role at this organisation. Nothing changed: choose another one.")


class NotDeceased(PeopleError):
    """Nobody recorded a death of this person here."""

    sentence = _("No death is recorded here for this BSN. Nothing was changed.")


class StillDeceased(PeopleError):
    """The register of persons still says it."""

    sentence = _(
        "The register of persons (BRP) still says that this person has died. Report it to their "
        "municipality (Wet BRP 2.34). Once it is right there, you can restore it here."
    )


class RegisterSilent(PeopleError):
    """The register of persons gives no answer, so nobody knows."""

    sentence = _(
        "The register of persons (BRP) gives no answer now. Nothing was changed. Try again later."
    )


class ReasonNeeded(PeopleError):
    """Something that is undone says why."""

    sentence = _("Write why the recorded death is wrong. Nothing was changed.")


class SecondNeeded(PeopleError):
    """Two people are needed."""

    sentence = _("You put this forward yourself: a colleague restores it. Nothing was changed.")


class UnknownDeathDoubt(PeopleError):
    """It was settled before, or is another organisation's."""

    sentence = _("This is not there any more, or a colleague settled it. Look again.")


class UnknownKey(LookupError):
    """Something is encrypted with a key that is not among those of this deployment."""


class MachineError(PeopleError):
    """A machine may not come in; `code` names the problem, `status` is the HTTP status."""

    code = "not-allowed"
    status = 401


class NoKey(MachineError):
    """A call without a key or token."""

    code = "no-key"
    sentence = _(
        "This call has no key. Send it as Authorization: Bearer, or ask for a token first. "
        "Nothing was stored."
    )


class WrongKey(MachineError):
    """A key or token that is not ours."""

    code = "wrong-key"
    sentence = _(
        "This key or token is not right. Check that it was copied whole. Nothing was stored."
    )


class ExpiredKey(MachineError):
    """A key or token whose time is over."""

    code = "expired-key"
    sentence = _(
        "This key or token has expired. Ask for a new token, or make a new key. Nothing was stored."
    )


class RevokedKey(MachineError):
    """A key that somebody of the organisation revoked."""

    code = "revoked-key"
    sentence = _(
        "This key was revoked. Make a new one on the page for connections. Nothing was stored."
    )


class CertificateNeeded(MachineError):
    """This client must show its certificate (mutual TLS), also with a token."""

    code = "certificate-needed"
    sentence = _(
        "This key works only together with its client certificate (mutual TLS). Nothing was stored."
    )


class ReplayedAssertion(MachineError):
    """A signed assertion is good for one token."""

    code = "replayed-assertion"
    sentence = _("This signed assertion was used before. Sign a new one, with a new jti.")


class NotForThisKey(MachineError):
    """The key is good, but not for this."""

    code = "not-for-this-key"
    status = 403
    sentence = _("This key may not do this. Nothing was stored.")


class AggregatesOnly(MachineError):
    """A key of the broker: it sees figures, never a case, a conversation or a resident."""

    code = "aggregates-only"
    status = 403
    sentence = _(
        "This organisation is the broker: it sees figures, and no case, conversation or resident. "
        "Nothing was stored."
    )


class TooMany(MachineError):
    """More items than this key may send; `seconds` until it may try again."""

    code = "too-many"
    status = 429
    sentence = _(
        "This key sent too much at once. Nothing of this call was stored: send it again later."
    )

    def __init__(self, seconds: int) -> None:
        super().__init__()
        self.seconds = seconds


class TrialUsedUp(TooMany):
    """A team key sends at most fifty messages a day."""

    code = "trial-used-up"
    sentence = _(
        "A team key sends at most 50 messages a day. Nothing of this call was stored: "
        "try again tomorrow, or use a normal key."
    )


class WrongKindOfKey(MachineError):
    """A test key reaches simulators only, and only a test key does."""

    code = "wrong-kind-of-key"
    status = 403
    sentence = _(
        "A test key reaches only the simulators of your sandbox, and other keys never do. "
        "Nothing was stored."
    )


class NotAGuest(MachineError):
    """A team key writes to its guest list only."""

    code = "not-a-guest"
    status = 403
    sentence = _(
        "A team key reaches only the people on its guest list. Nothing was stored. "
        "Add them on the page for connections, or use a normal key."
    )


class UnknownRecipient(MachineError):
    """Nobody with this number is known here: the sender must write on paper."""

    code = "unknown-recipient"
    status = 404
    sentence = _("This resident is not known here, so nothing was stored. Send a letter on paper.")


class KeyConflict(PeopleError):
    """The Idempotency-Key was used for another body; `existing` is what that made."""

    sentence = _(
        "This Idempotency-Key was used before with another body. Nothing was stored now; "
        "what the first call made is named here."
    )

    def __init__(self, existing: object) -> None:
        super().__init__()
        self.existing = existing


class UnknownMandate(PeopleError):
    """There is no such mandate, or it does not hold any more."""

    sentence = _("This mandate is not there, or it has ended. Ask the person you help.")


class NotForYourself(PeopleError):
    """Nobody needs a mandate for themself."""

    sentence = _("This code is your own: give it to the person who helps you.")


class CourtDecides(PeopleError):
    """A representation by ruling is not ended by whoever is represented."""

    sentence = _(
        "A court appointed this person: only the court ends it. You can say here that it is not "
        "right; then it is looked at again."
    )


class NotYourRole(PeopleError):
    """Somebody without the role for this."""

    sentence = _("Whoever decides or coordinates records representatives. Nothing was changed.")


class WrongMandate(PeopleError):
    """A mandate that cannot be given like this."""

    sentence = _("Choose who, for what, and a day at most a year from now. Nothing was changed.")


class WrongRuling(WrongMandate):
    """A representation that cannot be recorded like this."""

    sentence = _(
        "Give the number of the ruling, as what this person was appointed, and days that can be "
        "right. Nothing was recorded; what you typed is kept."
    )
