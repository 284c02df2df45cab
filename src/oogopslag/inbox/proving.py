"""The proof bundle of a conversation: what was placed, told, opened and sent, hash-chained.

Each line holds the SHA-256 over its own content and the digest of the line before it, as
`journal.actions.digest` computes it; docs/proof.md says how to check it without this program.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from oogopslag.core.law import Text
from oogopslag.delivery.queries import ProofLine
from oogopslag.inbox import showing, withholding
from oogopslag.inbox.models import Duty, Message, Thread
from oogopslag.inbox.showing import PAGE
from oogopslag.journal import queries as journal

if TYPE_CHECKING:
    from oogopslag.journal.models import Line
    from oogopslag.people.models import Organisation, Resident

WITHHELD = frozenset({"inbox.opened", "inbox.noted", "inbox.assigned"})


@dataclass(frozen=True, kw_only=True)
class Link:
    """One line of a chain. Withheld: the reader may check the chain, not read this line or when

    it was written (its id would tell that too)."""

    id: UUID | None
    name: str
    moment: datetime | None
    actor: str
    data: dict[str, Any]
    position: int
    previous: str
    digest: str
    withheld: bool


@dataclass(frozen=True, kw_only=True)
class Told:
    """One notification with its own chain; `text` is the version that was sent."""

    line: ProofLine
    links: tuple[Link, ...]


@dataclass(frozen=True, kw_only=True)
class Proof:
    """The bundle of one message, for one reader. `sound`: every chain fits."""

    message: UUID
    thread: UUID
    organisation: Text
    title: Text
    kind: str
    code: str
    placed: datetime
    first_opened: datetime | None
    opened_level: str
    confirmed: datetime | None
    text: Text
    links: tuple[Link, ...]
    told: tuple[Told, ...]
    sound: bool


def of_resident(resident: "Resident", message_id: UUID) -> Proof:
    """The bundle as the resident reads it. Raises UnknownThread for another's message."""
    message = showing.message_in(Thread.objects.filter(resident=resident), message_id)
    # What was taken back may be about somebody else: its hash proves it, nobody reads it.
    text = {} if message.retracted else message.body
    return _bundle(message, text, withheld=frozenset({"inbox.noted", "inbox.assigned"}))


def of_organisation(organisation: "Organisation", message_id: UUID) -> Proof:
    """The bundle as the sender reads it: opening only where it has legal effect or may be seen."""
    rows = Thread.objects.filter(organisation=organisation)
    message = showing.message_in(rows, message_id)
    seen = showing.may_see_opening(message)
    return _bundle(message, message.body, withheld=frozenset() if seen else WITHHELD)


def _bundle(message: Message, text: Text, *, withheld: frozenset[str]) -> Proof:
    thread = message.thread
    chain = f"thread:{thread.id}"
    hides = "inbox.opened" in withheld
    subjects = [message.id]
    subjects += Duty.objects.filter(message=message).values_list("id", flat=True)[:PAGE]
    told = [
        one
        for subject in subjects
        for one in withholding.notices_of(subject, sees_opening=not hides)
    ]
    chains = [chain, *(f"delivery:{one.id}" for one in told)]
    sound = not any(journal.broken_links(one) for one in chains)
    return Proof(
        message=message.id,
        thread=thread.id,
        organisation=thread.organisation.name,
        title=thread.title,
        kind=message.kind,
        code=message.code,
        placed=message.placed,
        first_opened=None if hides else message.first_opened,
        opened_level="" if hides else message.opened_level,
        confirmed=message.confirmed,
        text=text,
        links=_links(chain, withheld),
        told=tuple(_told(one, hides=hides) for one in told),
        sound=sound,
    )


def _told(one: ProofLine, *, hides: bool) -> Told:
    """A notice with its chain; of one that is only planned for this reader, no chain either."""
    links = () if hides and one.settled is None else _links(f"delivery:{one.id}")
    return Told(line=one, links=links)


def _links(chain: str, withheld: frozenset[str] = frozenset()) -> tuple[Link, ...]:
    return tuple(_link(line, withheld) for line in journal.of_chain(chain))


def _link(line: "Line", withheld: frozenset[str]) -> Link:
    hidden = line.name in withheld
    return Link(
        id=None if hidden else line.id,
        name="" if hidden else line.name,
        moment=None if hidden else line.moment,
        actor="" if hidden else line.actor,
        data={} if hidden else line.data,
        position=line.position,
        previous=line.previous,
        digest=line.digest,
        withheld=hidden,
    )
