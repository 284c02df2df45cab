"""The Jinja2 environment of every page."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from jinja2 import Environment, StrictUndefined

from oogopslag.ui import format, numbers
from oogopslag.ui.device import device


@cache
def _fixed(name: str) -> str:
    return reverse(name)


def _url(name: str, args: Sequence[object] = ()) -> str:
    """The address of a view; those without arguments are worked out once."""
    return reverse(name, args=args) if args else _fixed(name)


def environment(**options: Any) -> Environment:
    """Autoescaping, strict about unknown names, translated by Django."""
    options.setdefault("undefined", StrictUndefined)
    env = Environment(  # noqa: S701 -- Django passes autoescape=True in options
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
        trim_blocks=True,
        lstrip_blocks=True,
        **options,
    )
    env.install_gettext_callables(  # type: ignore[attr-defined]  # added by the i18n extension
        translation.gettext, translation.ngettext, newstyle=True
    )
    env.globals.update(static=static, url=_url, language=translation.get_language)
    env.filters.update(
        article=format.article,
        place=format.place,
        law_name=format.law_name,
        device=device,
        money=format.money,
        date=format.day,
        day_month=format.day_month,
        moment=format.moment,
        month=numbers.month,
        clock=format.clock,
        text=format.text,
        paragraphs=format.paragraphs,
        prose=format.prose,
        weekday=format.weekday,
        initials=format.initials,
        period=format.period,
        days_until=format.days_until,
        by_when=format.by_when,
        is_late=format.is_late,
        time_left=format.time_left,
    )
    return env
