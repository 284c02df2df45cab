"""Events: what happened, from a cursor; webhooks that hear it; and events of others, taken in."""

import json
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router, Status
from pydantic import Field

from oogopslag.delivery import webhooks
from oogopslag.delivery.errors import BadAddress, TooManyWebhooks
from oogopslag.doors.api.agency.items import Key
from oogopslag.doors.api.agency.messages import actor_of, client_of
from oogopslag.doors.api.agency.schema import Incoming, Moment, Outgoing, ProblemDocument, given
from oogopslag.doors.api.refusing import problem_of
from oogopslag.doors.problems import Problem, not_found
from oogopslag.people import actions as people
from oogopslag.people import queries as who
from oogopslag.people.calls import Outcome
from oogopslag.people.errors import NotForThisKey, PeopleError

router = Router(tags=["Events"])


class Event(Outgoing):
    """A CloudEvent (NL GOV profile): ids only, no personal data."""

    specversion: str
    id: str
    source: str
    type: str
    subject: str
    time: Moment
    datacontenttype: str
    data: dict[str, str]


class EventPage(Outgoing):
    """Oldest first; ask on with `after` the id of the last."""

    events: list[Event]


class NewWebhook(Incoming):
    """An https address in a public network; `types` empty: all."""

    url: str = Field(max_length=500, examples=["https://example.nl/oogopslag"])
    types: list[str] = Field(default=[], max_length=20)


class Webhook(Outgoing):
    """An address that hears events. `failingSinceAt` and `reason` say what goes wrong now."""

    id: UUID
    url: str
    types: list[str]
    failing_since_at: Moment | None = None
    reason: str | None = None


class MadeWebhook(Webhook):
    """With the secret that signs (Standard Webhooks); it is shown this once."""

    secret: str


class WebhookList(Outgoing):
    """At most ten."""

    webhooks: list[Webhook]


class Cursor(Incoming):
    """From after this event; absent: from the first."""

    after: UUID | None = None


class Replayed(Outgoing):
    """`next` is the cursor to go on with; absent when all is under way."""

    next: UUID | None = None


def _hearer(request: HttpRequest) -> Any:
    """The client, when it may hear of everybody: a team key reaches its guests only."""
    client = client_of(request)
    if client.kind == "team":
        raise problem_of(NotForThisKey())
    return client


@router.get(
    "/events",
    response=EventPage,
    url_name="api_events",
    operation_id="listEvents",
    by_alias=True,
)
def events(
    request: HttpRequest,
    after: Annotated[UUID | None, Query()] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 100,
) -> Any:
    """What happened after a cursor."""
    client = _hearer(request)
    found = webhooks.events_of(
        client.organisation.slug, after, limit, sandbox=client.kind == "test"
    )
    return EventPage(events=[Event.model_validate(one) for one in found])


@router.post(
    "/events",
    response={202: None, 415: ProblemDocument},
    url_name="api_events",
    operation_id="receiveEvent",
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {"application/cloudevents+json": {"schema": {"type": "object"}}},
        }
    },
)
def receive(request: HttpRequest) -> Any:
    """Take in a CloudEvent of another system; a second time with the same id changes nothing."""
    if request.content_type != "application/cloudevents+json":
        raise Problem(415, "wrong-media-type", _("Send it as application/cloudevents+json."))
    event = _read(request.body)
    client = client_of(request)
    webhooks.receive(
        client.organisation.slug, event["source"], event["id"], event["type"], client=client.id
    )
    return Status(202, None)


def _read(body: bytes) -> dict[str, str]:
    """The attributes that must be there (CloudEvents 1.0). Raises Problem."""
    try:
        event = json.loads(body)
    except (ValueError, RecursionError):
        event = None
    if not isinstance(event, dict) or event.get("specversion") != "1.0":
        raise Problem(
            400, "no-cloud-event", _("This is not a CloudEvent 1.0 in JSON. Nothing was stored.")
        )
    missing = [
        name
        for name in ("id", "source", "type")
        if not isinstance(event.get(name), str) or not 0 < len(event[name]) <= 500
    ]
    if missing:
        sentence = _("Missing, or not a text of at most 500 characters: %(names)s.")
        raise Problem(400, "no-cloud-event", sentence % {"names": ", ".join(missing)})
    return event


