"""What can be asked about what a resident could have."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from oogopslag.catalogue import queries as catalogue
from oogopslag.catalogue.queries import Service
from oogopslag.core.law import Change, Finding, Text, Verdict, changes
from oogopslag.facts import queries as known
from oogopslag.possibilities.models import Answer
from oogopslag.possibilities.offering import (
    OfferRate,
    OfferView,
    offer_of,
    offer_rates,
    offers_made,
    shut_gates,
    states_of,
)

if TYPE_CHECKING:
    from oogopslag.people.models import Resident

__all__ = [
    "OfferRate",
    "OfferView",
    "Possibility",
    "known_on",
    "not_known_on",
    "of_resident",
    "offer_of",
    "offer_rates",
    "offers_made",
    "one",
    "organisation_names",
    "shut_gates",
    "states_of",
    "what_would_change",
]
_TIMES_A_YEAR = {"month": 12, "quarter": 4}
_ORDER = {Verdict.ENTITLED: 0, Verdict.PROBABLY: 1, Verdict.DEPENDS: 2, Verdict.NOT: 3}


@dataclass(frozen=True, kw_only=True)
class Possibility:
    """One service for one resident."""

    service: Service
    finding: Finding
    computed: datetime

    @property
    def possible(self) -> bool:
        return self.finding.verdict != Verdict.NOT

    @property
    def waits(self) -> bool:
        """It begins with something only the resident can bring up, and they have not."""
        return self.service.begins_with in self.finding.missing

    @property
    def suggested(self) -> bool:
        """Whether it is shown as something to get now."""
        return self.possible and not (self.service.duty or self.service.pays or self.waits)


@dataclass(frozen=True, kw_only=True)
class Groups:
    """Everything for one resident, in the order it helps them; each service stands once."""

    suggested: tuple[Possibility, ...]
    waiting: tuple[Possibility, ...]
    duties: tuple[Possibility, ...]
    paid: tuple[Possibility, ...]
    impossible: tuple[Possibility, ...]


def grouped(resident: "Resident") -> Groups:
    """What can be got, what only they can bring up, what they pay, what is not for them now."""
    found = of_resident(resident)
    return Groups(
        suggested=tuple(one for one in found if one.suggested),
        waiting=tuple(one for one in found if one.possible and one.waits),
        duties=tuple(one for one in found if one.possible and one.service.duty),
        paid=tuple(one for one in found if one.possible and one.service.pays),
        impossible=tuple(one for one in found if not one.possible and not one.service.pays),
    )


def of_resident(resident: "Resident") -> list[Possibility]:
    """Everything kept warm: surest first, then fewest questions, then most money. One query."""
    known_services = {service.slug: service for service in catalogue.services()}
    found = [
        Possibility(
            service=known_services[row.service],
            finding=Finding.from_json(row.finding),
            computed=row.computed,
        )
        for row in Answer.objects.filter(resident=resident)
        if row.service in known_services
    ]
    return sorted(
        found,
        key=lambda p: (
            _ORDER[p.finding.verdict],
            len(p.finding.missing),
            -(p.finding.amount_high or 0) * _TIMES_A_YEAR.get(p.finding.period or "", 1),
            p.service.slug,
        ),
    )


def one(resident: "Resident", service: str) -> Possibility | None:
    """What was computed for one service; None when nothing was yet. Raises UnknownService."""
    data = catalogue.service(service)
    row = Answer.objects.filter(resident=resident, service=service).first()
    if row is None:
        return None
    return Possibility(service=data, finding=Finding.from_json(row.finding), computed=row.computed)


def known_on(on: date) -> list[Service]:
    """The services of whose law we hold a version for a day; no query."""
    library = catalogue.library()
    return [one for one in catalogue.services() if library.known_on(one.scheme, on)]


def not_known_on(on: date) -> list[str]:
    """The names of the other services; no query."""
    held = {one.slug for one in known_on(on)}
    return [one.slug for one in catalogue.services() if one.slug not in held]


def what_would_change(resident: "Resident", service: str) -> tuple[Change, ...]:
    """From which value of a fact the right would end."""
    library, data, on = catalogue.library(), catalogue.service(service), known.today()
    person = known.known(resident).person
    scheme = library.scheme(data.scheme, on)
    return changes(scheme, person, on, library.dictionary, pays=data.pays)


def organisation_names() -> dict[str, Text]:
    """The names of all organisations of content, by slug; no query."""
    return {slug: data.name for slug, data in catalogue.organisations().items()}
