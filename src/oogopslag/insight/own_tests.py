"""What the platform tests of its own services: catalogue, words, steps, screens, camera, minutes.

Each result is evidence with a date and a source, one row per service and month (again when it
changed). A service that is not on the platform is not tested here, and nothing is supposed of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from oogopslag.cases import measures as cases
from oogopslag.catalogue import queries as catalogue
from oogopslag.catalogue.queries import Service
from oogopslag.core.readiness.evidence import EvidenceClass
from oogopslag.core.readiness.inventory import Step, online
from oogopslag.core.readiness.letters import check_letter
from oogopslag.insight import content
from oogopslag.insight.measuring import measured_again
from oogopslag.insight.models import Unit
from oogopslag.paper import measures as paper
from oogopslag.people import measures as people
from oogopslag.ui import conformance

FEWEST_CASES = 10
"""Minutes of work are shown over at least so many cases: never of one person's work."""


@dataclass(frozen=True, kw_only=True)
class Result:
    """One indicator of one service; `value` for a figure that is no share."""

    service: Service
    indicator: str
    hits: int
    n: int
    source: str
    value: float | None = None


def test_own_services(today: date | None = None) -> int:
    """Tests every service in the catalogue; gives how many results are new."""
    today = today or timezone.localdate()
    units = set(Unit.objects.values_list("body_id", "service"))
    here = [one for one in catalogue.services() if (one.organisation, one.slug) in units]
    return sum(_kept(found, today) for one in here for found in _results(one, today))


def _results(service: Service, today: date) -> Iterator[Result]:
    yield _one(service, "R1", (people.looked_after(service.organisation), 1), "catalogus")
    events = content.life_events().values()
    part = any(hop.service == service.slug for event in events for hop in event.hops)
    yield _one(service, "P1", (part, 1), "levensgebeurtenissen")
    yield _one(service, "R2", conformance.parts(), "sjablonen van de schermen")
    yield _one(service, "P6", _plain(service), "taaltoets (vuistregel B1)")
    yield _one(service, "G1", online(steps_online(service)), "catalogus: zes stappen")
    # Paper, phone and desk are typed in with the same questions (cases/receiving.py); the same form
    # on paper is there when a guide with this form was made.
    yield _one(service, "K4", (1 + _has_paper(service), 2), "balie en papieren formulier")
    yield from _camera(service)
    yield from _minutes(service, today)


def _one(service: Service, indicator: str, counts: tuple[int, int], source: str) -> Result:
    return Result(
        service=service, indicator=indicator, hits=int(counts[0]), n=counts[1], source=source
    )


def _plain(service: Service) -> tuple[int, int]:
    """Texts in Dutch that pass the rule of thumb for B1: its own page and every question."""
    texts = [service.title, service.summary, service.change_note]
    for question in catalogue.form(service.slug).questions():
        texts += [question.kind.question, question.kind.hint]
    checks = [check_letter(one["nl"]).plain for one in texts if one]
    return sum(checks), len(checks)


def steps_online(service: Service) -> dict[Step, bool | None]:
    """The six steps of the inventory for a service on the platform; None: does not apply.

    Issuance is online for money, not for an object that is fetched, and does not apply where
    nothing is handed out. Feedback is a reply on the decision that the organisation promised.
    """
    issued = {"payment": True, "object": service.desk is None}.get(service.delivers)
    return {
        Step.REGISTRATION: True,
        Step.AUTHENTICATION: True,
        Step.APPLICATION: bool(catalogue.form(service.slug).pages),
        Step.DECISION: bool(service.decide_within),
        Step.ISSUANCE: issued,
        Step.FEEDBACK: service.answer_within > 0,
    }


def _has_paper(service: Service) -> bool:
    return any(one.service == service.slug for one in paper.guides())


def _camera(service: Service) -> Iterator[Result]:
    """What people with a form in their hand said of it; the camera itself sends nothing."""
    counts = paper.recognised().get(service.slug, {})
    if n := sum(counts.values()):
        told = "tellingen bij het formulier"
        yield _one(service, "K8", (counts.get("recognised", 0), n), told)
        yield _one(service, "K9", (counts.get("mistaken", 0), n), told)


def _minutes(service: Service, today: date) -> Iterator[Result]:
    begin = today - timedelta(days=91)
    minutes, many = cases.handling(begin, today).get((service.organisation, service.slug), (0, 0))
    if many >= FEWEST_CASES:
        yield Result(
            service=service, indicator="L3", hits=many, n=many, source="werkminuten per team",
            value=round(minutes / many, 1),
        )  # fmt: skip


def _kept(one: Result, today: date) -> bool:
    by = content.model().indicators[one.indicator].by
    return measured_again(
        one.service.organisation, one.indicator, service=one.service.slug, hits=one.hits, n=one.n,
        value=one.value, on=today, source=one.source,
        klass=EvidenceClass.EVENTS if by == "platform" else EvidenceClass.TEST,
    )  # fmt: skip
