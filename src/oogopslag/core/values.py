"""Values that check themselves: identifiers, actors and ids. Pure Python."""

import os
import re
import time
from dataclasses import dataclass
from threading import Lock
from typing import Literal, Self
from uuid import UUID

_BSN_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)

ActorKind = Literal["resident", "helper", "staff", "organisation", "system"]


class InvalidValue(ValueError):
    """A value that cannot be what it says it is; the text is a sentence for people."""


@dataclass(frozen=True, slots=True)
class Bsn:
    """A citizen service number (burgerservicenummer): nine digits that pass the eleven test.

    Source: Wet algemene bepalingen burgerservicenummer; the test is the "elfproef"
    with weight -1 for the last digit. Its repr is masked, so that no log holds one.
    """

    number: str

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[0-9]{9}", self.number):
            raise InvalidValue("A BSN has nine digits.")
        total = sum(w * int(d) for w, d in zip(_BSN_WEIGHTS, self.number, strict=True))
        if total % 11 or self.number == "000000000":
            raise InvalidValue("This is not a valid BSN: check the digits for a typing error.")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Reads what people type: spaces and dots are dropped, eight digits get a leading zero.

        Raises InvalidValue when it is no BSN.
        """
        digits = re.sub(r"[\s.]", "", text)
        return cls(digits.zfill(9) if 8 <= len(digits) <= 9 else digits)

    @property
    def masked(self) -> str:
        return f"•••••••{self.number[-2:]}"

    def __repr__(self) -> str:
        return "Bsn(•••)"

    __str__ = __repr__


@dataclass(frozen=True, slots=True)
class Oin:
    """An organisation identification number (organisatie-identificatienummer): twenty digits."""

    number: str

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[0-9]{20}", self.number):
            raise InvalidValue("An OIN has twenty digits.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who does something: a pseudonym, never a name or a BSN."""

    kind: ActorKind
    id: str = ""

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}" if self.id else self.kind


SYSTEM = Actor(kind="system")


_last = 0
_lock = Lock()


def new_id() -> UUID:
    """A version 7 UUID (RFC 9562): ordered by time, so that key paging and indexes stay cheap.

    Within one process every id is larger than the one before it (method 2 of section 6.2).
    """
    global _last  # noqa: PLW0603 -- the order within one millisecond needs a memory
    with _lock:
        fresh = (time.time_ns() // 1_000_000) << 74 | int.from_bytes(os.urandom(10)) >> 7
        _last = value = fresh if fresh > _last else _last + 1
    milliseconds, random = value >> 74, value & (1 << 74) - 1
    high, low = random >> 62, random & (1 << 62) - 1
    return UUID(int=milliseconds << 80 | 0x7 << 76 | high << 64 | 0b10 << 62 | low)
