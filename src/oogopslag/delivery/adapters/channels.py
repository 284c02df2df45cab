"""Which channels this deployment has: real ones where they are set, demo twins that say so."""

from collections.abc import Sequence

from django.conf import settings

from oogopslag.delivery import letters, providers
from oogopslag.delivery.adapters import mail
from oogopslag.delivery.adapters.push import push
from oogopslag.delivery.errors import Undeliverable
from oogopslag.delivery.parcel import Handed, Parcel, Send, SendMany

_registered: dict[str, Send] = {}


def register_channel(name: str, send: Send) -> None:
    """A door or room above hands over by a channel of its own: a webhook."""
    _registered[name] = send


def channels() -> dict[str, Send]:
    """The channels of this deployment, by name."""
    config = settings.CONFIG
    return {
        **_registered,
        "push": push,
        "email": mail.smtp if config.email_url or not settings.DEMO else mail.demo_mail,
        "sms": providers.sms if config.sms_urls or not settings.DEMO else mail.demo_sms,
        "letter": _letter,
    }


def channels_of_many() -> dict[str, SendMany]:
    """Those channels that take many parcels at once, in as many queries as one parcel costs."""
    config = settings.CONFIG
    twins: dict[str, SendMany] = {}
    if settings.DEMO and not config.email_url:
        twins["email"] = mail.demo_mails
    if settings.DEMO and not config.sms_urls:
        twins["sms"] = mail.demo_texts
    return {**twins, "letter": _letters}


def _letter(parcel: Parcel) -> Handed:
    (found,) = _letters([parcel])
    if isinstance(found, Exception):
        raise found
    return found


def _letters(parcels: Sequence[Parcel]) -> Sequence[Handed | Exception]:
    """Into the next batch for the printer; a demonstration shows them at /demo/outbox too."""
    if not settings.DEMO and not settings.CONFIG.print_folder:
        return [Undeliverable("no printer of letters is set up")] * len(parcels)
    handed = letters.keep_many(parcels)
    if settings.DEMO:
        kept = zip(parcels, handed, strict=True)
        shown = [("per post", one) for one, found in kept if isinstance(found, Handed)]
        mail.keep_many("letter", shown)
    return handed
