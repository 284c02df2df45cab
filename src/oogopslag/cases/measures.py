"""What may be counted of cases: no answer, no person; for insight."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from oogopslag.cases.models import Application, Case


@dataclass(frozen=True, kw_only=True)
class CaseFacts:
    """One case as counts need it; `prefilled` and `asked` are numbers of questions."""

    id: UUID
    organisation: str
    service: str
    kind: str
    started: datetime | None
    received: datetime
    decided: datetime | None
    late: bool
    explained: bool
    paused: bool
    prefilled: tuple[str, ...]
    asked: int


def cases(ids: Iterable[UUID]) -> dict[UUID, CaseFacts]:
    """The cases with these ids."""
    rows = list(
        Case.objects.filter(id__in=list(ids))
        .select_related("organisation")
        .prefetch_related("pauses", "decision")
    )
    started = {
        (resident, service): moment
        for resident, service, moment in Application.objects.filter(
            resident_id__in=[row.resident_id for row in rows]
        )
        .order_by("started")
        .values_list("resident_id", "service", "started")
    }
    return {row.id: _facts(row, started.get((row.resident_id, row.service))) for row in rows}


def _facts(case: Case, started: datetime | None) -> CaseFacts:
    # The first one: what replaced it later says nothing about how long somebody waited.
    decision = min(case.decision.all(), key=lambda one: one.decided, default=None)
    sources = [str(row.get("source", "")) for row in case.answers]
    return CaseFacts(
        id=case.id,
        organisation=case.organisation.slug,
        service=case.service,
        kind=case.kind,
        started=started,
        received=case.received,
        decided=decision.decided if decision else None,
        late=bool(decision and decision.late),
        # Reason, rule and data are there; the way to object is in every letter by its template.
        explained=bool(decision and decision.motivation and decision.finding),
        paused=bool(case.pauses.all()),
        prefilled=tuple(one for one in sources if one != "resident"),
        asked=sources.count("resident"),
    )
