"""What a notification says of a message (Awb, Wmebv): who, what, its effect, until when."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from babel.dates import format_date
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from oogopslag.delivery.actions import Notice
from oogopslag.inbox.models import Duty, Message, Thread

LANGUAGES = ("nl", "en")
Words = Callable[[str], str]
_Pairs = tuple[tuple[str, str], ...]
_CODE = "\0"  # stands for the code in a text that many messages share; no text of people holds it


class _Told(NamedTuple):
    """All that a notice of a new message says, but for its code."""

    names: _Pairs
    titles: _Pairs
    effect: _Pairs
    until: date | None
    coded: bool
    site: str


def placed(thread: Thread, message: Message) -> Notice:
    """Names nothing sensitive, asks for no data, and links to nothing but this site."""
    told = _Told(
        names=_pairs(thread.organisation.name),
        titles=_pairs(thread.safe_title),
        effect=_pairs(message.legal_effect or {}),
        until=message.react_before,
        coded=bool(message.code),
        site=settings.BASE_URL,
    )
    title, body, short = (
        {language: text.replace(_CODE, message.code) for language, text in part}
        for part in _placed(told)
    )
    return Notice(title=title, body=body, short=short, opens=_where(thread))


def _pairs(words: Mapping[str, str]) -> _Pairs:
    return tuple(words.items())


@lru_cache(maxsize=256)  # a job says the same to everybody
def _placed(told: _Told) -> tuple[_Pairs, _Pairs, _Pairs]:
    """Title, body and short text, by language, with _CODE for the code."""
    code = _CODE if told.coded else ""

    def about(lang: str) -> dict[str, str]:
        return {"body": _in(told.names, lang), "title": _in(told.titles, lang)}

    def body(lang: str) -> str:
        parts = [
            _("%(body)s has placed a message for you: %(title)s.") % about(lang),
            _effect(dict(told.effect), lang),
            _reaction(told.until, lang),
            _sign_in(code),
        ]
        return "\n\n".join(parts)

    def short(lang: str) -> str:
        parts = [
            _("%(body)s: there is a message for you (%(title)s).") % about(lang),
            _reaction(told.until, lang),
            _code(code),
        ]
        return " ".join(parts)

    return (
        _pairs(_said(lambda lang: _("New message from %(body)s") % about(lang))),
        _pairs(_said(body)),
        _pairs(_said(short)),
    )


def _in(words: _Pairs, language: str) -> str:
    found = dict(words)
    return found.get(language) or found["nl"]


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
                _effect(message.legal_effect or {}, lang),
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
    return Notice(title=_said(title), body=_said(body), short=_said(short), opens=_where(thread))


def _said(words: Words) -> dict[str, str]:
    """In every language."""
    said = {}
    for language in LANGUAGES:
        with translation.override(language):
            said[language] = words(language)
    return said


def _where(thread: Thread) -> str:
    return reverse("r_thread", args=[thread.id])


def _about(thread: Thread, language: str) -> dict[str, str]:
    title = thread.safe_title.get(language) or thread.safe_title["nl"]
    return {"body": _body_name(thread, language), "title": title}


def _body_name(thread: Thread, language: str) -> str:
    names: dict[str, str] = thread.organisation.name
    return names.get(language) or names["nl"]


def _effect(effect: Mapping[str, str], language: str) -> str:
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
