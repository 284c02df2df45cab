"""The events that may be counted, and the check that lets nothing else in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from oogopslag.core.law.document import read
from oogopslag.core.values import Bsn, InvalidValue

_SLUG = re.compile(r"[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?")
_PSEUDONYM = re.compile(r"[0-9a-f]{16}")
SKEW = timedelta(minutes=5)
"""How far clocks may differ before an event counts as one from the future."""


class UnfitEvent(ValueError):
    """An event that may not be counted; the text says which field and why."""


@dataclass(frozen=True, kw_only=True)
class Event:
    """One thing that happened, without anything about a person.

    `id` is the same when the same event arrives twice; `pseudonym` names a case within one period.
    """

    id: str
    moment: datetime
    event: str
    organisation: str
    service: str
    layer: str
    domain: str
    channel: str
    pseudonym: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)


FieldKind = str | int | tuple[str, ...]
"""The word flag, the most a number may be, or the codes that may stand there."""


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """What may be counted, as content/readiness/events.yaml says."""

    layers: tuple[str, ...]
    domains: tuple[str, ...]
    channels: tuple[str, ...]
    events: Mapping[str, Mapping[str, FieldKind]]

    def fields(self) -> dict[str, FieldKind]:
        """Every field of any event; codes of one name are taken together."""
        found: dict[str, FieldKind] = {}
        for kinds in self.events.values():
            for name, kind in kinds.items():
                there = found.get(name)
                both = isinstance(there, tuple) and isinstance(kind, tuple)
                found[name] = tuple(dict.fromkeys((*there, *kind))) if both else kind  # type: ignore[misc]  # both are tuples
        return found

    def check(self, event: Event, now: datetime) -> None:
        """Raises UnfitEvent when anything stands there that may not."""
        if event.event not in self.events:
            raise UnfitEvent(f"There is no event {event.event!r}.")
        if event.moment > now + SKEW:
            raise UnfitEvent(f"{event.event} says it happens after now.")
        for name, value in (("organisation", event.organisation), ("service", event.service)):
            if not _SLUG.fullmatch(value) or looks_like_bsn(value):
                raise UnfitEvent(f"{name} is no name from the catalogue.")
        for name, value, codes in (
            ("layer", event.layer, self.layers),
            ("domain", event.domain, self.domains),
            ("channel", event.channel, self.channels),
        ):
            if value not in codes:
                raise UnfitEvent(f"{name} is none of {', '.join(codes)}.")
        if event.pseudonym and not _PSEUDONYM.fullmatch(event.pseudonym):
            raise UnfitEvent("The pseudonym has not the form of one.")
        if looks_like_bsn(event.id):
            raise UnfitEvent("The id could be a BSN.")
        self._check_fields(event)

    def _check_fields(self, event: Event) -> None:
        kinds = self.events[event.event]
        for name, value in event.fields.items():
            if name not in kinds:
                raise UnfitEvent(f"{event.event} has no field {name!r}.")
            if not _fits(kinds[name], value):
                raise UnfitEvent(f"{event.event}.{name} may not hold this.")


def _fits(kind: FieldKind, value: object) -> bool:
    if kind == "flag":
        return isinstance(value, bool)
    if isinstance(kind, int):
        whole = isinstance(value, int) and not isinstance(value, bool)
        return whole and 0 <= int(str(value)) <= kind and not looks_like_bsn(str(value))
    return isinstance(value, str) and value in kind


def looks_like_bsn(text: str) -> bool:
    """Whether these digits pass the eleven test: then nothing counts them."""
    digits = re.sub(r"\D", "", text)
    if not 8 <= len(digits) <= 9 or len(digits) != len(re.sub(r"[\s.\-]", "", text)):
        return False
    try:
        Bsn(digits.zfill(9))
    except InvalidValue:
        return False
    return True


def read_vocabulary(file: Path) -> Vocabulary:
    """Raises LawError with file and line."""
    part = read(file)
    part.only("layers", "domains", "channels", "events")
    events: dict[str, dict[str, FieldKind]] = {}
    for name, row in part.parts("events"):
        events[name] = {
            str(key): tuple(map(str, kind)) if isinstance(kind, list) else kind
            for key, kind in row.data.items()
        }
    return Vocabulary(
        layers=tuple(part.need("layers")),
        domains=tuple(part.need("domains")),
        channels=tuple(part.need("channels")),
        events=events,
    )
