"""What may be counted of remarks and of the camera: no text, no person; for insight."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from oogopslag.paper import library
from oogopslag.paper.guide import Guide
from oogopslag.paper.models import Quality, Remark


@dataclass(frozen=True, kw_only=True)
class RemarkFacts:
    """One remark about a form: of which service, answered in time, with a reason or a change."""

    service: str
    in_time: bool
    reason: bool
    changed: bool


def remarks(ids: Iterable[UUID]) -> dict[UUID, RemarkFacts]:
    """The remarks with these ids whose form still exists."""
    guides = library.guides()
    return {
        row.id: RemarkFacts(
            service=guides[row.guide].service,
            in_time=row.handled is not None and timezone.localdate(row.handled) <= row.due,
            reason=bool(row.answer),
            changed=bool(row.changed),
        )
        for row in Remark.objects.filter(id__in=list(ids))
        if row.guide in guides
    }


def recognised() -> Mapping[str, Mapping[str, int]]:
    """Per service how often the camera recognised a form, took it for another, or knew nothing."""
    guides, found = library.guides(), dict[str, dict[str, int]]()
    rows = Quality.objects.filter(field="", kind__in=["recognised", "mistaken", "unknown"])
    for guide, kind, count in rows.values_list("guide", "kind", "count"):
        if guide in guides:
            of_service = found.setdefault(guides[guide].service, {})
            of_service[kind] = of_service.get(kind, 0) + count
    return found


def guides() -> list[Guide]:
    """Every form that has a guide."""
    return list(library.guides().values())
