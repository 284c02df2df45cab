"""What a notification says of a message (Awb, Wmebv): who, what, its effect, until when."""

from datetime import date

from babel.dates import format_date
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from oogopslag.delivery.actions import Notice
from oogopslag.inbox.models import Message, Thread

LANGUAGES = ("nl", "en")


def placed(thread: Thread, message: Message) -> Notice:
    """Names nothing sensitive, asks for no data, and links to nothing but this site."""
    titles, bodies = {}, {}
    for language in LANGUAGES:
        with translation.override(language):
            titles[language] = _("New message from %(body)s") % {
                "body": thread.organisation.name[language]
            }
            bodies[language] = _body(thread, message, language)
    opens = reverse("r_thread", args=[thread.id])
    return Notice(title=titles, body=bodies, opens=opens)


def _body(thread: Thread, message: Message, language: str) -> str:
    parts = [
        _("%(body)s has placed a message for you: %(title)s.")
        % {
            "body": thread.organisation.name[language],
            "title": thread.safe_title.get(language) or thread.safe_title["nl"],
        },
        (message.legal_effect or {}).get(language) or _("This message has no legal effect."),
        _reaction(message.react_before, language),
        _("Sign in at %(site)s to read and answer it. We never ask for data or money by e-mail.")
        % {"site": settings.BASE_URL},
    ]
    return "\n\n".join(parts)


def _reaction(until: date | None, language: str) -> str:
    if until is None:
        return _("You do not have to react.")
    day = format_date(until, "d MMMM y", locale=language)
    return _("You can react until and including %(day)s.") % {"day": day}
