"""Write a line, follow lines, seal them."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from oogopslag.core.values import Actor
from oogopslag.journal import vocabulary
from oogopslag.journal.errors import ChainTooLong
from oogopslag.journal.models import Line, Seal
from oogopslag.rows import copying

Follower = Callable[[Line], None]
ManyFollower = Callable[[Sequence[Line]], None]

_followers: dict[str, list[Follower]] = defaultdict(list)
_of_many: dict[str, list[ManyFollower]] = defaultdict(list)
_depth: ContextVar[int] = ContextVar("journal_depth", default=0)
LONGEST_CHAIN = 2
SETTLED = timedelta(minutes=1)  # no transaction takes longer


def follow(*names: str) -> Callable[[Follower], Follower]:
    """Registers a reaction to the names: called with the line, in the same transaction."""

    def register(function: Follower) -> Follower:
        for name in names:
            _followers[name].append(function)
        return function

    return register


def follow_together(*names: str) -> Callable[[ManyFollower], ManyFollower]:
    """As `follow`, for a reaction that takes the lines of one call together: one or hundreds."""

    def register(function: ManyFollower) -> ManyFollower:
        for name in names:
            _of_many[name].append(function)
        return function

    return register


def followers() -> dict[str, list[Follower]]:
    return dict(_followers)


def write(
    name: str,
    *,
    actor: Actor,
    resident: UUID | None = None,
    organisation: str = "",
    chain: str = "",
    begins: bool = False,
    **data: object,
) -> Line:
    """Adds one line and tells its followers, inside the caller's transaction.

    `name` is `room.happened`, declared in the room's vocabulary; `chain` is "case:<id>" or
    "thread:<id>" and links the line to the one before it, unless the chain `begins` with it (one
    that has lines already then refuses it: IntegrityError); `data` holds ids, codes, dates, whole
    numbers, flags and hashes only.
    Raises UnknownEvent, UnfitData, ChainTooLong; TransactionManagementError outside a
    transaction.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("A journal line belongs in a transaction.")
    before = None if begins else _last_of(chain)
    line = Line(
        name=name,
        moment=timezone.now(),
        actor=str(actor),
        resident=resident,
        organisation=organisation,
        chain=chain,
        data=vocabulary.checked(name, data),
        position=before.position + 1 if before else 0,
        previous=before.digest if before else "",
    )
    line.digest = digest(line)
    line.save(force_insert=True)
    _tell(name, [line])
    return line


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One of many lines that are written together."""

    actor: Actor
    resident: UUID | None = None
    organisation: str = ""
    chain: str = ""
    data: Mapping[str, object] = field(default_factory=dict)


def write_all(name: str, entries: Sequence[Entry], *, begins: bool = False) -> None:
    """Many lines of one event in two queries, each in a chain of its own; tells the followers.

    As `write`: inside the caller's transaction, with the same errors; `begins`: no chain has a line
    yet, which costs one query less.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("A journal line belongs in a transaction.")
    last = {} if begins else _lasts_of({entry.chain for entry in entries if entry.chain})
    lines = [_line(name, entry, last.get(entry.chain)) for entry in entries]
    copying.insert(lines)
    _tell(name, lines)


def _lasts_of(chains: set[str]) -> dict[str, tuple[int, str]]:
    rows = Line.objects.filter(chain__in=chains).order_by("position")
    return {
        chain: (at, digest_)
        for chain, at, digest_ in rows.values_list("chain", "position", "digest")
    }


def _line(name: str, entry: Entry, before: tuple[int, str] | None) -> Line:
    line = Line(
        name=name,
        moment=timezone.now(),
        actor=str(entry.actor),
        resident=entry.resident,
        organisation=entry.organisation,
        chain=entry.chain,
        data=vocabulary.checked(name, entry.data),
        position=before[0] + 1 if before else 0,
        previous=before[1] if before else "",
    )
    line.digest = digest(line)
    return line


def digest(line: Line) -> str:
    """The hash that chains a line to the one before it."""
    content = [
        str(line.id), line.name, line.moment.isoformat(), line.actor, str(line.resident or ""),
        line.organisation, line.chain, line.position, line.data, line.previous,
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def _last_of(chain: str) -> Line | None:
    return Line.objects.filter(chain=chain).order_by("-position").first() if chain else None


def _tell(name: str, lines: Sequence[Line]) -> None:
    each, together = _followers.get(name, ()), _of_many.get(name, ())
    depth = _depth.get()
    if depth >= LONGEST_CHAIN and (each or together):
        raise ChainTooLong(name)
    token = _depth.set(depth + 1)
    try:
        for line in lines if each else ():
            for follower in each:
                follower(line)
        for many in together if lines else ():
            many(lines)
    finally:
        _depth.reset(token)


@transaction.atomic
def seal(limit: int = 10_000, *, settled: timedelta = SETTLED) -> Seal | None:
    """Seals at most `limit` lines that no seal covers yet; None when there is nothing to seal.

    Younger lines wait: one with a lower number may still be in a transaction that is not done,
    and no later seal would cover it.
    """
    before = Seal.objects.order_by("-id").first()
    lines = Line.objects.filter(moment__lte=timezone.now() - settled).order_by("id")
    if before:
        lines = lines.filter(id__gt=before.last)
    rows = list(lines.values_list("id", "digest")[:limit])
    if not rows:
        return None
    joined = hashlib.sha256((before.digest if before else "").encode())
    for _, line_digest in rows:
        joined.update(bytes.fromhex(line_digest))
    return Seal.objects.create(
        moment=timezone.now(),
        first=rows[0][0],
        last=rows[-1][0],
        lines=len(rows),
        previous=before.digest if before else "",
        digest=joined.hexdigest(),
    )
