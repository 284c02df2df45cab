"""What may be counted of mandates: no person; for insight."""

from collections.abc import Iterable
from uuid import UUID

from oogopslag.people.mandate_models import Mandate
from oogopslag.people.models import Membership


def mandate_services(ids: Iterable[UUID]) -> dict[UUID, str]:
    """For which service these mandates are; empty for all services."""
    return dict(Mandate.objects.filter(id__in=list(ids)).values_list("id", "service"))


def looked_after(organisation: str) -> bool:
    """Whether somebody is named who treats, decides or owns something for this organisation."""
    roles = (Membership.TREAT, Membership.DECIDE, Membership.OWN)
    return Membership.objects.filter(organisation__slug=organisation, role__in=roles).exists()
