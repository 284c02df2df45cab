"""What can be asked about offers."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Count

from oogopslag.catalogue import queries as catalogue
from oogopslag.catalogue.queries import Service
from oogopslag.core.law import Text
from oogopslag.core.readiness.intervals import wilson
from oogopslag.facts import queries as known
from oogopslag.possibilities.models import Offer

if TYPE_CHECKING:
    from oogopslag.people.models import Resident


@dataclass(frozen=True, kw_only=True)
class OfferView:
    """The latest offer of a service to somebody; amounts in cents."""

    state: str
    made: datetime
    amount: int | None
    period: str
    basis: Text
    article: str
    checked: bool


@dataclass(frozen=True, kw_only=True)
class OfferRate:
    """What became of the offers of one service.

    `low` and `high` bound the share of wrong ones among those that were decided (95 per cent,
    both inclusive); None while nothing was decided. `planted` results were made up for a
    demonstration and count among them.
    """

    service: Service
    made: int
    used: int
    declined: int
    never: int
    right: int
    wrong: int
    planted: int
    low: float | None
    high: float | None

    @property
    def decided(self) -> int:
        return self.right + self.wrong


def offer_of(resident: "Resident", service: str) -> OfferView | None:
    """The latest offer that was not used; None when there is none. One query."""
    gate = catalogue.service(service).offers
    row = (
        Offer.objects.filter(resident=resident, service=service)
        .exclude(state=Offer.USED)
        .order_by("-made")
        .first()
    )
    if row is None or gate is None:
        return None
    return OfferView(
        state=row.state,
        made=row.made,
        amount=row.amount,
        period=row.period,
        basis=gate.basis,
        article=gate.article,
        checked=gate.checked,
    )


def states_of(resident: "Resident") -> dict[str, str]:
    """The state of the latest unused offer of each service. One query."""
    rows = Offer.objects.filter(resident=resident).exclude(state=Offer.USED)
    return dict(rows.order_by("made").values_list("service", "state"))


def offers_made() -> dict[str, int]:
    """How many offers of each service were made this month. One query."""
    month = known.today().replace(day=1)
    rows = Offer.objects.filter(on__gte=month).values_list("service").annotate(n=Count("id"))
    return dict(rows)


def offer_rates(organisation: str) -> list[OfferRate]:
    """How often the offers of an organisation were wrong. One query."""
    services = [one for one in catalogue.services() if one.organisation == organisation]
    counted = (
        Offer.objects.filter(service__in=[one.slug for one in services])
        .values("service", "state", "result", "planted")
        .annotate(number=Count("id"))
    )
    rows = [dict(row) for row in counted]
    gated = [one for one in services if one.offers or any(r["service"] == one.slug for r in rows)]
    return [_rate(one, [row for row in rows if row["service"] == one.slug]) for one in gated]


def shut_gates(organisation: str) -> list[Service]:
    """The services of an organisation that are never offered: no article allows it."""
    own = [one for one in catalogue.services() if one.organisation == organisation]
    return [one for one in own if one.offers is None and not one.duty]


def _rate(service: Service, rows: list[dict[str, object]]) -> OfferRate:
    def number(**wanted: object) -> int:
        fitting = [r for r in rows if all(r[name] == value for name, value in wanted.items())]
        return sum(int(str(row["number"])) for row in fitting)

    right, wrong = number(result=Offer.RIGHT), number(result=Offer.WRONG)
    low, high = wilson(wrong, right + wrong) if right + wrong else (None, None)
    return OfferRate(
        service=service,
        made=number(),
        used=number(state=Offer.USED),
        declined=number(state=Offer.DECLINED),
        never=number(state=Offer.NEVER),
        right=right,
        wrong=wrong,
        planted=number(planted=True),
        low=float(low) if low is not None else None,
        high=float(high) if high is not None else None,
    )
