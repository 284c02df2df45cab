"""What a channel is handed."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class Parcel:
    """One notification in the resident's language; `opens` is the path of the message here."""

    resident: UUID
    address: str
    title: str
    body: str
    opens: str
    language: str


Send = Callable[[Parcel], None]
