"""Events for organisations, and the addresses where they hear them: replayable, never lost."""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from oogopslag.core.values import Actor
from oogopslag.delivery.errors import BadAddress, TooManyWebhooks
from oogopslag.delivery.models import Event, OutboxRow, Received, Webhook
from oogopslag.delivery.promising import promise_to
from oogopslag.journal import actions as journal
from oogopslag.journal import queries as lines
from oogopslag.outside.public import NotPublic, place_of
from oogopslag.people import actions as people_actions
from oogopslag.people import queries as people

CHANNEL = "webhook"
MOST = 10
REPLAY = 500
TYPES = (
    "nl.overheid.berichten.bericht-beantwoord",
    "nl.overheid.berichten.bericht-geopend",
    "nl.overheid.berichten.bericht-bevestigd",
    "nl.overheid.berichten.bericht-ingetrokken",
    "nl.overheid.berichten.bericht-onbestelbaar",
    "nl.overheid.taken.externetaak-afgerond",
)
_TYPE = re.compile(r"[a-z0-9]+(\.[a-z0-9-]+){2,}")


@dataclass(frozen=True, kw_only=True)
class MadeWebhook:
    """A new webhook and the secret that signs, which is shown once."""

    webhook: Webhook
    secret: str


@dataclass(frozen=True, kw_only=True)
class Target:
    """Where to, and with which secret."""

    url: str
    secret: str


def register(
    organisation: str, url: str, types: list[str], *, sandbox: bool, actor: Actor
) -> MadeWebhook:
    """An address that hears from now on; `types` empty: everything.

    The name is looked up before anything is stored. Raises BadAddress, TooManyWebhooks.
    """
    if unknown := set(types) - set(TYPES):
        raise BadAddress(f"unknown type {min(unknown)}")
    try:
        place_of(url, loopback=settings.CONFIG.webhooks_to_loopback)
    except (NotPublic, OSError, UnicodeError) as error:
        raise BadAddress(str(error) if isinstance(error, NotPublic) else "unknown host") from error
    secret = "whsec_" + secrets.token_urlsafe(32)
    with transaction.atomic():
        if len(list_of(organisation, sandbox=sandbox)) >= MOST:
            raise TooManyWebhooks
        made = Webhook.objects.create(
            organisation=organisation,
            sandbox=sandbox,
            url=url,
            secret=people.seal(secret),
            types=types,
        )
        _write("delivery.webhook_made", made, actor)
    return MadeWebhook(webhook=made, secret=secret)


@transaction.atomic
def end(organisation: str, webhook: UUID, *, sandbox: bool, actor: Actor) -> bool:
    """This address hears nothing more; False when there is none."""
    rows = Webhook.objects.filter(
        organisation=organisation, sandbox=sandbox, id=webhook, ended=None
    )
    found = rows.first()
    if found is None:
        return False
    rows.update(ended=timezone.now())
    _write("delivery.webhook_ended", found, actor)
    return True


def list_of(organisation: str, *, sandbox: bool) -> list[Webhook]:
    """The addresses that hear, oldest first."""
    rows = Webhook.objects.filter(organisation=organisation, sandbox=sandbox, ended=None)
    return list(rows.order_by("id")[: MOST + 1])


def announce(
    event: UUID,
    organisation: str,
    type_: str,
    *,
    subject: UUID,
    moment: datetime,
    data: Mapping[str, str],
    sandbox: bool,
) -> None:
    """Writes an event and a row for each address that wants it, in the caller's transaction.

    `event` is the id of the journal line, so that a second time changes nothing. `data` holds
    ids only.
    """
    made = Event(
        id=event,
        organisation=organisation,
        sandbox=sandbox,
        type=type_,
        subject=subject,
        moment=moment,
        data=dict(data),
    )
    made.save(force_insert=True)
    for webhook in list_of(organisation, sandbox=sandbox):
        if not webhook.types or type_ in webhook.types:
            _put(made, webhook)


def _put(event: Event, webhook: Webhook) -> None:
    promise_to(
        event.organisation,
        event.id,
        channel=CHANNEL,
        target=str(webhook.id),
        data=envelope(event),
        lane="machines",
    )


