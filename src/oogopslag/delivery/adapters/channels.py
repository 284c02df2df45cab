"""Which channels this deployment has: real ones where they are set, demo twins that say so."""

from django.conf import settings

from oogopslag.delivery import letters, providers
from oogopslag.delivery.adapters import mail
from oogopslag.delivery.adapters.push import push
from oogopslag.delivery.errors import Undeliverable
from oogopslag.delivery.parcel import Handed, Parcel, Send

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


def _letter(parcel: Parcel) -> Handed:
    """Into the next batch for the printer; a demonstration shows it at /demo/outbox too."""
    if not settings.DEMO and not settings.CONFIG.print_folder:
        raise Undeliverable("no printer of letters is set up")
    handed = letters.keep(parcel)
    if settings.DEMO:
        mail.keep("letter", "per post", parcel)
    return handed
