"""The proof bundle of a message, for machines."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router

from oogopslag.doors.api.agency.messages import client_of
from oogopslag.doors.api.agency.schema import Moment, Outgoing
from oogopslag.doors.api.refusing import problem_of
from oogopslag.inbox import outward, queries
from oogopslag.inbox.errors import InboxError

router = Router(tags=["Messages"])


class ProofLink(Outgoing):
    """A line of a chain; `digest` covers its content and `previous`. Withheld: only the chain,

    without its id and moment."""

    id: UUID | None = None
    name: str
    written_at: Moment | None = None
    actor: str
    data: dict[str, Any]
    position: int
    previous: str
    digest: str
    withheld: bool


class ProofNotice(Outgoing):
    """One notification, with the text version that was sent and its own chain."""

    channel: str
    state: str
    attempts: int
    reason: str
    text: dict[str, Any]
    settled_at: Moment | None = None
    receipt_at: Moment | None = None
    links: list[ProofLink]


class Proof(Outgoing):
    """What can be proven of one message. `sound`: every chain fits."""

    message: UUID
    thread: UUID
    kind: str
    code: str
    placed_at: Moment
    opened_at: Moment | None = None
    opened_level: str
    confirmed_at: Moment | None = None
    text: dict[str, str]
    links: list[ProofLink]
    notices: list[ProofNotice]
    sound: bool


@router.get(
    "/messages/{uuid:message_id}/proof",
    response=Proof,
    url_name="api_message_proof",
    operation_id="getProof",
    by_alias=True,
    exclude_none=True,
)
def proof(request: HttpRequest, message_id: UUID) -> Proof:
    """Placed, told, opened, confirmed: hash-chained, to check without this program."""
    client = client_of(request)
    try:
        outward.message(client, message_id)
        found = queries.proof_of_organisation(client.organisation, message_id)
    except InboxError as error:
        raise problem_of(error) from error
    return Proof(
        message=found.message,
        thread=found.thread,
        kind=found.kind,
        code=found.code,
        placed_at=found.placed,
        opened_at=found.first_opened,
        opened_level=found.opened_level,
        confirmed_at=found.confirmed,
        text=dict(found.text),
        links=[_link(one) for one in found.links],
        notices=[_notice(one) for one in found.told],
        sound=found.sound,
    )


def _notice(told: Any) -> ProofNotice:
    line = told.line
    return ProofNotice(
        channel=line.channel,
        state=line.state,
        attempts=line.attempts,
        reason=line.reason,
        text=dict(line.text),
        settled_at=line.settled,
        receipt_at=line.receipt,
        links=[_link(one) for one in told.links],
    )


def _link(one: Any) -> ProofLink:
    moment: datetime | None = one.moment
    return ProofLink(
        id=one.id,
        name=one.name,
        written_at=moment,
        actor=one.actor,
        data=one.data,
        position=one.position,
        previous=one.previous,
        digest=one.digest,
        withheld=one.withheld,
    )
