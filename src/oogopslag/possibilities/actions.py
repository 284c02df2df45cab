"""Computes what a resident could have, and keeps it."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from oogopslag.catalogue import actions as catalogue_actions
from oogopslag.catalogue import queries as catalogue
from oogopslag.core.law import evaluate
from oogopslag.core.values import SYSTEM
from oogopslag.facts import actions as facts
from oogopslag.facts import queries as known
from oogopslag.journal import actions as journal
from oogopslag.possibilities import queries
from oogopslag.possibilities.looking import sweep
from oogopslag.possibilities.models import Answer
from oogopslag.possibilities.offers import answer_offer
from oogopslag.possibilities.queries import Possibility

if TYPE_CHECKING:
    from oogopslag.catalogue.queries import Service
    from oogopslag.facts.queries import Knowledge
    from oogopslag.people.models import Resident
    from oogopslag.possibilities.warm import Glance

__all__ = ["answer_offer", "compute", "current", "ensure", "glance_of", "sweep"]

STALE = timedelta(hours=24)
_PARTNER_SOURCES = ("brp", "belastingdienst", "rvz", "uwv")


def current(resident: "Resident") -> list[Possibility]:
    """What is kept warm; made anew first when it is of another day or a day old."""
    found = queries.of_resident(resident)
    if found and all(_fresh(one) for one in found):
        return found
    ensure(resident)
    return queries.of_resident(resident)


def _fresh(one: Possibility) -> bool:
    return one.finding.on == known.today() and timezone.now() - one.computed <= STALE


def ensure(resident: "Resident", on: date | None = None) -> None:
    """Asks the registers when that was a day ago, and computes when facts, day or law changed.

    Talks to registers: never call it inside a transaction.
    """
    on = on or known.today()
    asked = known.known(resident).asked
    if asked is None or timezone.now() - asked > STALE:
        facts.refresh(resident)
        partner = known.partner_of(resident)
        if partner is not None:
            facts.refresh(partner, only=_PARTNER_SOURCES)
        compute(resident, on)
    elif not Answer.objects.filter(resident=resident, on=on).exists():
        compute(resident, on)


@transaction.atomic
def compute(resident: "Resident", on: date | None = None) -> None:
    """Reads every law for a resident; each use of a fact leaves a line once a day per service."""
    on = on or known.today()
    catalogue_actions.look_for_rules()
    knowledge = known.known(resident)
    before = dict(Answer.objects.filter(resident=resident).values_list("service", "on"))
    services = [one for one in queries.known_on(on) if one.reaches(knowledge.person.facts)]
    for service in services:
        _compute_one(resident, service, knowledge, on, noted=before.get(service.slug) == on)
    Answer.objects.filter(resident=resident).exclude(
        service__in=[service.slug for service in services]
    ).delete()
    journal.write(
        "possibilities.computed", actor=SYSTEM, resident=resident.id, on=on, services=len(services)
    )


def _compute_one(
    resident: "Resident", service: "Service", knowledge: "Knowledge", on: date, *, noted: bool
) -> None:
    library = catalogue.library()
    scheme = library.scheme(service.scheme, on)
    finding = evaluate(scheme, knowledge.person, on, library.dictionary)
    Answer.objects.update_or_create(
        resident=resident,
        service=service.slug,
        defaults={"on": on, "computed": timezone.now(), "finding": finding.to_json()},
    )
    if finding.used and not noted:
        facts.note_use(
            resident,
            finding.used,
            purpose=service.purpose,
            who={"nl": "Oogopslag, automatisch", "en": "Oogopslag, automatically"},
            service=service.slug,
            activity=service.activity,
        )


def glance_of(resident: "Resident") -> "Glance":
    """The first screen, prepared; see warming.py. Never call it inside a transaction."""
    from oogopslag.possibilities import warming  # noqa: PLC0415 -- warming builds on these actions

    return warming.glance_of(resident)
