"""Which version of a law decides a case that runs while the law changes (overgangsrecht)."""

from collections.abc import Sequence
from datetime import date, timedelta

from oogopslag.core.law.errors import LawError
from oogopslag.core.law.tree import Scheme


def followed(versions: Sequence[Scheme], on: date) -> Scheme | None:
    """The newest version in force on a day that running cases follow; None when there is none."""
    found = [one for one in _begun(versions, on) if one.transition and one.transition.follow]
    return found[-1] if found else None


def reading_day(versions: Sequence[Scheme], received: date, on: date) -> date:
    """The day for which the law is read in a case of `received`: `on`, or the last day before a
    version that running cases do not follow.

    `versions` are those of one scheme, oldest first. Raises LawError when none has begun.
    """
    begun = _begun(versions, on)
    if not begun:
        raise LawError(f"No version of this law is in force on {on}.")
    own = [one for one in begun if one.valid_from <= received] or begun[:1]
    counts = max((own[-1], followed(begun, on) or own[-1]), key=lambda one: one.valid_from)
    later = [one.valid_from for one in begun if one.valid_from > counts.valid_from]
    return later[0] - timedelta(days=1) if later else on


def _begun(versions: Sequence[Scheme], on: date) -> list[Scheme]:
    return [one for one in versions if one.valid_from <= on]
