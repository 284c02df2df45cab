"""Conversations of an organisation: read, change with If-Match, and say something in them."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Header, Query, Router, Status
from pydantic import Field

from oogopslag.doors.api.agency.items import Accepted, Key, MessageContent, accepted, content
from oogopslag.doors.api.agency.messages import actor_of, client_of
from oogopslag.doors.api.agency.schema import Incoming, Moment, Outgoing, ProblemDocument, Texts
from oogopslag.doors.api.keyspace import own_key
from oogopslag.doors.api.refusing import problem_of
from oogopslag.inbox import actions as inbox
from oogopslag.inbox import outward
from oogopslag.inbox.errors import InboxError
from oogopslag.people import queries as who
from oogopslag.people.errors import PeopleError

router = Router(tags=["Threads"])
Revision = Annotated[
    str,
    Header(alias="If-Match", pattern=r'^"[0-9]{1,9}"$', description="The ETag you read"),
]


class Thread(Outgoing):
    """A conversation. `turn` is resident, organisation, both or nobody."""

    id: UUID
    title: dict[str, str]
    service: str
    case: UUID | None = None
    turn: str
    promised_answer_date: date | None = None
    promised_answer_at: Moment | None = None
    due: date | None = None
    expires: date | None = None
    labels: list[str]
    revision: int
    content_changed_at: Moment
    closed_at: Moment | None = None


class Said(Outgoing):
    """One message in a conversation."""

    id: UUID
    by: str
    kind: str
    body: dict[str, str]
    in_reply_to: UUID | None = None
    placed_at: Moment
    formal: str
    attachments: int


class SaidPage(Outgoing):
    """Oldest first; `next` asks for what came after, and is absent at the end."""

    messages: list[Said]
    next: UUID | None = None


class ThreadPage(Outgoing):
    """By id; `next` asks for the following page, and is absent at the end."""

    threads: list[Thread]
    next: UUID | None = None


class ThreadChange(Incoming):
    """What can be changed about a conversation; never a message."""

    title: Texts | None = None
    safe_title: Texts | None = None
    due: date | None = None
    expires: date | None = None
    labels: list[Annotated[str, Field(max_length=60)]] | None = Field(default=None, max_length=20)
    read_receipts: bool | None = None
    team: str | None = Field(default=None, max_length=60)
    silent: bool = Field(default=False, description="Moves neither order nor unread state")


def _thread(found: Any) -> Thread:
    return Thread(
        id=found.id,
        title=found.title,
        service=found.service,
        case=found.case,
        turn=found.turn,
        promised_answer_date=found.promised,
        promised_answer_at=found.promised_at,
        due=found.due,
        expires=found.expires,
        labels=found.labels,
        revision=found.revision,
        content_changed_at=found.content_changed,
        closed_at=found.closed,
    )


@router.get(
    "/threads",
    response=ThreadPage,
    url_name="api_threads",
    operation_id="listThreads",
    by_alias=True,
    exclude_none=True,
)
def threads(
    request: HttpRequest,
    after: Annotated[UUID | None, Query()] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 50,
) -> ThreadPage:
    """Conversations of your organisation, in the order in which they began."""
    try:
        found = outward.threads_of(client_of(request), after, limit + 1)
    except InboxError as error:
        raise problem_of(error) from error
    rows = [_thread(one) for one in found[:limit]]
    return ThreadPage(threads=rows, next=rows[-1].id if len(found) > limit else None)


@router.get(
    "/threads/{uuid:thread_id}",
    response=Thread,
    url_name="api_thread",
    operation_id="getThread",
    by_alias=True,
    exclude_none=True,
)
def thread(request: HttpRequest, thread_id: UUID, response: HttpResponse) -> Thread:
    """One conversation, with the ETag that a change must name."""
    try:
        found = outward.thread(client_of(request), thread_id)
    except InboxError as error:
        raise problem_of(error) from error
    response.headers["ETag"] = f'"{found.revision}"'
    return _thread(found)


@router.patch(
    "/threads/{uuid:thread_id}",
    response={200: Thread, 412: ProblemDocument},
    url_name="api_thread",
    operation_id="changeThread",
    by_alias=True,
    exclude_none=True,
)
def change(
    request: HttpRequest,
    thread_id: UUID,
    change: ThreadChange,
    if_match: Revision,
    response: HttpResponse,
) -> Thread:
    """Change what stands about a conversation; 412 when somebody else did so first."""
    client = client_of(request)
    values = change.model_dump(exclude_unset=True, exclude={"silent"})
    for name in ("title", "safe_title"):
        if values.get(name):
            values[name] = getattr(change, name).plain()
    try:
        outward.thread(client, thread_id)
        inbox.change(
            thread_id,
            client.organisation,
            revision=int(if_match.strip('"')),
            values={k: v for k, v in values.items() if v is not None or k in ("due", "expires")},
            actor=actor_of(client),
            silent=change.silent,
        )
    except InboxError as error:
        raise problem_of(error) from error
    return thread(request, thread_id, response)


@router.get(
    "/threads/{uuid:thread_id}/messages",
    response=SaidPage,
    url_name="api_thread_messages",
    operation_id="listThreadMessages",
    by_alias=True,
    exclude_none=True,
)
def said(
    request: HttpRequest,
    thread_id: UUID,
    after: Annotated[UUID | None, Query()] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 50,
) -> SaidPage:
    """What was said, by both sides."""
    try:
        found = outward.messages(client_of(request), thread_id, after, limit + 1)
    except InboxError as error:
        raise problem_of(error) from error
    rows = [
        Said(
            id=one.id,
            by=one.by,
            kind=one.kind,
            body=dict(one.body),
            in_reply_to=one.in_reply_to,
            placed_at=one.placed,
            formal=one.formal,
            attachments=len(one.attachments),
        )
        for one in found[:limit]
    ]
    return SaidPage(messages=rows, next=rows[-1].id if len(found) > limit else None)


@router.post(
    "/threads/{uuid:thread_id}/messages",
    response={201: Accepted, 200: Accepted, 409: ProblemDocument},
    url_name="api_thread_messages",
    operation_id="answerInThread",
    by_alias=True,
    exclude_none=True,
)
def answer(
    request: HttpRequest, thread_id: UUID, message: MessageContent, idempotency_key: Key
) -> Any:
    """Say something in a conversation that exists; an answer keeps what was promised."""
    client = client_of(request)
    try:
        found = inbox.continue_thread(
            client,
            thread_id,
            key=own_key(client, idempotency_key),
            request_hash=who.digest_of(request.body),
            actor=actor_of(client),
            urgent=message.urgent or "",
            **content(message),
        )
    except (InboxError, PeopleError) as error:
        raise problem_of(error) from error
    return Status(201 if found.created else 200, accepted(found))