def envelope(event: Event) -> dict[str, Any]:
    """The event as CloudEvents (NL GOV profile): ids only, no personal data."""
    return {
        "specversion": "1.0",
        "id": str(event.id),
        "source": source(),
        "type": event.type,
        "subject": str(event.subject),
        "time": event.moment.isoformat(timespec="milliseconds"),
        "datacontenttype": "application/json",
        "data": event.data,
    }


def source() -> str:
    """Who sends: our OIN and system."""
    return f"urn:nld:oin:{settings.CONFIG.oin}:systeem:oogopslag"


def events_of(
    organisation: str, after: UUID | None, limit: int, *, sandbox: bool
) -> list[dict[str, Any]]:
    """Events after a cursor, oldest first, as they are sent."""
    return [envelope(row) for row in _after(organisation, after, limit, sandbox)]


def _after(organisation: str, after: UUID | None, limit: int, sandbox: bool) -> list[Event]:
    rows = Event.objects.filter(organisation=organisation, sandbox=sandbox)
    if until := lines.whole_until():
        rows = rows.filter(moment__lte=until)
    if after:
        rows = rows.filter(id__gt=after)
    return list(rows.order_by("id")[:limit])


@transaction.atomic
def replay(
    organisation: str, webhook: UUID, after: UUID | None, *, sandbox: bool
) -> UUID | bool | None:
    """Sends again what came after the cursor, at most 500 events, under the same ids.

    Gives the cursor to go on with, None when that was all, False when there is no such webhook.
    """
    found = next((w for w in list_of(organisation, sandbox=sandbox) if w.id == webhook), None)
    if found is None:
        return False
    events = _after(organisation, after, REPLAY + 1, sandbox)
    now = timezone.now()
    for event in events[:REPLAY]:
        if found.types and event.type not in found.types:
            continue
        again = OutboxRow.objects.filter(
            subject=event.id, channel=CHANNEL, target=str(webhook)
        ).update(state=OutboxRow.WAITING, attempts=0, reason="", next_try=now, settled=None)
        if not again:
            _put(event, found)
    return events[REPLAY - 1].id if len(events) > REPLAY else None


def target(webhook: str) -> Target | None:
    """Where a row goes; None when the address was ended."""
    found = Webhook.objects.filter(id=webhook, ended=None).first()
    if found is None:
        return None
    return Target(url=found.url, secret=secret_of(found))


def secret_of(webhook: Webhook) -> str:
    """With which secret calls to this address are signed."""
    return people.unseal(webhook.secret)


def went_well(webhook: str) -> None:
    """The failure that stood with the address is over."""
    rows = Webhook.objects.filter(id=webhook).exclude(failing_since=None)
    rows.update(failing_since=None, reason="")


def went_wrong(webhook: str, reason: str) -> None:
    """Makes a failure visible to the organisation: since when, and why."""
    rows = Webhook.objects.filter(id=webhook)
    rows.filter(failing_since=None).update(failing_since=timezone.now())
    rows.update(reason=reason[:80])


@transaction.atomic
def receive(organisation: str, source_: str, event: str, type_: str, *, client: UUID) -> bool:
    """Takes an event of another system once; False when it was here before.

    Whoever can use its type follows `delivery.event_received`.
    """
    digest = people.digest_of(f"{source_}\n{event}".encode())
    try:
        with transaction.atomic():
            made = Received.objects.create(
                digest=digest, organisation=organisation, type=type_[:120]
            )
    except IntegrityError:
        return False
    journal.write(
        "delivery.event_received",
        actor=Actor(kind="organisation", id=str(client)),
        organisation=organisation,
        event=made.id,
        type=type_[:80] if _TYPE.fullmatch(type_[:80]) else "unknown",
    )
    return True


def rotate_keys() -> int:
    """Encrypts every secret with the first of the keys; gives how many. Raises UnknownKey."""
    return people_actions.reseal(Webhook.objects.all(), "secret")


def _write(name: str, webhook: Webhook, actor: Actor) -> None:
    journal.write(name, actor=actor, organisation=webhook.organisation, webhook=webhook.id)
