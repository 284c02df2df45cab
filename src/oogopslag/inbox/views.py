"""What pages and doors are given of conversations: frozen, without a database behind it."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from oogopslag.core.law import Text


@dataclass(frozen=True, kw_only=True)
class AttachmentView:
    """A file; `clean` False: still held back, or found to be dangerous (`state`)."""

    id: UUID
    name: str
    type: str
    size: int
    checksum: str
    state: str

    @property
    def clean(self) -> bool:
        return self.state == "clean"


@dataclass(frozen=True, kw_only=True)
class MessageView:
    """One message. A retracted one keeps its place and loses its text."""

    id: UUID
    kind: str
    by: str
    author: Text
    body: Text
    placed: datetime
    first_opened: datetime | None
    confirmed: datetime | None
    legal_effect: Text | None
    react_before: date | None
    decision: UUID | None
    formal: str
    in_reply_to: UUID | None
    corrects: UUID | None
    code: str
    retractable_until: datetime | None
    retracted: datetime | None
    reply_refused: str
    attachments: tuple[AttachmentView, ...]


@dataclass(frozen=True, kw_only=True)
class DutyRow:
    """Something that must be done, until a day (inclusive)."""

    id: UUID
    thread: UUID
    kind: str
    reason: str
    title: Text
    organisation: Text
    due: date
    clock: str


@dataclass(frozen=True, kw_only=True)
class ThreadRow:
    """A conversation in a list. `turn` is resident, organisation, both or nobody.

    `promised_at` stands beside its day only for a promise in working hours.
    """

    id: UUID
    title: Text
    safe_title: Text
    organisation: Text
    organisation_slug: str
    changed: datetime
    unread: int
    turn: str
    due: date | None
    promised: date | None
    promised_at: datetime | None
    folder: str


@dataclass(frozen=True, kw_only=True)
class ThreadView:
    """A conversation with its newest messages, oldest first; `older` asks for those before."""

    id: UUID
    title: Text
    organisation: Text
    organisation_slug: str
    phone: str
    service: str
    case: UUID | None
    event: UUID | None
    folder: str
    closed: datetime | None
    unread: int
    messages: tuple[MessageView, ...]
    older: UUID | None
    duties: tuple[DutyRow, ...]
    turn: str
    promised: date | None
    promised_at: datetime | None
    answer_within: int | None
    answer_within_hours: int | None
    can_reply: bool
    can_attach: bool
    reply_until: date | None
    refused: Text | None
    draft: str
    last: UUID | None
    related: tuple[ThreadRow, ...]
    forwarded_to: Text | None
    forwarded_from: Text | None
    first_received: datetime | None


def turn_of(duty: bool, waiting: bool) -> str:
    """Whose turn it is: derived, never typed."""
    return {
        (True, True): "both",
        (True, False): "resident",
        (False, True): "organisation",
        (False, False): "nobody",
    }[duty, waiting]
