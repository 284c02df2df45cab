"""Organisations that joined are measured: each kind of letter is a service from that day."""

from datetime import date

from django.utils import timezone

from oogopslag.broker.models import Claim
from oogopslag.broker.papers import service_key
from oogopslag.core.readiness.evidence import EvidenceClass
from oogopslag.insight import actions as insight
from oogopslag.insight import queries as bodies


def measure_joined(today: date | None = None) -> int:
    """Units and tests for every confirmed claim; gives how many results are new.

    Before both confirmations nothing is measured: letters to a test resident are no service. Nor
    is anything after the last day of a body that left.
    """
    today = today or timezone.localdate()
    claims = Claim.objects.exclude(eherkenning=None).exclude(second=None)
    claims = claims.exclude(slug__in=bodies.left(today))
    return sum(_measure(claim, today) for claim in claims.prefetch_related("letters"))


def _measure(claim: Claim, today: date) -> int:
    """Has it an owner (R1), and is the letter plain (P6)? The language test is a rule of thumb."""
    news = 0
    for letter in claim.letters.all():
        service = service_key(letter)
        insight.add_unit(claim.slug, service, name=letter.title)
        found = {
            "R1": (EvidenceClass.EVENTS, bool(claim.owner), "aansluiting: wie ervoor zorgt"),
            "P6": (EvidenceClass.TEST, bool(letter.check_result.get("plain")),
                   "taaltoets (vuistregel B1)"),
        }  # fmt: skip
        news += sum(
            insight.measured_again(
                claim.slug, indicator, klass=klass, source=source, service=service,
                hits=int(passed), n=1, on=today,
            )
            for indicator, (klass, passed, source) in found.items()
        )  # fmt: skip
    return news
