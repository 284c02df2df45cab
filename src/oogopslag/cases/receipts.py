"""The engine's receipts of cases, as bytes that can be replayed."""

from oogopslag.cases.errors import UnknownCase
from oogopslag.cases.models import Case, Decision


def receipt_of(number: str) -> bytes:
    """What the newest decision rests on, or the case while there is none.

    For the operator of this deployment. Raises UnknownCase, also when no receipt was kept.
    """
    case = Case.objects.filter(number=number).first()
    decision = Decision.objects.filter(case=case).order_by("-decided").first() if case else None
    kept = decision.receipt if decision else case.receipt if case else ""
    if not kept:
        raise UnknownCase
    return kept.encode()
