"""E-mail over SMTP, with one-click unsubscribing (RFC 8058), and its demo twin."""

import re
from collections.abc import Iterable, Sequence
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPResponseException
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse

from oogopslag.delivery import preferences
from oogopslag.delivery.adapters import lines
from oogopslag.delivery.errors import NoAddress, Refused, Undeliverable, WrongAddress
from oogopslag.delivery.models import DemoMail
from oogopslag.delivery.parcel import Handed, Parcel
from oogopslag.rows import copying

_FOR_GOOD = range(500, 600)
_NO_MAILBOX = {550, 551, 553}
_ENHANCED = re.compile(r"\d\.\d{1,3}\.\d{1,3}")
_GONE = re.compile(r"5\.(1\.\d{1,3}|2\.1)$")


def smtp(parcel: Parcel) -> None:
    """Hands one mail to the server of OOGOPSLAG_EMAIL_URL.

    Raises NoAddress, Undeliverable, Refused when the server never takes this mail (5xx), and
    WrongAddress when there is no such mailbox. A server that does not take *us* (its greeting, our
    name or password) may do so later: then no mail is lost to it.
    """
    mail = _mail(parcel, mail_address(parcel))
    try:
        lines.send(mail)
    except SMTPRecipientsRefused as error:
        raise _of_recipient(list(error.recipients.values())) from error
    except SMTPDataError as error:
        raise _refusal(error.smtp_code) from error
    except SMTPResponseException as error:
        raise Undeliverable(f"mail server: {error.smtp_code}") from error
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


def _of_recipient(said: list[tuple[int, bytes]]) -> Exception:
    """By the enhanced status code (RFC 3463) where there is one: 5.1.x and 5.2.1 are about the
    mailbox. Without one 550, 551 and 553 are (RFC 5321)."""
    code, text = max(said, default=(450, b""))
    enhanced = _ENHANCED.match(text.decode("ascii", "replace"))
    gone = bool(_GONE.match(enhanced[0])) if enhanced else code in _NO_MAILBOX
    return WrongAddress(f"mail server: {code}") if gone and code in _FOR_GOOD else _refusal(code)


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
