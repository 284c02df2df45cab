"""Sends a leased batch outside any transaction and settles it in one commit."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from django.utils import timezone

from oogopslag.delivery import conditions, leasing, reach, sandbox, settling, timing
from oogopslag.delivery.adapters import lines
from oogopslag.delivery.adapters.channels import channels, channels_of_many
from oogopslag.delivery.errors import (
    ConditionUnknown,
    NoAddress,
    NotAtOnce,
    Refused,
    Undeliverable,
    WrongAddress,
)
from oogopslag.delivery.models import OutboxRow
from oogopslag.delivery.parcel import Handed, Parcel, Send, SendMany
from oogopslag.delivery.settling import Outcome
from oogopslag.people import queries as people

BATCH = 200
# A round hands over for so long, then lets other work go first; what was not tried goes back.
ROUND_SECONDS = 4.0
URGENT_SECONDS, LOOK = 1.0, 0.1
# An urgent row that waits so long is taken by the usual rounds too: what hands over urgent hangs.
HELP_AFTER = timedelta(seconds=2)
# At once again, in seconds; together never longer than the round's patience.
AT_ONCE = (0.1, 0.2, 0.5, 0.8, 1.0)
Ready = tuple[OutboxRow, Parcel]


@dataclass(frozen=True, kw_only=True)
class Delivered:
    """What one round of the worker did."""

    sent: int = 0
    failed: int = 0
    skipped: int = 0
    later: int = 0


@dataclass(kw_only=True)
class _Round:
    """The patience of one round: for all rows together, and per channel that is down."""

    ends: float
    patience: float = sum(AT_ONCE)
    down: set[str] = field(default_factory=set)

    def pauses(self, channel: str) -> Iterator[float]:
        """The pauses before each further try at once."""
        for pause in AT_ONCE:
            if channel in self.down or pause > self.patience:
                return
            self.patience -= pause
            yield pause
        self.down.add(channel)


def deliver_due(limit: int = BATCH, *, urgent: bool = True) -> Delivered:
    """Leases a batch, sends it outside any transaction, and settles what came of it.

    A worker that dies keeps its lease for five minutes; then another takes the rows over. Not
    `urgent`: `deliver_urgent` has those.
    """
    return _deliver(leasing.lease(limit, urgent=urgent))


def deliver_urgent(seconds: float = URGENT_SECONDS) -> None:
    """What is urgent, in a process of its own: no batch or letter of the worker is before it.

    Looks again every LOOK seconds, for so long: whoever lets urgent pass waits no longer than that.
    """
    ends = time.monotonic() + seconds
    while True:
        while leasing.urgent_waits() and _deliver(leasing.lease_urgent(BATCH)) != Delivered():
            pass
        if time.monotonic() >= ends:
            return
        time.sleep(LOOK)


def _deliver(rows: list[OutboxRow]) -> Delivered:
    if not rows:
        return Delivered()
    round_ = _Round(ends=time.monotonic() + ROUND_SECONDS)
    ways, many = channels(), channels_of_many()
    reachable = reach.of_many(
        {row.resident_id: row.resident for row in rows if row.resident}.values()
    )
    wanted = conditions.wanted_of((row.condition, row.subject) for row in rows)
    outcomes: list[Outcome] = []
    ready: list[Ready] = []
    for row in rows:
        if held := _held(row, wanted.get((row.condition, row.subject))):
            outcomes.append(held)
        else:
            ready.append((row, _parcel(row, reachable)))
    with lines.kept_open():
        while ready:
            if time.monotonic() > round_.ends:
                leasing.give_back([row for row, _parcel_ in ready])
                break
            now, ready = _next(ready, many)
            outcomes += _together(now, many) if len(now) > 1 else [_outcome(*now[0], ways, round_)]
    return Delivered(**settling.settle(outcomes))


def _next(ready: list[Ready], many: dict[str, SendMany]) -> tuple[list[Ready], list[Ready]]:
    """The first, with all others of its channel where that takes many at once; and the rest."""
    first, channel = ready[0][0], ready[0][0].channel
    if channel not in many or _simulated(first):
        return ready[:1], ready[1:]
    same = [one for one in ready if one[0].channel == channel and not _simulated(one[0])]
    taken = {row.id for row, _parcel_ in same}
    return same, [one for one in ready if one[0].id not in taken]


def _together(ready: list[Ready], many: dict[str, SendMany]) -> list[Outcome]:
    found = many[ready[0][0].channel]([parcel for _row, parcel in ready])
    return [
        _failed(row, said) if isinstance(said, Exception)
        else Outcome(row=row, state=OutboxRow.SENT, handed=said)
        for (row, _parcel_), said in zip(ready, found, strict=True)
    ]  # fmt: skip


def _simulated(row: OutboxRow) -> bool:
    return row.resident is not None and bool(row.resident.simulator)


def deliver(seconds: float = ROUND_SECONDS) -> None:
    """Rounds until nothing waits or the time is over: what the worker does every second.

    Urgent rows are those of `deliver_urgent`, and are taken here when they wait all the same.
    """
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        late = _deliver(leasing.lease_urgent(BATCH, since=HELP_AFTER))
        if deliver_due(urgent=False) == late == Delivered():
            return


def _outcome(row: OutboxRow, parcel: Parcel, ways: dict[str, Send], round_: _Round) -> Outcome:
    try:
        handed = _handed(_way(row, ways), parcel, round_.pauses(row.channel)) or Handed()
    except (NoAddress, Refused, Undeliverable) as error:
        return _failed(row, error, parcel.address)
    return Outcome(row=row, state=OutboxRow.SENT, handed=handed)


def _failed(row: OutboxRow, error: Exception, address: str = "") -> Outcome:
    if isinstance(error, NoAddress):
        return Outcome(row=row, state=OutboxRow.SKIPPED, reason="no address")
    final = isinstance(error, Refused)
    broken = address if isinstance(error, WrongAddress) else ""
    return Outcome(row=row, state=OutboxRow.FAILED, reason=str(error), final=final, broken=broken)


def _held(row: OutboxRow, wanted: bool | None) -> Outcome | None:
    """Why this row does not go now; None when it may. `wanted` None: it must still be asked."""
    try:
        if wanted is None:
            wanted = conditions.holds(row.condition, row.subject)
        if not wanted:
            return Outcome(row=row, state=OutboxRow.SKIPPED, reason=OutboxRow.NOT_WANTED)
    except ConditionUnknown:
        if row.step:  # a reminder waits; a first notice goes
            return Outcome(row=row, state=OutboxRow.LATER, reason="condition unknown")
    now = timezone.now()
    if timing.allowed_from(row, now) > now:
        return Outcome(row=row, state=OutboxRow.LATER, reason="quiet hours")
    return None


def _way(row: OutboxRow, ways: dict[str, Send]) -> Send:
    """The channel itself; for a resident that does not exist, its simulator."""
    if row.resident is not None and row.resident.simulator:
        return sandbox.way_of(row.resident.simulator)
    return ways[row.channel]


def _handed(send: Send, parcel: Parcel, pauses: Iterator[float]) -> Handed | None:
    while True:
        try:
            return send(parcel)
        except NotAtOnce:
            raise
        except Undeliverable:
            pause = next(pauses, None)
            if pause is None:
                raise
            time.sleep(pause)


def _parcel(row: OutboxRow, reachable: "reach.Known") -> Parcel:
    if row.resident is None:
        return Parcel(
            delivery=row.id, subject=row.subject, organisation=row.organisation, resident=None,
            address="", title="", body="", opens="", language="nl", target=row.target,
            attempt=row.attempts + 1, data=row.text["data"],
        )  # fmt: skip
    language = people.language_of(row.resident)
    found = reach.found(*reachable[row.resident.id], row.service, row.formal)
    body = row.text.get("short") if row.channel == "sms" else row.text["body"]
    return Parcel(
        delivery=row.id,
        subject=row.subject,
        organisation=row.organisation,
        resident=row.resident.id,
        address=found.addresses.get(row.channel, ""),
        title=row.text["title"].get(language) or row.text["title"]["nl"],
        body=(body or row.text["body"]).get(language) or (body or row.text["body"])["nl"],
        opens=row.opens,
        language=language,
        service=row.service,
        attempt=row.attempts + 1,
    )
