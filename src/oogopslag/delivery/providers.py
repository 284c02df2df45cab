"""Several providers of one channel: shares, the next one when one is down, less for a slow one."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from oogopslag.delivery.adapters.notify import Notify
from oogopslag.delivery.errors import Refused, Undeliverable
from oogopslag.delivery.models import OutboxRow, Provider
from oogopslag.delivery.parcel import Handed, Parcel

SMS = "sms"
SLOW = timedelta(minutes=5)
LOOKED_AT = timedelta(minutes=15)
SLOW_SHARE = 0.15
STEP, LEAST = 10, 5
DRIFT_BACK_AFTER = timedelta(hours=1)
_MOST = 2_000


def configured() -> list[Notify]:
    """The providers of SMS in this deployment, first choice first."""
    given = [part.strip() for part in settings.CONFIG.sms_urls.split(",") if part.strip()]
    return [Notify.read(one) for one in given]


def sms(parcel: Parcel) -> Handed:
    """By one of the providers, in proportion to their shares; by the next when it is down, or
    refuses: mostly something of its own account or template is wrong then.

    Raises Undeliverable when none took it now, Refused when all refuse it for good, NoAddress.
    """
    reasons, for_good = [], True
    for provider in _in_turn(configured()):
        try:
            return provider.sms(parcel)
        except (Undeliverable, Refused) as error:
            reasons.append(str(error))
            for_good = for_good and isinstance(error, Refused)
    if not reasons:
        raise Undeliverable("no provider of SMS is set up")
    raise (Refused if for_good else Undeliverable)("; ".join(reasons))


def _in_turn(known: Sequence[Notify]) -> list[Notify]:
    if len(known) < 2:
        return list(known)
    shares = shares_of(SMS, [one.name for one in known])
    lot = secrets.randbelow(sum(shares.values()) or 1)
    for place, one in enumerate(known):
        lot -= shares[one.name]
        if lot < 0:
            return [one, *known[:place], *known[place + 1 :]]
    return list(known)


def shares_of(channel: str, names: Sequence[str]) -> dict[str, int]:
    """The stored shares; equal parts for a provider that is new."""
    rows = Provider.objects.filter(channel=channel, name__in=names)
    found = dict(rows.values_list("name", "share"))
    for name in names:
        if name not in found:
            found[name] = 100 // len(names)
            Provider.objects.get_or_create(
                channel=channel,
                name=name,
                defaults={"share": found[name], "changed": timezone.now()},
            )
    return found


@transaction.atomic
def balance() -> bool:
    """Moves shares: less for one provider that is slow, nothing when all are, back later.

    Slow: of what it took in the last 15 minutes, 15 % or more took over 5 minutes to arrive.
    Gives whether anything moved.
    """
    names = [one.name for one in configured()]
    if len(names) < 2:
        return False
    shares_of(SMS, names)
    rows = {
        row.name: row
        for row in Provider.objects.select_for_update().filter(channel=SMS, name__in=names)
    }
    now = timezone.now()
    slow = [name for name in names if _is_slow(name, now)]
    if len(slow) == len(names):
        return False
    if slow:
        moved = [_lower(rows, name, now) for name in slow]
        return any(moved)
    return _drift_back(rows, now)


def _is_slow(name: str, now: datetime) -> bool:
    recent = OutboxRow.objects.filter(
        channel=SMS, provider=name, settled__gte=now - LOOKED_AT, settled__lte=now - SLOW
    )
    times = list(recent.order_by("-settled").values_list("settled", "receipt")[:_MOST])
    late = [one for one in times if one[1] is None or one[0] is None or one[1] - one[0] > SLOW]
    return bool(times) and len(late) / len(times) >= SLOW_SHARE


def _lower(rows: dict[str, Provider], name: str, now: datetime) -> bool:
    step = min(STEP, rows[name].share - LEAST)
    others = [row for other, row in rows.items() if other != name]
    if step <= 0 or now - rows[name].changed < timedelta(minutes=1):
        return False
    _give(rows[name], -step, now)
    _give(max(others, key=lambda row: row.share), step, now)
    return True


def _drift_back(rows: dict[str, Provider], now: datetime) -> bool:
    low, high = (pick(rows.values(), key=lambda row: row.share) for pick in (min, max))
    settled = now - max(low.changed, high.changed) >= DRIFT_BACK_AFTER
    if not settled or high.share - low.share < STEP:
        return False
    _give(high, -STEP // 2, now)
    _give(low, STEP // 2, now)
    return True


def _give(row: Provider, change: int, now: datetime) -> None:
    row.share, row.changed = row.share + change, now
    row.save(update_fields=["share", "changed"])