@router.get(
    "/webhooks",
    response=WebhookList,
    url_name="api_webhooks",
    operation_id="listWebhooks",
    by_alias=True,
    exclude_none=True,
)
def webhook_list(request: HttpRequest) -> Any:
    """The addresses that hear your events, and whether they do."""
    client = _hearer(request)
    rows = webhooks.list_of(client.organisation.slug, sandbox=client.kind == "test")
    return WebhookList(webhooks=[Webhook(**_webhook(row)) for row in rows])


def _webhook(row: Any) -> dict[str, Any]:
    return {
        "id": row.id,
        "url": row.url,
        "types": row.types,
        "failing_since_at": row.failing_since,
        "reason": row.reason or None,
    }


@router.post(
    "/webhooks",
    response={201: MadeWebhook, 200: Webhook, 409: ProblemDocument},
    url_name="api_webhooks",
    operation_id="makeWebhook",
    by_alias=True,
    exclude_none=True,
)
def make(request: HttpRequest, webhook: NewWebhook, idempotency_key: Key) -> Any:
    """Let an address hear. The secret comes with the first answer only, not with a repeat."""
    client = _hearer(request)
    shown: list[str] = []

    def work() -> Outcome:
        made = webhooks.register(
            client.organisation.slug,
            webhook.url,
            webhook.types,
            sandbox=client.kind == "test",
            actor=actor_of(client),
        )
        shown.append(made.secret)
        answer = Webhook(**_webhook(made.webhook))
        return Outcome(subject=made.webhook.id, answer=given(answer))

    key = f"webhook:{client.kind == 'test'}:{idempotency_key}"
    digest = who.digest_of(request.body)
    try:
        found, new = people.once(client.organisation, key, digest, work)
    except BadAddress as error:
        raise Problem(
            400, "bad-address", str(error.sentence), errors=[_wrong(str(error))]
        ) from error
    except TooManyWebhooks as error:
        raise Problem(409, "too-many-webhooks", str(error.sentence)) from error
    except PeopleError as error:
        raise problem_of(error) from error
    if new:
        return Status(201, MadeWebhook(secret=shown[-1], **found.answer))
    return Status(200, Webhook(**found.answer))


def _wrong(says: str) -> dict[str, str]:
    return {"in": "body.webhook.url", "code": "bad_address", "says": says}


@router.delete(
    "/webhooks/{uuid:webhook_id}",
    response={204: None},
    url_name="api_webhook",
    operation_id="endWebhook",
)
def end(request: HttpRequest, webhook_id: UUID) -> Any:
    """This address hears nothing more."""
    client = _hearer(request)
    slug, sandbox = client.organisation.slug, client.kind == "test"
    if not webhooks.end(slug, webhook_id, sandbox=sandbox, actor=actor_of(client)):
        raise not_found()
    return HttpResponse(status=204)


@router.post(
    "/webhooks/{uuid:webhook_id}/replay",
    response={202: Replayed},
    url_name="api_webhook_replay",
    operation_id="replayWebhook",
    by_alias=True,
    exclude_none=True,
)
def replay(request: HttpRequest, webhook_id: UUID, cursor: Cursor) -> Any:
    """Send again what came after a cursor, under the same ids; at most 500 at once."""
    client = _hearer(request)
    found = webhooks.replay(
        client.organisation.slug, webhook_id, cursor.after, sandbox=client.kind == "test"
    )
    if found is False:
        raise not_found()
    return Status(202, Replayed(next=found if isinstance(found, UUID) else None))
