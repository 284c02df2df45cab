"""E-mail over SMTP, and the demo twins of e-mail and of the printer of letters."""

from collections.abc import Callable
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from oogopslag.delivery.errors import Undeliverable
from oogopslag.delivery.models import DemoMail

_TIMEOUT = 10
Send = Callable[[str, str, str], None]


def smtp(address: str, title: str, body: str) -> None:
    """Hands one mail to the server of OOGOPSLAG_EMAIL_URL. Raises Undeliverable."""
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
    mail = EmailMessage(title, body, settings.CONFIG.email_from, [address], connection=connection)
    try:
        mail.send()
    except OSError as error:  # smtplib's errors are OSErrors; their text may hold the address
        raise Undeliverable(type(error).__name__) from error


def demo_mail(address: str, title: str, body: str) -> None:
    DemoMail.objects.create(channel="email", address=address, title=title, body=body)


def demo_letter(address: str, title: str, body: str) -> None:
    DemoMail.objects.create(channel="letter", address=address, title=title, body=body)


def no_printer(address: str, title: str, body: str) -> None:
    raise Undeliverable("no printer of letters is set up")


def channels() -> dict[str, Send]:
    """The channels of this deployment."""
    if settings.CONFIG.email_url:
        return {"email": smtp, "letter": demo_letter if settings.DEMO else no_printer}
    return {"email": demo_mail, "letter": demo_letter if settings.DEMO else no_printer}
