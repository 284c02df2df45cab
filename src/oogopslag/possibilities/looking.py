"""The sweep for offers: this month's look at everybody, in columns, a batch at a time."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from oogopslag.cases import queries as cases
from oogopslag.catalogue import actions as catalogue_actions
from oogopslag.catalogue import queries as catalogue
from oogopslag.catalogue.queries import OfferGate, Service
from oogopslag.core.law.tree import Scheme
from oogopslag.core.values import SYSTEM
from oogopslag.facts import actions as facts
from oogopslag.facts import queries as known
from oogopslag.facts.many import Somebody
from oogopslag.journal import actions as journal
from oogopslag.people import queries as people
from oogopslag.possibilities import columns, queries
from oogopslag.possibilities.columns import Certain
from oogopslag.possibilities.models import Offer, OfferSweep

if TYPE_CHECKING:
    from oogopslag.people.models import Resident

BATCH = 1_000
WHO = {"nl": "Oogopslag, automatisch", "en": "Oogopslag, automatically"}
PURPOSE = {
    "nl": "Kijken of wij u dit uit onszelf kunnen aanbieden.",
    "en": "Looking whether we can offer you this unasked.",
}


@transaction.atomic
def sweep(batch: int = BATCH) -> int:
    """Looks at the next residents of this month's sweep; says how many, 0 when it is done."""
    month = known.today().replace(day=1)
    state, _ = OfferSweep.objects.get_or_create(month=month)
    if state.finished:
        return 0
    catalogue_actions.look_for_rules()
    gated = [one for one in queries.known_on(known.today()) if one.offers is not None]
    residents = people.residents_after(state.after, batch) if gated else []
    state.seen += len(residents)
    if residents:
        state.made += offer_to(residents, gated)
        state.after = residents[-1].id
    else:
        state.finished = timezone.now()
        journal.write(
            "possibilities.swept", actor=SYSTEM, month=month, seen=state.seen, made=state.made
        )
    state.save()
    return len(residents)


def offer_to(residents: "Sequence[Resident]", gated: Iterable[Service]) -> int:
    """Offers what the law certainly gives and nobody asked for; says how many.

    `residents` are in the order of their ids, with nobody left out between them.
    """
    first, last = residents[0].id, residents[-1].id
    taken, granted = cases.services_of_many(first, last)
    closed = _closed(first, last) | taken
    made = 0
    for service in gated:
        waiting = [
            one.id
            for one in residents
            if (one.id, service.slug) not in closed and _may(one.id, service.offers, granted)
        ]
        made += _look(service, waiting, first, last)
    return made


def _may(resident: UUID, gate: OfferGate | None, granted: set[tuple[UUID, str]]) -> bool:
    """A gate may be open only to who already gets something else of the same body."""
    if gate is None:
        return False
    return not gate.users_of or any((resident, slug) in granted for slug in gate.users_of)


def _closed(first: UUID, last: UUID) -> set[tuple[UUID, str]]:
    """What is offered already, was declined this year, or is never to be offered."""
    year = known.today().replace(month=1, day=1)
    rows = Offer.objects.filter(resident__gte=first, resident__lte=last)
    lasting = rows.filter(state__in=[Offer.OPEN, Offer.NEVER])
    declined = rows.filter(state=Offer.DECLINED, on__gte=year)
    return set((lasting | declined).values_list("resident_id", "service"))


def _look(service: Service, waiting: Sequence[UUID], first: UUID, last: UUID) -> int:
    gate, on, library = service.offers, known.today(), catalogue.library()
    if gate is None or not waiting:
        return 0
    scheme = library.scheme(service.scheme, on)
    names = columns.wanted(scheme, library.dictionary, on).facts | set(service.area)
    everybody = [
        one
        for one in known.of_many(first, last, waiting, names, gate.sources)
        if service.reaches(one.facts)
    ]
    facts.note_many(
        ((one.id, _read(one)) for one in everybody if one.facts),
        purpose=PURPOSE,
        who=WHO,
        service=service.slug,
        activity=f"{service.activity}:aanbod",
    )
    return _offer(service, scheme, columns.certain(scheme, everybody, library.dictionary, on))


def _read(one: Somebody) -> list[str]:
    """The names of all that was read of somebody."""
    names = [*one.facts, *(f"partner.{name}" for name in one.partner or ())]
    for relation, members in one.relations.items():
        names += [f"{relation}[].{name}" for told in members for name in told]
    return names


def _offer(service: Service, scheme: Scheme, found: Sequence[Certain]) -> int:
    now, on = timezone.now(), known.today()
    offers = [
        Offer(
            resident_id=one.resident,
            service=service.slug,
            made=now,
            on=on,
            amount=one.amount,
            period=scheme.period or "",
            laws=scheme.digest,
        )
        for one in found
    ]
    Offer.objects.bulk_create(offers, batch_size=500)
    entries = [
        journal.Entry(
            actor=SYSTEM,
            resident=one.resident_id,
            organisation=service.organisation,
            data={"offer": one.id, "service": service.slug, "laws": scheme.digest},
        )
        for one in offers
    ]
    if entries:
        journal.write_all("possibilities.offered", entries)
    return len(offers)
