"""What can go wrong with delivering."""

from django.utils.translation import gettext_lazy as _


class Undeliverable(Exception):
    """A channel refused for now; the text is the reason, without anything about a person."""


class NotAtOnce(Undeliverable):
    """As Undeliverable, and a try within the second would be no use."""


class Refused(Exception):
    """A channel refused for good: trying again is useless. The text is the reason."""


class WrongAddress(Refused):
    """The other side says that this address does not exist: it is not used any more."""


class NoAddress(Exception):
    """There is nowhere to deliver by this channel (any more): not a failure, nothing to retry."""


class UnknownCondition(LookupError):
    """No room registered a condition by this name."""


class ConditionUnknown(Exception):
    """It cannot be told now whether a notice is still wanted."""


class InvalidUnsubscribe(ValueError):
    """A link to stop mail that is too old, or not ours."""

    sentence = _(
        "This link does not work any more. Nothing changed. Sign in and choose under Settings "
        "by which way you want to be told."
    )


class InvalidSubscription(ValueError):
    """A browser offered a push address or keys that cannot be used."""

    sentence = _(
        "This browser gave an address for notices that we cannot use. Nothing changed; "
        "messages stay in your inbox and your other ways of being told stay on."
    )


class BadAddress(ValueError):
    """A webhook's address that we do not call; the text is a code."""

    sentence = _(
        "We do not call this address: it must be https, known by name, and not inside a private "
        "network. Nothing was stored."
    )


class TooManyWebhooks(Exception):
    """An organisation has ten addresses at most."""

    sentence = _("There are ten webhooks already. End one first; nothing was stored.")


class UnknownDelivery(Exception):
    """A provider told of a delivery that is not ours."""
