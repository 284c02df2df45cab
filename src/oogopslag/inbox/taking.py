"""What a key hands over: placed, counted against its trial, and urgent ones written down."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction

from oogopslag.core.values import Actor
from oogopslag.delivery import wanted
from oogopslag.delivery.errors import BadAddress
from oogopslag.inbox import promises
from oogopslag.inbox.accepting import Accepted, Incoming
from oogopslag.inbox.accepting_many import accept_many, accept_plainly
from oogopslag.inbox.errors import InboxError, UnknownThread, WrongCondition
from oogopslag.inbox.models import Thread
from oogopslag.inbox.threads import thread_of
from oogopslag.inbox.writing import write
from oogopslag.people import actions as people
from oogopslag.people.errors import TrialUsedUp

if TYPE_CHECKING:
    from oogopslag.people.models import Client

TEAM = "team"


def take(client: "Client", one: Incoming, *, actor: Actor, urgent: str = "") -> Accepted:
    """One message of this key; `urgent` is why it goes before others.

    Raises TrialUsedUp, WrongCondition, and what `accept` raises.
    """
    if one.only_if_url:
        _check(client, one.only_if_url)
    if client.kind != TEAM and not urgent:
        return accept_plainly(client.organisation, one, actor=actor)
    with transaction.atomic():
        found = accept_plainly(client.organisation, one, actor=actor)
        if found.created:
            people.spend_trial(client)
        if found.created and urgent:
            people.sent_urgently(client, found.message, urgent)
    return found


def _check(client: "Client", url: str) -> None:
    """Raises WrongCondition for an address on another host than the sender's webhooks."""
    try:
        wanted.check(client.organisation.slug, url, sandbox=client.kind == "test")
    except BadAddress as error:
        raise WrongCondition from error


def take_many(
    client: "Client", items: Sequence[Incoming], *, actor: Actor
) -> "list[Accepted | InboxError | TrialUsedUp]":
    """Many messages of this key, one result each; those with conditions go one by one."""
    asked = any(one.only_if_url for one in items)
    if client.kind != TEAM and not asked:
        return list(accept_many(client.organisation, items, actor=actor))
    return [_one(client, one, actor) for one in items]


def _one(client: "Client", one: Incoming, actor: Actor) -> "Accepted | InboxError | TrialUsedUp":
    try:
        return take(client, one, actor=actor)
    except (InboxError, TrialUsedUp) as error:
        return error


def continue_thread(
    client: "Client",
    thread_id: UUID,
    *,
    key: str,
    request_hash: str,
    actor: Actor,
    urgent: str = "",
    **content: Any,
) -> Accepted:
    """A message in a conversation that exists; one of kind "answer" keeps the promise made there.

    `content` is as in `Incoming`. Raises UnknownThread, and what `take` raises.
    """
    thread = thread_of(thread_id)
    if thread.organisation_id != client.organisation_id or not _reaches(client, thread):
        raise UnknownThread
    one = Incoming(
        key=key,
        request_hash=request_hash,
        resident=thread.resident,
        title=thread.title,
        safe_title=thread.safe_title,
        service=thread.service,
        thread=thread.id,
        **content,
    )
    with transaction.atomic():
        found = take(client, one, actor=actor, urgent=urgent)
        if found.created and one.kind == "answer":
            promises.keep(thread, kind="answer", actor=actor)
            Thread.objects.filter(id=thread.id).update(waiting_since=None)
            write("inbox.answered", thread, actor, message=found.message)
    return found


def _reaches(client: "Client", thread: Thread) -> bool:
    """A test key stays in its sandbox, a team key with its guests; others never enter one."""
    resident = thread.resident
    if client.kind == "test" or resident.sandbox_id:
        return client.kind == "test" and resident.sandbox_id == client.organisation_id
    return client.kind != TEAM or resident.bsn_hash in client.guests
