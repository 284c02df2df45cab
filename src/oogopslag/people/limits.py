"""How much one key may send: a token bucket per key, and the daily allowance of a trial."""

import threading
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from oogopslag.people.errors import TooMany, TrialUsedUp
from oogopslag.people.models import Bucket, Client

TRIAL_A_DAY = 50
TEAM_SHARE = 50

# Tokens this process took out of a bucket and has not spent: a busy key costs one row update
# for each second's worth of calls, not one for each call.
_purse: dict[UUID, int] = {}
_lock = threading.Lock()


def rate(kind: str) -> int:
    """Items a minute for a kind of key."""
    full = settings.CONFIG.client_rate
    return max(1, full // TEAM_SHARE) if kind == Client.TEAM else full


def spend(client: Client, items: int = 1) -> None:
    """Takes tokens. Raises TooMany when there are not enough."""
    with _lock:
        if (held := _purse.get(client.id, 0)) >= items:
            _purse[client.id] = held - items
            return
    chunk = max(items, rate(client.kind) // 60)
    taken = _take(client, items, chunk)
    with _lock:
        _purse[client.id] = _purse.get(client.id, 0) + taken - items


@transaction.atomic
def _take(client: Client, least: int, most: int) -> int:
    """At least `least` and at most `most` tokens out of the bucket. Raises TooMany."""
    now, full = timezone.now(), rate(client.kind)
    Bucket.objects.get_or_create(client=client, defaults={"tokens": full, "filled": now})
    bucket = Bucket.objects.select_for_update().get(client=client)
    tokens = _refilled(bucket, now, full)
    if tokens < least:
        raise TooMany(seconds=int((least - tokens) / full * 60) + 1)
    taken = min(most, int(tokens))
    Bucket.objects.filter(client=client).update(tokens=tokens - taken, filled=now)
    return taken


def _refilled(bucket: Bucket, now: datetime, full: int) -> float:
    passed = max(0.0, (now - bucket.filled).total_seconds())
    return min(float(full), bucket.tokens + passed * full / 60)


def spend_trial(client: Client, items: int = 1) -> None:
    """Counts the messages of a team key today, in the caller's transaction. Raises TrialUsedUp."""
    if client.kind != Client.TEAM:
        return
    today = timezone.localdate()
    mine = Client.objects.filter(id=client.id)
    mine.exclude(day=today).update(day=today, used_today=0)
    mine.filter(day=None).update(day=today, used_today=0)
    fits = mine.filter(used_today__lte=TRIAL_A_DAY - items)
    if not fits.update(used_today=F("used_today") + items):
        raise TrialUsedUp(seconds=3600)


def forget() -> None:
    """Puts away what this process holds; for a fresh start in tests."""
    with _lock:
        _purse.clear()
