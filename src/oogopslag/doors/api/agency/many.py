"""Many messages in one call: each is read, addressed and judged alone, then placed together."""

import json
from collections.abc import Sequence
from typing import Any

from pydantic import ValidationError

from oogopslag.core.values import Actor, Bsn
from oogopslag.doors.api.agency.items import Accepted, BulkItem, accepted, incoming
from oogopslag.doors.api.keyspace import own_key
from oogopslag.doors.api.refusing import problem_of
from oogopslag.doors.problems import Problem, invalid
from oogopslag.inbox import actions as inbox
from oogopslag.inbox.errors import InboxError
from oogopslag.people import actions as people
from oogopslag.people import queries as who
from oogopslag.people.errors import PeopleError

Outcome = Problem | tuple[Accepted, bool]


def placed(client: Any, items: Sequence[dict[str, Any]]) -> list[Outcome]:
    """One outcome per item, in order: a problem, or what was accepted and whether it is new."""
    read = [_read(item) for item in items]
    residents = _residents(client, [one for one in read if isinstance(one, BulkItem)])
    outcomes: list[Outcome | None] = []
    taken: list[inbox.Incoming] = []
    for item, one in zip(items, read, strict=True):
        found = one if isinstance(one, Problem) else _addressed(client, one, residents)
        if isinstance(one, BulkItem) and not isinstance(found, Problem):
            taken.append(_incoming(client, item, one, found))
            outcomes.append(None)
        else:
            outcomes.append(found if isinstance(found, Problem) else None)
    actor = Actor(kind="organisation", id=str(client.id))
    results = iter(inbox.take_many(client, taken, actor=actor))
    return [
        outcome if outcome is not None else _told(next(results), one)
        for outcome, one in zip(outcomes, read, strict=True)
    ]


def _read(item: dict[str, Any]) -> BulkItem | Problem:
    try:
        return BulkItem.model_validate(item)
    except ValidationError as error:
        return invalid(error.errors(include_url=False, include_input=False))  # type: ignore[arg-type]


def _residents(client: Any, items: list[BulkItem]) -> dict[str, Any]:
    return who.recipients_of(client, [Bsn(i.recipient.bsn) for i in items if i.recipient.bsn])


def _addressed(client: Any, one: BulkItem, residents: dict[str, Any]) -> Any:
    """The resident, or the problem that they cannot be written to."""
    try:
        if one.recipient.simulator:
            return people.simulator(client, one.recipient.simulator)
        if found := residents.get(one.recipient.bsn or ""):
            return found
        raise who.unreachable(client)
    except PeopleError as error:
        return problem_of(error)


def _incoming(client: Any, item: dict[str, Any], one: BulkItem, resident: Any) -> inbox.Incoming:
    body = json.dumps(item, sort_keys=True, ensure_ascii=False).encode()
    name = client.organisation.name
    key = own_key(client, one.key)
    return incoming(one, resident, key, who.digest_of(body), sender=name, lane="bulk")


def _told(result: inbox.Accepted | InboxError | PeopleError, one: BulkItem | Problem) -> Outcome:
    if isinstance(result, (InboxError, PeopleError)):
        return problem_of(result)
    title = one.title if isinstance(one, BulkItem) else None
    return accepted(result, title), result.created
