"""A body that ends: merged by the register, abolished, or gone of its own will.

It keeps the level of its last month, its card says what became of it, and it counts no more.
"""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from oogopslag.core.values import SYSTEM, Actor
from oogopslag.insight.errors import WrongDay
from oogopslag.insight.models import Body
from oogopslag.insight.register import Entry, entries
from oogopslag.journal import actions as journal


def follow_register(today: date | None = None) -> int:
    """Ends every body that the register has abolished; gives how many ended. Daily."""
    today = today or timezone.localdate()
    known, ended = entries(), 0
    for slug in Body.objects.filter(until=None, demo=False).values_list("slug", flat=True):
        entry = known.get(_code(slug))
        if entry is not None and not entry.exists(today) and _begun(entry, today):
            ended += _end(slug, _last(entry, today), _heir(entry), SYSTEM)
    return ended


def leave(slug: str, last: date, *, actor: Actor) -> None:
    """A body stops taking part; `last` is its last day, at most a year ahead, never long ago.

    Raises WrongDay.
    """
    today = timezone.localdate()
    if not today - timedelta(days=31) <= last <= today + timedelta(days=366):
        raise WrongDay
    _end(slug, last, "", actor)


def _code(slug: str) -> str:
    """The code of the register; a second claim of one organisation has a number behind it."""
    return slug.split("-", maxsplit=1)[0]


def _begun(entry: Entry, today: date) -> bool:
    return entry.since is None or entry.since <= today


def _last(entry: Entry, today: date) -> date:
    """The register gives the first day of no longer being; where it gives none: today."""
    return entry.until - timedelta(days=1) if entry.until else today


def _heir(entry: Entry) -> str:
    """Only a body that is measured here has a card to lead to."""
    return entry.into if entry.into and Body.objects.filter(slug=entry.into).exists() else ""


@transaction.atomic
def _end(slug: str, last: date, into: str, actor: Actor) -> int:
    body = Body.objects.select_for_update().filter(slug=slug, until=None).first()
    if body is None:
        return 0
    body.until, body.into = last, into
    body.save(update_fields=["until", "into"])
    journal.write("insight.body_ended", actor=actor, organisation=slug, last=last,
                  merged=bool(into))  # fmt: skip
    return 1
