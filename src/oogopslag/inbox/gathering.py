"""Letters of other stores (FBS), gathered for a portal's session of fifteen minutes.

Every store is asked side by side with one deadline. Who does not answer is named; what the others
said is there. What is kept is encrypted, and gone when the session ends.
"""

import json
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from oogopslag.core.values import Bsn
from oogopslag.facts import actions as facts
from oogopslag.inbox import federated, stores
from oogopslag.inbox.adapters.fbs import Store, Stored
from oogopslag.inbox.errors import UnknownThread
from oogopslag.inbox.models import Fetched, Gathered, Message
from oogopslag.outside import trace
from oogopslag.outside.beside import Outcome, ask_all, run
from oogopslag.outside.client import client as http
from oogopslag.people import queries as people

if TYPE_CHECKING:
    from oogopslag.people.models import Client, Resident

SESSION = timedelta(minutes=15)
PATIENCE = 8.0  # seconds for all stores together
LATE = "late"
DEEPEST = 10_000  # letters down the merged list
T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Foreign:
    """A letter that stands in the store of another organisation; `store` is its OIN."""

    id: UUID
    store: str
    sender: str
    title: str
    text: str
    published: datetime
    read: bool
    folder: str
    files: tuple[tuple[str, str], ...]
    extension: Mapping[str, Any]


def fetch(client: "Client", key: str, resident: "Resident | None") -> Iterator[dict[str, Any]]:
    """Opens a session for this portal and recipient ("BSN:…"); tells of each store as an event.

    Ends with OPHALEN_GEREED, which says how many stores failed; each of those has an event too.
    """
    yield {"event": "OPHALEN_GESTART"}
    own = {row.thread.organisation.oin for row in federated.box(resident, limit=200)}
    for sender in sorted(own):
        yield {"event": "MAGAZIJN_GEREED", "magazijnId": sender}
    bsn = _bsn(key)
    outcomes = _asked(bsn) if bsn else {}
    if outcomes and resident:
        _note(resident)
    _keep(client, key, outcomes)
    for oin, outcome in outcomes.items():
        yield _event(oin, outcome)
    failed = sum(one.value is None for one in outcomes.values())
    yield {
        "event": "OPHALEN_GEREED",
        "aantalMagazijnen": len(own) + len(outcomes) - failed,
        "aantalMislukt": failed,
    }


def _bsn(key: str) -> Bsn | None:
    kind, _colon, value = key.partition(":")
    return Bsn(value) if kind == "BSN" else None


def _event(oin: str, outcome: Outcome[Sequence[Stored]]) -> dict[str, Any]:
    if outcome.value is not None:
        return {"event": "MAGAZIJN_GEREED", "magazijnId": oin, "aantal": len(outcome.value)}
    reason = LATE if outcome.late else outcome.error.code if outcome.error else "broken"
    return {"event": "MAGAZIJN_FOUT", "magazijnId": oin, "reden": reason}


def _asked(bsn: Bsn) -> dict[str, Outcome[Sequence[Stored]]]:
    with trace.action():
        return ask_all({oin: _box(oin, bsn) for oin in stores.configured()}, PATIENCE)


def _box(oin: str, bsn: Bsn) -> Callable[[], Awaitable[Sequence[Stored]]]:
    return lambda: _with(oin, lambda store: store.box(bsn))


async def _with(oin: str, work: Callable[[Store], Awaitable[T]]) -> T:
    url, token = stores.configured()[oin]
    async with http() as client:
        return await work(Store(client, url, token))


def _note(resident: "Resident") -> None:
    facts.note_use(
        resident,
        [],
        purpose={"nl": "Uw brieven bij andere organisaties ophalen voor de berichtenbox.",
                 "en": "Fetching your letters from other organisations for the message box."},
        who={"nl": "Oogopslag, op uw verzoek", "en": "Oogopslag, at your request"},
        activity="urn:oogopslag:verwerking:berichtenbox",
    )  # fmt: skip


@transaction.atomic
def _keep(client: "Client", key: str, outcomes: Mapping[str, Outcome[Sequence[Stored]]]) -> None:
    until = timezone.now() + SESSION
    session, _made = Fetched.objects.update_or_create(
        key=_session(client, key), defaults={"until": until}
    )
    Gathered.objects.filter(session=session).delete()
    found = [(oin, one) for oin, outcome in outcomes.items() for one in outcome.value or ()]
    Gathered.objects.bulk_create(
        [_row(session, oin, one) for oin, one in found], batch_size=200, ignore_conflicts=True
    )


