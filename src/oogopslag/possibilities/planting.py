"""Made-up outcomes of offers, so that a demonstration can show how they are measured.

Each is marked as planted, and the page that shows the rate says how many are.
"""

import random

from django.conf import settings
from django.db import transaction

from oogopslag.possibilities.models import Offer


class NoDemonstration(Exception):
    """Outcomes are only made up in a demonstration."""

    def __str__(self) -> str:
        return "Outcomes are only made up in a demonstration (OOGOPSLAG_DEMO=1)."


@transaction.atomic
def plant_results(share: float, seed: int) -> tuple[int, int]:
    """Gives every open offer an outcome, wrong for about `share` of them; (all, wrong).

    The same seed gives the same outcomes. Raises NoDemonstration.
    """
    if not settings.CONFIG.demo:
        raise NoDemonstration
    chance = random.Random(seed)  # noqa: S311 -- a demonstration, no secret
    offers = list(Offer.objects.filter(state=Offer.OPEN, result="").order_by("id"))
    for offer in offers:
        offer.result = Offer.WRONG if chance.random() < share else Offer.RIGHT
        offer.state, offer.planted = Offer.USED, True
    Offer.objects.bulk_update(offers, ["result", "state", "planted"])
    return len(offers), sum(one.result == Offer.WRONG for one in offers)
