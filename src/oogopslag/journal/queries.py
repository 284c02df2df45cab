"""What can be asked of the journal."""

from collections.abc import Iterable
from uuid import UUID

from oogopslag.journal.actions import digest
from oogopslag.journal.models import Line


def of_chain(chain: str) -> list[Line]:
    """The lines of one case or thread, oldest first."""
    return list(Line.objects.filter(chain=chain).order_by("position"))


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


def after(last: UUID | None, *, limit: int = 2_000) -> list[Line]:
    """The lines that follow one, oldest first: for readers that keep their own place."""
    lines = Line.objects.filter(id__gt=last) if last else Line.objects.all()
    return list(lines.order_by("id")[:limit])
