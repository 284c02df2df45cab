"""A line to the mail server, kept open while a batch is sent.

A mail that the server refuses leaves the line as it was (the client resets it, RFC 5321 RSET), and
one that the server closed is opened anew: no mail suffers from the one before it.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from smtplib import SMTPResponseException, SMTPServerDisconnected
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend

TIMEOUT = 10
MOST = 100  # mails over one line: servers end a longer one themselves
_CLOSING = 421  # the server closes the line and takes the mail over another one


class _Kept(threading.local):
    keep = False
    line: EmailBackend | None = None
    used = 0


_kept = _Kept()


@contextmanager
def kept_open() -> Iterator[None]:
    """Within this block mails of this thread go over one line; it is closed at the end."""
    _kept.keep = True
    try:
        yield
    finally:
        _kept.keep = False
        _hang_up()


def send(mail: EmailMessage) -> None:
    """Sends one mail, over the open line if there is one. Raises as smtplib does."""
    if _kept.line is not None and _kept.used < MOST:
        try:
            return _over(_kept.line, mail)
        except (SMTPServerDisconnected, ConnectionError):
            pass  # it was closed since the last mail: a new line
        except SMTPResponseException as error:
            if error.smtp_code != _CLOSING:
                raise
    _hang_up()
    line = _dialled()
    if _kept.keep:
        _kept.line, _kept.used = line, 0
        return _over(line, mail)
    try:
        return _over(line, mail)
    finally:
        line.close()


def _over(line: EmailBackend, mail: EmailMessage) -> None:
    """A line on which anything but a refusal happened is not used again."""
    try:
        line.open()
        _kept.used += 1
        line.send_messages([mail])
    except SMTPResponseException as error:
        if error.smtp_code == _CLOSING:
            _hang_up()
        raise
    except OSError as error:
        if not hasattr(error, "recipients"):  # some recipient was refused: the line is good
            _hang_up()
        raise


def _hang_up() -> None:
    line, _kept.line = _kept.line, None
    if line is not None:
        line.fail_silently = True
        line.close()


def _dialled() -> EmailBackend:
    where = urlsplit(settings.CONFIG.email_url)
    return EmailBackend(
        host=where.hostname,
        port=where.port or 25,
        username=unquote(where.username or ""),
        password=unquote(where.password or ""),
        use_tls=where.scheme == "smtp+tls",
        use_ssl=where.scheme == "smtps",
        timeout=TIMEOUT,
    )
