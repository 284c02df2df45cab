"""What may be counted of mandates and machines: no person; for insight and broker."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count

from oogopslag.people.mandate_models import Mandate
from oogopslag.people.models import Call, Client, Membership

TOO_MANY = 429


def mandate_services(ids: Iterable[UUID]) -> dict[UUID, str]:
    """For which service these mandates are; empty for all services."""
    return dict(Mandate.objects.filter(id__in=list(ids)).values_list("id", "service"))


def looked_after(organisation: str) -> bool:
    """Whether somebody is named who treats, decides or owns something for this organisation."""
    roles = (Membership.TREAT, Membership.DECIDE, Membership.OWN)
    return Membership.objects.filter(organisation__slug=organisation, role__in=roles).exists()


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """One kind of call that was refused, and how often."""

    method: str
    route: str
    problem: str
    times: int


@dataclass(frozen=True, kw_only=True)
class MachineUse:
    """Whether real keys were used, and what of their calls was refused, most often first."""

    used: bool
    refused: tuple[Refusal, ...]


def machine_use(organisation: str, *, since: datetime) -> MachineUse:
    """How an organisation's machines used the API; tries in the sandbox and limits do not count.

    Reads the developer's log, which keeps refused calls for thirty days. Not for a request.
    """
    real = Client.objects.filter(organisation__slug=organisation).exclude(kind=Client.TEST)
    rows = (
        Call.objects.filter(client__in=real, moment__gte=since, status__gte=400, status__lt=500)
        .exclude(status=TOO_MANY)
        .values_list("method", "route", "problem")
        .annotate(times=Count("id"))
        .order_by("-times", "route")
    )
    return MachineUse(
        used=real.filter(last_used__gte=since.date()).exists(),
        refused=tuple(
            Refusal(method=method, route=route, problem=problem, times=times)
            for method, route, problem, times in rows[:50]
        ),
    )
