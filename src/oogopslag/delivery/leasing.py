"""Which rows go next: lanes, fairness between organisations, leases that run out."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from oogopslag.delivery.models import OutboxRow

# Of a batch, what urgent may take at most while others wait; bulk gets what is left.
URGENT_SHARE = 0.8
BULK_IN_FLIGHT = 200  # rows of one organisation in the bulk lane that are leased at once
BULK_BESIDE_URGENT = 10
_RIPEN = 2_000


def length() -> timedelta:
    """How long a lease lasts."""
    return timedelta(seconds=settings.CONFIG.lease_seconds)


def ripen(now: datetime) -> int:
    """What was for later waits from now on, once its moment has come."""
    due = OutboxRow.objects.filter(state=OutboxRow.LATER, next_try__lte=now)
    ids = list(due.order_by("next_try").values_list("id", flat=True)[:_RIPEN])
    rows = OutboxRow.objects.filter(id__in=ids, state=OutboxRow.LATER)
    return rows.update(state=OutboxRow.WAITING) if ids else 0


def expire(now: datetime) -> int:
    """Leases of a worker that died: the rows wait again, and the possible double is counted."""
    late = OutboxRow.objects.filter(state=OutboxRow.LEASED, leased_until__lt=now)
    return late.update(state=OutboxRow.WAITING, leased_until=None, repeats=F("repeats") + 1)


@transaction.atomic
def lease(limit: int, *, urgent: bool = True) -> list[OutboxRow]:
    """Takes a batch: urgent first, a share for normal, bulk with what is left over.

    Not `urgent`: somebody else takes those.

    Within a lane every organisation gets an equal part, so that one that grows sevenfold
    delays nobody else.
    """
    now = timezone.now()
    expire(now)
    ripen(now)
    return _leased(_shared(limit, urgent=urgent), now)


@transaction.atomic
def lease_urgent(limit: int, *, since: timedelta = timedelta()) -> list[OutboxRow]:
    """Takes urgent rows alone, so that they are settled without the rest; those that wait so long.

    One that fails and waits for its next try waits from that moment on.
    """
    now = timezone.now()
    # Without a wait no moment is compared: a clock that went back an hour holds nothing up.
    before = now - since if since else None
    return _leased(_lane(OutboxRow.URGENT, limit, {}, before=before), now)


def _shared(limit: int, *, urgent: bool) -> list[OutboxRow]:
    rows = _lane(OutboxRow.URGENT, limit, {}) if urgent else []
    keep = limit - int(limit * URGENT_SHARE)
    normal = _lane(OutboxRow.NORMAL, max(keep, limit - len(rows)), {})
    rows = rows[: max(limit - len(normal), int(limit * URGENT_SHARE))] + normal
    if len(rows) < limit:
        # A batch is settled as a whole: with urgent in it, it stays small.
        small = bool(rows) and rows[0].lane == OutboxRow.URGENT
        room = min(limit - len(rows), BULK_BESIDE_URGENT) if small else limit - len(rows)
        rows += _lane(OutboxRow.BULK, room, _bulk_in_flight())
    return rows


def _leased(rows: list[OutboxRow], now: datetime) -> list[OutboxRow]:
    until = now + length()
    OutboxRow.objects.filter(id__in=[row.id for row in rows]).update(
        state=OutboxRow.LEASED, leased_until=until
    )
    for row in rows:
        row.state, row.leased_until = OutboxRow.LEASED, until
    return rows


def _lane(
    lane: int, room: int, taken: dict[str, int], before: datetime | None = None
) -> list[OutboxRow]:
    """An equal part for each organisation first; then what is left, for who has more."""
    waiting = OutboxRow.objects.filter(state=OutboxRow.WAITING, lane=lane)
    if before:
        waiting = waiting.filter(next_try__lte=before)
    organisations = _organisations(waiting)
    most = BULK_IN_FLIGHT if lane == OutboxRow.BULK else room
    found: list[OutboxRow] = []
    for equal in (max(1, room // max(1, len(organisations))), room):
        for organisation in organisations:
            own = [row.id for row in found if row.organisation == organisation]
            part = min(equal, room - len(found), most - taken.get(organisation, 0) - len(own))
            if part > 0:
                rows = waiting.filter(organisation=organisation).exclude(id__in=own)
                found += _take(rows, part)
    return found


def _organisations(waiting: QuerySet[OutboxRow]) -> list[str]:
    """Who has something waiting, by hopping through the index: rows are never counted."""
    names: list[str] = []
    while True:
        after = waiting.filter(organisation__gt=names[-1]) if names else waiting
        one = after.order_by("organisation").values_list("organisation", flat=True).first()
        if one is None:
            return names
        names.append(one)


def _take(rows: QuerySet[OutboxRow], number: int) -> list[OutboxRow]:
    if connection.features.has_select_for_update_skip_locked:
        rows = rows.select_for_update(skip_locked=True, of=("self",))
    return list(rows.order_by("next_try").select_related("resident__account")[:number])


def _bulk_in_flight() -> dict[str, int]:
    """How much of each organisation's bulk is leased now; leased rows are few."""
    taken: dict[str, int] = {}
    leased = OutboxRow.objects.filter(state=OutboxRow.LEASED, lane=OutboxRow.BULK)
    for organisation in leased.values_list("organisation", flat=True)[:10_000]:
        taken[organisation] = taken.get(organisation, 0) + 1
    return taken


def give_back(rows: list[OutboxRow]) -> None:
    """Rows of a batch that were not tried: they wait again."""
    ids = [row.id for row in rows]
    OutboxRow.objects.filter(id__in=ids, state=OutboxRow.LEASED).update(
        state=OutboxRow.WAITING, leased_until=None
    )


def urgent_waits() -> bool:
    """Whether something urgent stands in line; asks one index and takes nothing."""
    return OutboxRow.objects.filter(lane=OutboxRow.URGENT, state=OutboxRow.WAITING).exists()
