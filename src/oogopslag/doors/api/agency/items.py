"""A message as an organisation sends it, and what it is told."""

import re
from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from django.utils.translation import gettext as _
from ninja import Header
from pydantic import AfterValidator, Field, model_validator

from oogopslag.core.values import Bsn
from oogopslag.doors.api.agency.schema import Incoming, Moment, Outgoing, Texts
from oogopslag.inbox import actions as inbox
from oogopslag.people import queries as people

Key = Annotated[
    str,
    Header(alias="Idempotency-Key", min_length=1, max_length=80, pattern=r"^[\x21-\x7e]+$"),
]
Kind = Literal[
    "information", "request", "alert", "decision", "acceptance", "rejection", "correction",
    "answer",
]  # fmt: skip
MOST_BYTES = 1_048_576
SHORT_TITLE = 50


def _version_7(value: UUID) -> UUID:
    if value.version != 7:
        raise ValueError(_("An id of your own is a UUID of version 7."))
    return value


OwnId = Annotated[UUID, AfterValidator(_version_7)]


class Recipient(Incoming):
    """Who it is for: a resident by BSN, or with a test key a simulator."""

    bsn: str | None = Field(default=None, pattern=r"^\d{9}$", description="Only ever in a body")
    simulator: str | None = Field(default=None, examples=list(people.SIMULATORS)[:1])

    @model_validator(mode="after")
    def _one(self) -> "Recipient":
        if (self.bsn is None) == (self.simulator is None):
            raise ValueError(_("Name a bsn, or a simulator."))
        if self.bsn:
            Bsn(self.bsn)
        return self


class Reply(Incoming):
    """Whether a resident can answer, and by when you answer back; or a public reason why not."""

    answer_within: int | None = Field(default=None, ge=1, le=60, description="Working days")
    answer_within_hours: int | None = Field(
        default=None, ge=1, le=inbox.MOST_HOURS, description="Working hours, instead of days"
    )
    refused: str | None = Field(default=None, examples=list(inbox.REFUSALS)[:1])
    until: date | None = Field(default=None, description="Last day of answering, inclusive")
    attachments: bool = True
    team: str = Field(default="", max_length=60)

    @model_validator(mode="after")
    def _one(self) -> "Reply":
        ways = (self.answer_within, self.answer_within_hours, self.refused)
        if sum(way is not None for way in ways) != 1:
            raise ValueError(
                _("Send one of answerWithin, answerWithinHours, or refused with a public reason.")
            )
        if self.refused and self.refused not in inbox.REFUSALS:
            known = ", ".join(inbox.REFUSALS)
            raise ValueError(_("refused is one of these: %(known)s.") % {"known": known})
        return self

    def policy(self) -> inbox.ReplyPolicy:
        return inbox.ReplyPolicy(
            answer_within=self.answer_within,
            answer_within_hours=self.answer_within_hours,
            refused=self.refused or "",
            until=self.until,
            attachments=self.attachments,
            team=self.team,
        )


class Content(Incoming):
    """What is said, without to whom."""

    kind: Kind = "information"
    body: Texts
    reply: Reply
    author: Texts | None = None
    legal_effect: Texts | None = None
    react_before: date | None = Field(default=None, description="Inclusive")
    in_reply_to: UUID | None = None
    corrects: UUID | None = None
    urgent: str | None = Field(
        default=None,
        pattern=r"^[a-z][a-z_]{0,39}$",
        description="Why it goes before others; it is written down",
    )
    only_if_url: str | None = Field(
        default=None,
        max_length=500,
        pattern=r"^https?://",
        description="Asked when a notice would go, signed as your webhooks; on the host of one. "
        'Answer {"send": true} or false within two seconds. Without an answer a first notice goes '
        "and a reminder waits",
    )
    silent: bool = Field(default=False, description="Changes no order, counter or notice")

    @model_validator(mode="after")
    def _size(self) -> "Content":
        if any(len(text.encode()) > MOST_BYTES for text in self.body.plain().values()):
            raise ValueError(_("A body is at most 1,048,576 bytes of UTF-8."))
        return self


class MessageContent(Content):
    """A message in a conversation that exists."""

    id: OwnId | None = None


class Message(MessageContent):
    """A message to one resident. It opens a conversation, or `continues` one."""

    recipient: Recipient
    title: Texts
    safe_title: Texts | None = Field(
        default=None, description="Says nothing sensitive: for lists, mail and letters"
    )
    continues: UUID | None = Field(default=None, description="A conversation that exists")
    thread_id: OwnId | None = Field(default=None, description="Your own id for a new one")
    service: str = Field(default="", pattern=r"^[a-z0-9-]{0,60}$")
    case: UUID | None = None
    due: date | None = None
    visible_from_at: Moment | None = None
    expires: date | None = None
    labels: list[Annotated[str, Field(max_length=60)]] = Field(default=[], max_length=20)
    read_receipts: bool = False


class BulkItem(Message):
    """One of many, with a key of its own."""

    key: str = Field(min_length=1, max_length=80, pattern=r"^[\x21-\x7e]+$")


class Accepted(Outgoing):
    """Where it went. `rejected` says why digital channels are closed, `fallback` what goes now."""

    id: UUID
    thread_id: UUID
    delivered_to: list[str]
    rejected: str | None = None
    fallback: str | None = None
    warnings: list[str] = []


def incoming(one: Message, resident: Any, key: str, digest: str, **more: Any) -> inbox.Incoming:
    """As the inbox takes it."""
    title = one.title.plain()
    return inbox.Incoming(
        key=key,
        request_hash=digest,
        resident=resident,
        title=title,
        safe_title=one.safe_title.plain() if one.safe_title else _safe(more.get("sender", {})),
        thread=one.continues,
        thread_id=one.thread_id,
        service=one.service,
        case=one.case,
        due=one.due,
        visible_from=one.visible_from_at,
        expires=one.expires,
        labels=tuple(one.labels),
        read_receipts=one.read_receipts,
        **content(one),
        **({"lane": more["lane"]} if "lane" in more and not one.urgent else {}),
    )


def content(one: MessageContent) -> dict[str, Any]:
    """What the inbox takes of a message, wherever it goes."""
    found: dict[str, Any] = {
        "kind": one.kind,
        "body": one.body.plain(),
        "policy": one.reply.policy(),
        "author": one.author.plain() if one.author else None,
        "legal_effect": one.legal_effect.plain() if one.legal_effect else None,
        "react_before": one.react_before,
        "in_reply_to": one.in_reply_to,
        "corrects": one.corrects,
        "message_id": one.id,
        "silent": one.silent,
        "only_if_url": one.only_if_url or "",
    }
    return found | ({"lane": "urgent"} if one.urgent else {})


def _safe(sender: dict[str, str]) -> dict[str, str]:
    """A title that gives nothing away, when the sender gave none."""
    return {"nl": f"Bericht van {sender['nl']}", "en": f"Message from {sender['en']}"}


def accepted(found: inbox.Accepted, title: Texts | None = None) -> Accepted:
    """As the sender is told."""
    long = title and any(len(text) > SHORT_TITLE for text in title.plain().values())
    return Accepted(
        id=found.message,
        thread_id=found.thread,
        delivered_to=list(found.delivered_to),
        rejected=re.sub("_", "-", found.rejected) or None,
        fallback=found.fallback or None,
        warnings=["title-longer-than-50"] if long else [],
    )
