"""What a channel is handed, and what it says back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class Parcel:
    """One notification in the resident's language; `opens` is the path of the message here.

    `delivery` is the same at every try of one notification: a provider's reference, by which a
    repeat is recognised. A webhook's parcel has a `target` and `data`, and no resident.
    """

    delivery: UUID
    subject: UUID
    organisation: str
    resident: UUID | None
    address: str
    title: str
    body: str
    opens: str
    language: str
    service: str = ""
    target: str = ""
    attempt: int = 1
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Handed:
    """Who took it over, and under which reference; empty when there is only one way."""

    provider: str = ""
    reference: str = ""


Send = Callable[[Parcel], Handed | None]
# Many parcels of one channel at once: for each, in order, who took it, or what `Send` would raise.
SendMany = Callable[[Sequence[Parcel]], Sequence[Handed | Exception]]
