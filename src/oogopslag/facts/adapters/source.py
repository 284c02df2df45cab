"""What every register adapter gives."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from oogopslag.core.law import Value
from oogopslag.core.values import Bsn


@dataclass(frozen=True, kw_only=True)
class Beside:
    """Somebody beside the person asked for; `bsn` when the register knows it."""

    relation: str
    name: str = ""
    bsn: Bsn | None = None
    facts: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Fetched:
    """The answer of one register; `relations` are those it is complete about, empty ones too.

    Somebody `beside` of another relation adds facts to a person another register names: they are
    recognised by birth date and, among children of one day, by name.
    """

    as_of: date
    facts: Mapping[str, Value] = field(default_factory=dict)
    relations: tuple[str, ...] = ()
    beside: tuple[Beside, ...] = ()
    name: str = ""
    deceased_on: date | None = None


class Source(Protocol):
    """A register. `fetch` talks to the outside: never call it inside a transaction."""

    code: str
    twin: bool

    def fetch(self, bsn: Bsn) -> Fetched | None:
        """None when the register does not know this person. Raises SourceDown."""
        ...