def _row(session: Fetched, oin: str, one: Stored) -> Gathered:
    content = asdict(one) | {"published": one.published.isoformat()}
    return Gathered(
        session=session,
        store=oin,
        letter=UUID(one.id),
        published=one.published,
        content=people.seal(json.dumps(content)),
    )


def add(
    client: "Client",
    key: str,
    oin: str,
    *,
    letter: UUID,
    sender: str,
    title: str,
    text: str,
    published: datetime,
) -> bool:
    """A letter that a store published just now, for a portal with an open session; False without.

    `oin` is the store's; one that this deployment does not ask is passed over.
    """
    session = Fetched.objects.filter(key=_session(client, key), until__gt=timezone.now()).first()
    if session is None or oin not in stores.configured():
        return False
    one = Stored(
        id=str(letter), sender=sender, title=title, text=text, published=published,
        read=False, folder="", extension={},
    )  # fmt: skip
    Gathered.objects.bulk_create([_row(session, oin, one)], ignore_conflicts=True)
    return True


def page(
    client: "Client",
    key: str,
    resident: "Resident | None",
    *,
    words: str = "",
    skip: int = 0,
    limit: int = 20,
) -> list[Message | Foreign]:
    """Letters of all stores, newest first. Search looks in titles and texts."""
    kept = Gathered.objects.filter(session__key=_session(client, key))
    elsewhere = [_foreign(row) for row in kept.order_by("-published", "-id")[:DEEPEST]]
    if not elsewhere:
        return list(federated.box(resident, words=words, skip=skip, limit=limit))
    small = words.lower()
    found: list[Message | Foreign] = [
        one for one in elsewhere if small in one.title.lower() or small in one.text.lower()
    ]
    found += federated.box(resident, words=words, limit=min(skip + limit, DEEPEST))
    found.sort(key=_moment, reverse=True)
    return found[skip : skip + limit]


def _moment(one: Message | Foreign) -> datetime:
    if isinstance(one, Foreign):
        return one.published
    return max(one.placed, one.thread.visible_from or one.placed)


def foreign(client: "Client", key: str, message_id: UUID) -> Foreign:
    """A letter of another store in this session. Raises UnknownThread."""
    kept = Gathered.objects.filter(session__key=_session(client, key), letter=message_id)
    if row := kept.first():
        return _foreign(row)
    raise UnknownThread


def _foreign(row: Gathered) -> Foreign:
    found = json.loads(people.unseal(row.content))
    return Foreign(
        id=row.letter,
        store=row.store,
        sender=found["sender"],
        title=found["title"],
        text=found["text"],
        published=row.published,
        read=found["read"],
        folder=found["folder"],
        files=tuple((str(key), str(name)) for key, name in found["files"]),
        extension=found["extension"],
    )


def mark(
    client: "Client", key: str, one: Foreign, *, read: bool | None, folder: str | None
) -> Foreign:
    """Marks a letter in its own store, then in the session. Raises OutsideError, UnknownThread."""
    run(_with(one.store, lambda store: store.mark(Bsn(key[4:]), str(one.id), read=read,
                                                  folder=folder)))  # fmt: skip
    kept = Gathered.objects.filter(session__key=_session(client, key), letter=one.id)
    for row in kept:
        content = json.loads(people.unseal(row.content))
        content["read"] = one.read if read is None else read
        content["folder"] = one.folder if folder is None else folder
        row.content = people.seal(json.dumps(content))
        row.save(update_fields=["content"])
    return foreign(client, key, one.id)


def remove(client: "Client", key: str, one: Foreign) -> None:
    """Takes a letter out of the box of its own store. Raises OutsideError."""
    run(_with(one.store, lambda store: store.remove(Bsn(key[4:]), str(one.id))))
    Gathered.objects.filter(session__key=_session(client, key), letter=one.id).delete()


def file(key: str, one: Foreign, file_id: UUID) -> tuple[str, bytes, str]:
    """Name, bytes and type of a file. Raises UnknownThread, OutsideError."""
    name = dict(one.files).get(str(file_id))
    if name is None:
        raise UnknownThread
    content, media = run(
        _with(one.store, lambda store: store.file(Bsn(key[4:]), str(one.id), str(file_id)))
    )
    return name, content, media


def fetched(client: "Client", key: str) -> bool:
    """Whether this portal has an open session for this recipient."""
    rows_ = Fetched.objects.filter(key=_session(client, key), until__gt=timezone.now())
    return rows_.exists()


def _session(client: "Client", key: str) -> str:
    return people.digest_of(f"{client.id}:{key}".encode())


def forget_sessions() -> int:
    """Sessions that ended, with what was gathered for them."""
    return Fetched.objects.filter(until__lt=timezone.now()).delete()[0]
