"""What may be counted of cases: no answer, no person; for insight."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Sum

from oogopslag.cases.models import Application, Case, TeamDay
from oogopslag.catalogue import queries as catalogue
from oogopslag.journal import queries as journal

JOURNEY = timedelta(days=90)
"""Cases of one life event follow each other within this time, or are two journeys."""


@dataclass(frozen=True, kw_only=True)
class AnswerFacts:
    """One fact a case rests on: which fact, who said it, which register has it ("" for none).

    `corrected`: a register said it and the resident said otherwise. `trusted`: the service takes
    it at the resident's word.
    """

    fact: str
    source: str
    register: str
    corrected: bool
    trusted: bool

    @property
    def asked(self) -> bool:
        """Whether the resident had to give it: a correction of what was filled in was not asked."""
        return self.source == "resident" and not self.corrected


@dataclass(frozen=True, kw_only=True)
class CaseFacts:
    """One case as counts need it. `shown`: what the resident was shown when applying."""

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
    answers: tuple[AnswerFacts, ...]
    channel: str
    helped: bool
    shown: str


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


_SHOWN = {"entitled": "certain", "probably": "maybe", "depends": "maybe", "not": "no"}


def _facts(case: Case, started: datetime | None) -> CaseFacts:
    # The first one: what replaced it later says nothing about how long somebody waited.
    decision = min(case.decision.all(), key=lambda one: one.decided, default=None)
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
        answers=_answers(case),
        channel=case.channel,
        helped=case.asked_by is not None,
        shown=_SHOWN.get(str((case.finding or {}).get("verdict", "")), ""),
    )


def _answers(case: Case) -> tuple[AnswerFacts, ...]:
    services = {one.slug: one for one in catalogue.services()}
    trusts = services[case.service].trusts if case.service in services else ()
    known = catalogue.library().dictionary
    found = []
    for row in case.answers:
        fact = str(row.get("fact", ""))
        name = fact.removeprefix("partner.")
        register = known[name].source if name in known else "resident"
        found.append(
            AnswerFacts(
                fact=fact,
                source=str(row.get("source", "")),
                register="" if register == "resident" else register,
                corrected=row.get("contradicts") is not None,
                trusted=fact in trusts,
            )
        )
    return tuple(found)


@dataclass(frozen=True, kw_only=True)
class JourneyFacts:
    """A case as part of a life event: where it began, logins since then, questions asked again.

    `again` holds the facts that another organisation asked earlier in the same journey.
    """

    organisation: str
    service: str
    begun: bool
    logins: int
    again: frozenset[str]


def journey(case_id: UUID, services: Collection[str]) -> JourneyFacts | None:
    """None for a case outside these services, and for one that nobody signed in for."""
    case = Case.objects.select_related("organisation").filter(id=case_id).first()
    if case is None or case.service not in services or case.typed_by or case.asked_by:
        return None
    chain = _chain(case, services)
    since = chain[-1].received if chain else _signed_in(case)
    logins = journal.times_of(case.resident_id, "people.arrived", since, case.received)
    first = chain[0] if chain else case
    return JourneyFacts(
        organisation=first.organisation.slug,
        service=first.service,
        begun=not chain,
        # Whoever begins had signed in, however long ago that was.
        logins=logins if chain else max(1, logins),
        again=frozenset(
            str(row["fact"])
            for one in chain
            if one.organisation_id != case.organisation_id
            for row in one.answers
            if row.get("source") == "resident" and row.get("contradicts") is None
        ),
    )


def _chain(case: Case, services: Collection[str]) -> list[Case]:
    """The cases of the same journey before this one, oldest first."""
    earlier = Case.objects.filter(
        resident_id=case.resident_id, kind=Case.APPLICATION, service__in=list(services),
        received__lt=case.received,
    ).select_related("organisation").order_by("-received")[:50]  # fmt: skip
    found: list[Case] = []
    for one in earlier:
        following = found[-1] if found else case
        if following.received - one.received > JOURNEY:
            break
        found.append(one)
    return found[::-1]


def _signed_in(case: Case) -> datetime:
    started = (
        Application.objects.filter(
            resident_id=case.resident_id, service=case.service, started__lte=case.received
        )
        .order_by("-started")
        .values_list("started", flat=True)
        .first()
    )
    return started or case.received


def handling(since: date, until: date) -> dict[tuple[str, str], tuple[int, int]]:
    """Minutes and cases per organisation and service, both days included; never of a person."""
    rows = (
        TeamDay.objects.filter(day__gte=since, day__lte=until, minutes__gt=0)
        .values_list("organisation__slug", "service")
        .annotate(all_minutes=Sum("minutes"), all_cases=Sum("cases"))
    )
    return {(slug, service): (minutes, many) for slug, service, minutes, many in rows}
