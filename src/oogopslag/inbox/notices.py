"""What a notification says of a message (Awb, Wmebv): who, what, its effect, until when."""

from collections.abc import Callable
from datetime import date

from babel.dates import format_date
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from oogopslag.delivery.actions import Notice
from oogopslag.inbox.models import Duty, Message, Thread

LANGUAGES = ("nl", "en")
Words = Callable[[str], str]


def placed(thread: Thread, message: Message) -> Notice:
    """Names nothing sensitive, asks for no data, and links to nothing but this site."""
    return _made(
        thread,
        title=lambda lang: _("New message from %(body)s") % {"body": _body_name(thread, lang)},
        body=lambda lang: "\n\n".join(
            [
                _("%(body)s has placed a message for you: %(title)s.") % _about(thread, lang),
                _effect(message, lang),
                _reaction(message.react_before, lang),
                _sign_in(message.code),
            ]
        ),
        short=lambda lang: " ".join(
            [
                _("%(body)s: there is a message for you (%(title)s).") % _about(thread, lang),
                _reaction(message.react_before, lang),
                _code(message.code),
            ]
        ),
    )


def reminder(thread: Thread, message: Message) -> Notice:
    """The same again, for somebody who did not react."""
    return _made(
        thread,
        title=lambda lang: (
            _("Reminder: message from %(body)s") % {"body": _body_name(thread, lang)}
        ),
        body=lambda lang: "\n\n".join(
            [
                _("A message of %(body)s still waits for your answer: %(title)s.")
                % _about(thread, lang),
                _effect(message, lang),
                _reaction(message.react_before, lang),
                _sign_in(message.code),
            ]
        ),
        short=lambda lang: " ".join(
            [
                _("%(body)s still waits for your answer (%(title)s).") % _about(thread, lang),
                _reaction(message.react_before, lang),
                _code(message.code),
            ]
        ),
    )


def of_duty(thread: Thread, duty: Duty, *, last_day: bool) -> Notice:
    """Something must still be done; on the last day it says so."""
    code = duty.message.code

    def when(lang: str) -> str:
        day = {"day": format_date(duty.due, "d MMMM y", locale=lang)}
        if last_day:
            return _("Today, %(day)s, is the last day.") % day
        return _("You have until and including %(day)s.") % day

    return _made(
        thread,
        title=lambda lang: (
            (_("Last day: %(body)s") if last_day else _("Reminder: %(body)s"))
            % {"body": _body_name(thread, lang)}
        ),
        body=lambda lang: "\n\n".join(
            [
                _("There is something you must still do for %(body)s: %(title)s.")
                % _about(thread, lang),
                when(lang),
                _sign_in(code),
            ]
        ),
        short=lambda lang: " ".join(
            [
                _("Something to do for %(body)s (%(title)s).") % _about(thread, lang),
                when(lang),
                _code(code),
            ]
        ),
    )


def _made(thread: Thread, *, title: Words, body: Words, short: Words) -> Notice:
    made: dict[str, dict[str, str]] = {"title": {}, "body": {}, "short": {}}
    for language in LANGUAGES:
        with translation.override(language):
            made["title"][language] = title(language)
            made["body"][language] = body(language)
            made["short"][language] = short(language)
    return Notice(**made, opens=reverse("r_thread", args=[thread.id]))


def _about(thread: Thread, language: str) -> dict[str, str]:
    title = thread.safe_title.get(language) or thread.safe_title["nl"]
    return {"body": _body_name(thread, language), "title": title}


def _body_name(thread: Thread, language: str) -> str:
    names: dict[str, str] = thread.organisation.name
    return names.get(language) or names["nl"]


def _effect(message: Message, language: str) -> str:
    effect = message.legal_effect or {}
    return effect.get(language) or effect.get("nl") or _("This message has no legal effect.")


def _reaction(until: date | None, language: str) -> str:
    if until is None:
        return _("You do not have to react.")
    day = format_date(until, "d MMMM y", locale=language)
    return _("You can react until and including %(day)s.") % {"day": day}


def _sign_in(code: str) -> str:
    site = {"site": settings.BASE_URL}
    told = _("Sign in at %(site)s to read and answer it. We never ask for data or money by e-mail.")
    return f"{told % site}\n\n{_code(code)}" if code else told % site


def _code(code: str) -> str:
    """Without a link: people type the address they know."""
    return _("Is this real? Check code %(code)s in the app or on our site.") % {"code": code}


def of_draft(thread: Thread) -> Notice:
    """An answer was begun and not sent; its last day comes near."""
    assert thread.duty_due is not None  # noqa: S101 -- for the type checker; the caller looked
    due = thread.duty_due

    def said(lang: str) -> str:
        day = {"day": format_date(due, "d MMMM y", locale=lang)}
        return _("Your answer is not sent yet. You have until and including %(day)s.") % day

    return _made(
        thread,
        title=lambda lang: _("Your answer to %(body)s is not sent yet") % _about(thread, lang),
        body=lambda lang: "\n\n".join([said(lang), _sign_in("")]),
        short=lambda lang: f"{_body_name(thread, lang)}: {said(lang)}",
    )
