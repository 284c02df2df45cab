"""What may be counted of offers: no person; for insight."""

from collections.abc import Iterable
from uuid import UUID

from oogopslag.possibilities.models import Offer


def begun_by_offer(cases: Iterable[UUID]) -> set[UUID]:
    """Those of these cases that somebody began because it was offered."""
    found = Offer.objects.filter(case__in=list(cases)).values_list("case", flat=True)
    return {one for one in found if one is not None}
