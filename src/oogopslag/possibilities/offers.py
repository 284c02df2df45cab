"""Offers: what the law gives somebody who does not use it yet, said unasked where that is allowed.

The gate stands with the service: without it nothing is looked at, and with it only facts of the
registers it names. Each look leaves the line that the resident can read.
"""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Literal
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from oogopslag.cases import queries as cases
from oogopslag.catalogue import actions as catalogue_actions
from oogopslag.catalogue import queries as catalogue
from oogopslag.catalogue.queries import OfferGate, Service
from oogopslag.core.law import Person, Value, Verdict, evaluate
from oogopslag.core.values import SYSTEM, Actor
from oogopslag.facts import actions as facts
from oogopslag.facts import queries as known
from oogopslag.facts.queries import Knowledge, KnownFact
from oogopslag.journal import actions as journal
from oogopslag.people import queries as people
from oogopslag.possibilities import queries
from oogopslag.possibilities.models import Offer, OfferSweep

if TYPE_CHECKING:
    from oogopslag.people.models import Resident

BATCH = 100
Answer = Literal["declined", "never", "again"]
WHO = {"nl": "Oogopslag, automatisch", "en": "Oogopslag, automatically"}
PURPOSE = {
    "nl": "Kijken of wij u dit uit onszelf kunnen aanbieden.",
    "en": "Looking whether we can offer you this unasked.",
}


def sweep(batch: int = BATCH) -> int:
    """Looks at the next residents of this month's sweep; says how many, 0 when it is done."""
    month = known.today().replace(day=1)
    state, _ = OfferSweep.objects.get_or_create(month=month)
    if state.finished:
        return 0
    catalogue_actions.look_for_rules()
    gated = [one for one in queries.known_on(known.today()) if one.offers is not None]
    residents = people.residents_after(state.after, batch) if gated else []
    made = sum(offer_to(one, gated) for one in residents)
    with transaction.atomic():
        state.seen += len(residents)
        state.made += made
        if residents:
            state.after = residents[-1].id
        else:
            state.finished = timezone.now()
            journal.write(
                "possibilities.swept", actor=SYSTEM, month=month, seen=state.seen, made=state.made
            )
        state.save()
    return len(residents)


@transaction.atomic
def offer_to(resident: "Resident", gated: list[Service]) -> int:
    """Offers what the law certainly gives and nobody asked for; says how many."""
    _, taken = cases.running_and_taken(resident)
    closed = set(_closed(resident)) | taken
    knowledge = known.known(resident)
    waiting = [one for one in gated if one.slug not in closed]
    return sum(_offer(resident, one, knowledge, known.today()) for one in waiting)


def _closed(resident: "Resident") -> list[str]:
    """What is offered already, was declined this year, or is never to be offered."""
    year = known.today().replace(month=1, day=1)
    rows = Offer.objects.filter(resident=resident)
    lasting = rows.filter(state__in=[Offer.OPEN, Offer.NEVER])
    declined = rows.filter(state=Offer.DECLINED, on__gte=year)
    return list((lasting | declined).values_list("service", flat=True))


def _offer(resident: "Resident", service: Service, knowledge: Knowledge, on: date) -> bool:
    gate = service.offers
    if gate is None or not service.reaches(knowledge.person.facts):
        return False
    library = catalogue.library()
    scheme = library.scheme(service.scheme, on)
    finding = evaluate(scheme, _allowed(knowledge, gate), on, library.dictionary)
    if finding.used:
        facts.note_use(
            resident,
            finding.used,
            purpose=PURPOSE,
            who=WHO,
            service=service.slug,
            activity=f"{service.activity}:aanbod",
        )
    if finding.verdict != Verdict.ENTITLED or finding.lacking:
        return False
    offer = Offer.objects.create(
        resident=resident,
        service=service.slug,
        made=timezone.now(),
        on=on,
        amount=finding.amount_high,
        period=finding.period or "",
        laws=finding.laws,
    )
    journal.write(
        "possibilities.offered",
        actor=SYSTEM,
        resident=resident.id,
        organisation=service.organisation,
        offer=offer.id,
        service=service.slug,
        laws=finding.laws,
    )
    return True


def _allowed(knowledge: Knowledge, gate: OfferGate) -> Person:
    """The person as the registers of the gate show them; all else is unknown, never supposed."""
    relations = knowledge.person.relations if "brp" in gate.sources else {}
    partner = Person(facts=_from(knowledge.partner, gate))
    shown = {
        name: (partner,) * len(members) if name == "partner" else members
        for name, members in relations.items()
    }
    return Person(facts=_from(knowledge.values, gate), relations=shown)


def _from(values: Mapping[str, KnownFact], gate: OfferGate) -> dict[str, Value]:
    return {name: fact.value for name, fact in values.items() if fact.source in gate.sources}


@transaction.atomic
def answer_offer(resident: "Resident", service: str, answer: Answer) -> None:
    """ "No, thank you" for this year, "never again", or "offer it again after all".

    Nothing happens when there is nothing to answer: a second press is no error.
    """
    offer = (
        Offer.objects.select_for_update()
        .filter(resident=resident, service=service)
        .exclude(state=Offer.USED)
        .order_by("-made")
        .first()
    )
    state = Offer.OPEN if answer == "again" else answer
    if offer is None or offer.state == state:
        return
    offer.state = state
    offer.answered = timezone.now()
    offer.save(update_fields=["state", "answered"])
    journal.write(
        "possibilities.offer_answered",
        actor=Actor(kind="resident", id=str(resident.id)),
        resident=resident.id,
        organisation=catalogue.service(service).organisation,
        offer=offer.id,
        service=service,
        answer=answer,
    )


def note_applied(resident_id: UUID, service: str, case_id: UUID) -> None:
    """Somebody applied: an open or declined offer of this service was used."""
    Offer.objects.filter(
        resident_id=resident_id, service=service, state__in=[Offer.OPEN, Offer.DECLINED], case=None
    ).update(state=Offer.USED, case=case_id, answered=timezone.now())


def note_decided(case_id: UUID, *, right: bool) -> None:
    """The decision tells whether the offer was right. Part of the caller's transaction."""
    offer = Offer.objects.filter(case=case_id, result="").first()
    if offer is None:
        return
    offer.result = Offer.RIGHT if right else Offer.WRONG
    offer.save(update_fields=["result"])
    journal.write(
        "possibilities.offer_resolved",
        actor=SYSTEM,
        resident=offer.resident_id,
        organisation=catalogue.service(offer.service).organisation,
        offer=offer.id,
        service=offer.service,
        result=offer.result,
    )
