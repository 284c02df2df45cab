"""E-mail over SMTP, and the demo twins of e-mail and of the printer of letters."""

from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from oogopslag.delivery.adapters.push import push
from oogopslag.delivery.errors import NoAddress, Undeliverable
from oogopslag.delivery.models import DemoMail
from oogopslag.delivery.parcel import Parcel, Send

_TIMEOUT = 10


def smtp(parcel: Parcel) -> None:
    """Hands one mail to the server of OOGOPSLAG_EMAIL_URL. Raises NoAddress, Undeliverable."""
    address = _mail_address(parcel)
    where = urlsplit(settings.CONFIG.email_url)
    connection = get_connection(
        "django.core.mail.backends.smtp.EmailBackend",
        host=where.hostname,
        port=where.port or 25,
        username=unquote(where.username or ""),
        password=unquote(where.password or ""),
        use_tls=where.scheme == "smtp+tls",
        use_ssl=where.scheme == "smtps",
        timeout=_TIMEOUT,
    )
    sender = settings.CONFIG.email_from
    mail = EmailMessage(parcel.title, parcel.body, sender, [address], connection=connection)
    try:
        mail.send()
    except OSError as error:  # smtplib's errors are OSErrors; their text may hold the address
        raise Undeliverable(type(error).__name__) from error


def demo_mail(parcel: Parcel) -> None:
    """Keeps the mail for /demo/outbox. Raises NoAddress."""
    _keep("email", _mail_address(parcel), parcel)


def demo_letter(parcel: Parcel) -> None:
    """Keeps the letter for /demo/outbox."""
    _keep("letter", "per post", parcel)


def no_printer(parcel: Parcel) -> None:
    raise Undeliverable("no printer of letters is set up")


_registered: dict[str, Send] = {}


def register_channel(name: str, send: Send) -> None:
    """A door or room above hands over by a channel of its own: a webhook."""
    _registered[name] = send


def channels() -> dict[str, Send]:
    """The channels of this deployment."""
    return {
        **_registered,
        "push": push,
        "email": smtp if settings.CONFIG.email_url else demo_mail,
        "letter": demo_letter if settings.DEMO else no_printer,
    }


def _mail_address(parcel: Parcel) -> str:
    if not parcel.address:
        raise NoAddress
    return parcel.address


def _keep(channel: str, address: str, parcel: Parcel) -> None:
    DemoMail.objects.create(
        delivery=parcel.delivery,
        channel=channel,
        address=address,
        title=parcel.title,
        body=parcel.body,
    )
