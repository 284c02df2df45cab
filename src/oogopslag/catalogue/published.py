"""The laws in force: what was shipped in content/, and what was published here since.

Held per process. What was published counts from a later day, so looking once a minute, and only
when something is computed anew, is always in time.
"""

import time
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from django.conf import settings

from oogopslag.catalogue.models import RuleVersion
from oogopslag.core.law import Library, read_library
from oogopslag.core.law.document import parse
from oogopslag.core.law.reading import scheme_of
from oogopslag.core.law.tree import Scheme, Transition

SECONDS = 60.0
DRAFT = "voorstel.yaml"
"""The name under which a text that is still being written is read."""


@dataclass(frozen=True)
class _Held:
    looked: float = float("-inf")
    stamp: tuple[str, ...] = ()
    library: Library | None = None


_held = _Held()


@cache
def shipped() -> Library:
    """The laws and facts of content/."""
    return read_library(settings.CONFIG.content)


def library() -> Library:
    """The laws as this process last saw them; no query."""
    return _held.library or shipped()


def look(*, now: bool = False) -> None:
    """Takes in what was published; at most one query a minute, unless it must be now."""
    global _held  # noqa: PLW0603 -- one value per process, replaced whole
    if not now and time.monotonic() - _held.looked < SECONDS:
        return
    rows = list(
        RuleVersion.objects.filter(state=RuleVersion.PUBLISHED).order_by("scheme", "valid_from")
    )
    stamp = tuple(row.digest for row in rows)
    held = _held.library
    if stamp != _held.stamp:
        held = shipped().with_more(_stated(row) for row in rows)
    _held = _Held(time.monotonic(), stamp, held if rows else None)


def _stated(row: RuleVersion) -> Scheme:
    """The scheme of a row, with the transitional law that was published with it."""
    scheme = read(row.scheme, row.text)
    article = scheme.transition.article if scheme.transition else ""
    return replace(scheme, transition=Transition(follow=row.running, article=article))


def forget() -> None:
    """Only what was shipped, until the next look."""
    global _held  # noqa: PLW0603 -- as above
    _held = _Held()


def read(scheme: str, text: str) -> Scheme:
    """A version as if it stood beside the shipped ones of its scheme. Raises LawError."""
    beside = Path(shipped().schemes[scheme][-1].file).parent
    root = parse(text, beside / DRAFT)
    return scheme_of(root, shipped().dictionary, shipped().sheets)
