"""What can be asked of the journal."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection
from django.utils import timezone

from oogopslag.journal.actions import digest
from oogopslag.journal.models import Line


def of_chain(chain: str) -> list[Line]:
    """The lines of one case or thread, oldest first."""
    return list(Line.objects.filter(chain=chain).order_by("position"))


def last_of(chain: str, names: Iterable[str]) -> Line | None:
    """The newest line with one of these names in a chain; one query."""
    return Line.objects.filter(chain=chain, name__in=list(names)).order_by("-position").first()


def of_resident(
    resident: UUID, *, names: Iterable[str] = (), before: UUID | None = None, limit: int = 50
) -> list[Line]:
    """Lines about one resident, newest first; `before` is the id of the last line already shown."""
    lines = Line.objects.filter(resident=resident)
    if names:
        lines = lines.filter(name__in=list(names))
    if before:
        lines = lines.filter(id__lt=before)
    return list(lines.order_by("-id")[:limit])


def broken_links(chain: str) -> list[UUID]:
    """The lines of a chain whose hash or link does not fit: empty when all is sound."""
    previous, broken = "", []
    for line in of_chain(chain):
        if line.previous != previous or digest(line) != line.digest:
            broken.append(line.id)
        previous = line.digest
    return broken


def times_of(resident: UUID, name: str, since: datetime, until: datetime) -> int:
    """How often this happened to somebody, both ends included; never on the path of a request."""
    return Line.objects.filter(
        resident=resident, name=name, moment__gte=since, moment__lte=until
    ).count()


def taken_before(line: Line) -> bool:
    """Whether somebody had taken this chain's case already, before this line."""
    rows = Line.objects.filter(chain=line.chain, name=line.name, position__lt=line.position)
    return any(data.get("taken") for data in rows.values_list("data", flat=True))


def after(last: UUID | None, *, limit: int = 2_000) -> list[Line]:
    """The lines that follow one, oldest first: for readers that keep their own place."""
    until = whole_until()
    lines = Line.objects.filter(moment__lte=until) if until else Line.objects.all()
    lines = lines.filter(id__gt=last) if last else lines
    return list(lines.order_by("id")[:limit])


def whole_until() -> datetime | None:
    """After this moment lines may still come; None where there is one writer at a time.

    A line gets its number when it is written and is seen when its transaction is done; a reader
    that passed a later number would never see it. At most a minute ago.
    """
    if connection.vendor != "postgresql":
        return None
    now = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT min(xact_start) FROM pg_stat_activity WHERE backend_xid IS NOT NULL "
            "AND datname = current_database() AND pid <> pg_backend_pid()"
        )
        (begun,) = cursor.fetchone()
    return max(begun, now - timedelta(minutes=1)) if begun else now
