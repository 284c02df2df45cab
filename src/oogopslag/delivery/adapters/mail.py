"""E-mail over SMTP, with one-click unsubscribing (RFC 8058), and its demo twin."""

from collections.abc import Iterable, Sequence
from smtplib import SMTPRecipientsRefused, SMTPResponseException
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse

from oogopslag.delivery import preferences
from oogopslag.delivery.adapters import lines
from oogopslag.delivery.errors import NoAddress, Refused, Undeliverable
from oogopslag.delivery.models import DemoMail
from oogopslag.delivery.parcel import Handed, Parcel
from oogopslag.rows import copying

_FOR_GOOD = range(500, 600)


def smtp(parcel: Parcel) -> None:
    """Hands one mail to the server of OOGOPSLAG_EMAIL_URL.

    Raises NoAddress, Undeliverable, and Refused when the server says never (5xx).
    """
    mail = _mail(parcel, mail_address(parcel))
    try:
        lines.send(mail)
    except SMTPRecipientsRefused as error:
        codes = {code for code, _ in error.recipients.values()}
        raise _refusal(max(codes, default=450)) from error
    except SMTPResponseException as error:
        raise _refusal(error.smtp_code) from error
    except OSError as error:  # smtplib's errors are OSErrors; their text may hold the address
        raise Undeliverable(type(error).__name__) from error


def _mail(parcel: Parcel, address: str) -> EmailMessage:
    stop = unsubscribe_address(parcel)
    return EmailMessage(
        parcel.title,
        parcel.body,
        settings.CONFIG.email_from,
        [address],
        headers={
            "Message-ID": f"<{parcel.delivery}@{urlsplit(settings.BASE_URL).hostname}>",
            "Auto-Submitted": "auto-generated",
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )


def _refusal(code: int) -> Exception:
    return (Refused if code in _FOR_GOOD else Undeliverable)(f"mail server: {code}")


def unsubscribe_address(parcel: Parcel) -> str:
    """Where one click stops mail about this service."""
    assert parcel.resident is not None  # noqa: S101 -- mail goes to residents only
    token = preferences.token_for(parcel.resident, parcel.service)
    return settings.BASE_URL + reverse("p_unsubscribe", args=[token])


def demo_mail(parcel: Parcel) -> None:
    """Keeps the mail for /demo/outbox. Raises NoAddress."""
    keep("email", mail_address(parcel), parcel)


def demo_sms(parcel: Parcel) -> None:
    """Keeps the text message for /demo/outbox. Raises NoAddress."""
    keep("sms", mail_address(parcel), parcel)


def mail_address(parcel: Parcel) -> str:
    if not parcel.address:
        raise NoAddress
    return parcel.address


def demo_mails(parcels: Sequence[Parcel]) -> list[Handed | Exception]:
    """As `demo_mail`, for many."""
    return _demo("email", parcels)


def demo_texts(parcels: Sequence[Parcel]) -> list[Handed | Exception]:
    """As `demo_sms`, for many."""
    return _demo("sms", parcels)


def _demo(channel: str, parcels: Sequence[Parcel]) -> list[Handed | Exception]:
    keep_many(channel, [(one.address, one) for one in parcels if one.address])
    return [Handed() if one.address else NoAddress() for one in parcels]


def keep(channel: str, address: str, parcel: Parcel) -> None:
    """What a demonstration would have sent; the row says which delivery it was."""
    keep_many(channel, [(address, parcel)])


def keep_many(channel: str, parcels: Iterable[tuple[str, Parcel]]) -> None:
    """As `keep`, for many (address, parcel); one query."""
    copying.insert(
        [
            DemoMail(
                delivery=parcel.delivery,
                channel=channel,
                address=address,
                title=parcel.title[:200],
                body=parcel.body,
            )
            for address, parcel in parcels
        ]
    )
