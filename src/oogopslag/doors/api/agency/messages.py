"""Messages: one or many, what became of them, and taking one back."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status
from pydantic import Field

from oogopslag.core.values import Actor, Bsn
from oogopslag.doors.api.agency.items import (
    Accepted,
    Key,
    Message,
    accepted,
    incoming,
)
from oogopslag.doors.api.agency.many import placed
from oogopslag.doors.api.agency.schema import Incoming, Moment, Outgoing, ProblemDocument
from oogopslag.doors.api.keyspace import own_key
from oogopslag.doors.api.refusing import problem_of
from oogopslag.doors.problems import Problem
from oogopslag.inbox import actions as inbox
from oogopslag.inbox import outward
from oogopslag.inbox.errors import InboxError
from oogopslag.people import actions as people
from oogopslag.people import queries as who
from oogopslag.people.errors import PeopleError

router = Router(tags=["Messages"])
EXAMPLE = {
    "recipient": {"simulator": "delivered"},
    "kind": "information",
    "title": {"nl": "Uw afvalkalender staat klaar", "en": "Your waste calendar is ready"},
    "body": {"nl": "Vanaf maandag geldt de nieuwe kalender."},
    "reply": {"answerWithin": 2},
}


def client_of(request: HttpRequest) -> Any:
    return request.client  # type: ignore[attr-defined]  # the entry puts it there


def actor_of(client: Any) -> Actor:
    return Actor(kind="organisation", id=str(client.id))


def resident_of(client: Any, one: Message) -> Any:
    """Whom it is for. Raises PeopleError."""
    if one.recipient.simulator:
        return people.simulator(client, one.recipient.simulator)
    return who.recipient(client, Bsn(one.recipient.bsn or ""))


@router.post(
    "/messages",
    response={201: Accepted, 200: Accepted, 409: ProblemDocument, 413: ProblemDocument},
    url_name="api_messages",
    operation_id="placeMessage",
    by_alias=True,
    exclude_none=True,
    openapi_extra={
        "requestBody": {
            "content": {"application/json": {"examples": {"simulated": {"value": EXAMPLE}}}}
        }
    },
)
def place(request: HttpRequest, message: Message, idempotency_key: Key) -> Any:
    """Place a message: 201; the same call again 200 with the same answer."""
    client = client_of(request)
    try:
        resident = resident_of(client, message)
        found = inbox.take(
            client,
            incoming(
                message,
                resident,
                own_key(client, idempotency_key),
                who.digest_of(request.body),
                sender=client.organisation.name,
            ),
            actor=actor_of(client),
            urgent=message.urgent or "",
        )
    except (InboxError, PeopleError) as error:
        raise problem_of(error) from error
    return Status(201 if found.created else 200, accepted(found, message.title))


class Bulk(Incoming):
    """At most 500 messages; each is judged alone and those that are right go on."""

    items: list[dict[str, Any]] = Field(
        min_length=1, max_length=500, description="Each as for one message, with a `key`"
    )


class BulkResult(Outgoing):
    """What came of one item: `status` is 201, 200, or that of its problem."""

    status: int
    accepted: Accepted | None = None
    problem: dict[str, Any] | None = None


class BulkAnswer(Outgoing):
    """One result per item, in the order of the items."""

    results: list[BulkResult]


@router.post(
    "/messages/bulk",
    response={200: BulkAnswer, 413: ProblemDocument},
    url_name="api_bulk",
    operation_id="placeMessages",
    by_alias=True,
    exclude_none=True,
)
def bulk(request: HttpRequest, bulk: Bulk) -> Any:
    """Place up to 500 messages, each under a key of its own."""
    client = client_of(request)
    try:
        people.spend(client, max(0, len(bulk.items) - 1))
    except PeopleError as error:
        raise problem_of(error) from error
    return BulkAnswer(results=[_result(one) for one in placed(client, bulk.items)])


def _result(one: Problem | tuple[Accepted, bool]) -> BulkResult:
    if isinstance(one, Problem):
        return BulkResult(status=one.status, problem=one.document())
    return BulkResult(status=201 if one[1] else 200, accepted=one[0])


class Notice(Outgoing):
    """One notification about the message; `state` failed has a reason and can be sent again."""

    channel: str
    state: str
    attempts: int
    reason: str
    settled_at: Moment | None = None


class MessageStatus(Outgoing):
    """What became of a message. `openedAt` is told only with the resident's permission, or

    where the message has legal effect."""

    id: UUID
    thread_id: UUID
    kind: str
    placed_at: Moment
    retracted_at: Moment | None = None
    opened_at: Moment | None = None
    confirmed_at: Moment | None = None
    notices: list[Notice]


@router.get(
    "/messages/{uuid:message_id}",
    response=MessageStatus,
    url_name="api_message",
    operation_id="getMessage",
    by_alias=True,
    exclude_none=True,
)
def message(request: HttpRequest, message_id: UUID) -> MessageStatus:
    """What became of a message."""
    return status_of(_found(request, message_id))


def _found(request: HttpRequest, message_id: UUID) -> Any:
    try:
        return outward.message(client_of(request), message_id)
    except InboxError as error:
        raise problem_of(error) from error


def status_of(found: Any) -> MessageStatus:
    told = outward.may_see_opening(found)
    return MessageStatus(
        id=found.id,
        thread_id=found.thread_id,
        kind=found.kind,
        placed_at=found.placed,
        retracted_at=found.retracted,
        opened_at=found.first_opened if told else None,
        confirmed_at=found.confirmed,
        notices=[
            Notice(
                channel=line.channel,
                state=line.state,
                attempts=line.attempts,
                reason=line.reason,
                settled_at=line.settled,
            )
            for line in outward.notices_of(found.id, sees_opening=told)
        ],
    )


@router.post(
    "/messages/{uuid:message_id}/retract",
    response={200: MessageStatus, 409: ProblemDocument},
    url_name="api_message_retract",
    operation_id="retractMessage",
    by_alias=True,
    exclude_none=True,
)
def retract(request: HttpRequest, message_id: UUID) -> Any:
    """Take back a message that nobody opened and of which no notice went out yet.

    409 `too-late` says why in `reason` (opened, notified, time-over); then send a correction.
    """
    client = client_of(request)
    try:
        inbox.retract(_found(request, message_id), actor=actor_of(client))
    except InboxError as error:
        raise problem_of(error) from error
    return status_of(_found(request, message_id))
