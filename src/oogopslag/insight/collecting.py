"""Reads the journal behind the pages, keeps what may be counted, and closes months.

Counting waits for nobody: it reads lines after they were committed, so no resident's request
carries it. The last half minute is read again each round, for lines that were committed late;
an event has the id of its line, so it counts once.
"""

import logging
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import polars as pl
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from oogopslag.core.readiness import columns
from oogopslag.core.readiness.events import Event, UnfitEvent
from oogopslag.core.values import SYSTEM
from oogopslag.insight import content
from oogopslag.insight.models import EventRow, Reader
from oogopslag.insight.translating import translated
from oogopslag.journal import actions as journal
from oogopslag.journal import queries as lines

log = logging.getLogger(__name__)
OVERLAP = timedelta(seconds=30)
PAGE, PAGES = 1_000, 20


def folder() -> Path:
    """Where closed months stand; what comes from the demo year stands apart."""
    return Path(settings.CONFIG.data) / "insight" / "events"


def collect() -> int:
    """Takes in the lines since the last round; gives how many events were kept."""
    reader, _ = Reader.objects.get_or_create(name="journal")
    last, kept = reader.last, 0
    for _ in range(PAGES):
        page = lines.after(last, limit=PAGE)
        kept += keep(translated(page))
        if page:
            last = page[-1].id
        if len(page) < PAGE:
            # Caught up: next time a little is read again.
            last = min(last, _id_at(timezone.now() - OVERLAP)) if last else None
            break
    Reader.objects.filter(name="journal").update(last=last)
    return kept


def _id_at(moment: datetime) -> UUID:
    """The smallest version 7 id of a moment."""
    return UUID(int=int(moment.timestamp() * 1000) << 80)


def keep(events: Iterable[Event]) -> int:
    """Keeps events once each; one that may not be counted is refused, logged without content."""
    now, rows = timezone.now(), []
    for event in events:
        try:
            content.vocabulary().check(event, now)
        except UnfitEvent as error:
            log.warning("An event was not counted: %s", error)
            continue
        values = {name: getattr(event, name) for name in event.__dataclass_fields__}
        rows.append(EventRow(**values))
    before = EventRow.objects.filter(id__in=[row.id for row in rows]).values_list("id", flat=True)
    fresh = {row.id: row for row in rows if row.id not in set(before)}
    EventRow.objects.bulk_create(fresh.values(), ignore_conflicts=True, batch_size=500)
    return len(fresh)


def close_months() -> int:
    """Writes the events of past months to their column files; gives how many rows left."""
    today = timezone.localdate()
    first = datetime(today.year, today.month, 1, tzinfo=UTC)
    moments = EventRow.objects.filter(moment__lt=first).order_by("moment")
    moved = 0
    while oldest := moments.first():
        moved += _close(oldest.moment.astimezone(UTC).date().replace(day=1))
    return moved


@transaction.atomic
def _close(month: date) -> int:
    following = (month + timedelta(days=32)).replace(day=1)
    rows = EventRow.objects.filter(
        moment__gte=datetime(month.year, month.month, 1, tzinfo=UTC),
        moment__lt=datetime(following.year, following.month, 1, tzinfo=UTC),
    )
    events = [
        Event(**{name: getattr(row, name) for name in Event.__dataclass_fields__}) for row in rows
    ]
    fresh = columns.frame(content.vocabulary(), events)
    write(folder(), f"{month:%Y-%m}", fresh)
    rows.delete()
    journal.write("insight.month_closed", actor=SYSTEM, month=month, events=len(events))
    return len(events)


def write(where: Path, month: str, fresh: pl.DataFrame) -> None:
    """Adds events to a month's file: what was there stays, and each event is there once."""
    where.mkdir(parents=True, exist_ok=True)
    file = columns.month_file(where, month)
    if file.exists():
        there = columns.scan(content.vocabulary(), file).collect()
        fresh = pl.concat([there, fresh]).unique("id", keep="first")
    half = file.with_suffix(".part")
    fresh.write_parquet(half)
    half.replace(file)
