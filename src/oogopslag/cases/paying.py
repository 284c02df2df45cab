"""Fees: asked with the reference of ISO 11649 and an EPC QR code, paid when the bank says so."""

import io
import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from segno import helpers

from oogopslag.cases.errors import UnknownCase, WrongPayment
from oogopslag.cases.models import Case, Payment
from oogopslag.cases.moving import tell, write
from oogopslag.catalogue import queries as catalogue
from oogopslag.core.payment import reference_of
from oogopslag.core.values import SYSTEM, Actor

if TYPE_CHECKING:
    from oogopslag.people.models import Resident


@dataclass(frozen=True, kw_only=True)
class PaymentView:
    """What must be paid: cents, to whom, with which reference; `paid` when the bank said so."""

    case: UUID
    amount: int
    iban: str
    holder: str
    reference: str
    asked: datetime
    paid: datetime | None


def ask(case: Case) -> None:
    """Within the transaction that makes a case: the fee of its service, when it has one."""
    fee = catalogue.service(case.service).fee
    if fee is None or case.kind != Case.APPLICATION:
        return
    digits = re.sub(r"\D", "", case.number)
    Payment.objects.create(
        case=case, reference=reference_of(digits), amount=fee.cents, asked=timezone.now()
    )
    write("cases.fee_asked", case, SYSTEM, amount=fee.cents)


def payment_of(resident: "Resident", case_id: UUID) -> PaymentView:
    """The fee of one's own case. Raises UnknownCase when there is none."""
    found = (
        Payment.objects.select_related("case")
        .filter(case_id=case_id, case__resident=resident)
        .first()
    )
    fee = catalogue.service(found.case.service).fee if found else None
    if found is None or fee is None:
        raise UnknownCase
    return PaymentView(
        case=case_id,
        amount=found.amount,
        iban=fee.iban,
        holder=fee.holder,
        reference=found.reference,
        asked=found.asked,
        paid=found.paid,
    )


def qr(payment: PaymentView) -> bytes:
    """The payment as an EPC069-12 QR code (SEPA credit transfer), SVG."""
    code = helpers.make_epc_qr(
        name=payment.holder,
        iban=payment.iban.replace(" ", ""),
        amount=payment.amount / 100,
        reference=payment.reference,
        encoding="utf-8",
    )
    out = io.BytesIO()
    code.save(out, kind="svg", scale=4, border=4, dark="#000", light="#fff", svgclass=None,
              lineclass=None, xmldecl=False)  # fmt: skip
    return out.getvalue()


@transaction.atomic
def credited(reference: str, cents: int) -> None:
    """The bank says that an amount came in with a reference; a second time changes nothing.

    Raises WrongPayment for a reference nobody knows or another amount: the bank keeps the money
    on the account, and somebody must look at it.
    """
    found = (
        Payment.objects.select_for_update(of=("self",))
        .select_related("case__organisation", "case__resident")
        .filter(reference=reference.replace(" ", "").upper())
        .first()
    )
    if found is None or found.amount != cents:
        raise WrongPayment
    if found.paid:
        return
    found.paid = timezone.now()
    found.save(update_fields=["paid"])
    case = found.case
    tell(
        case,
        Actor(kind="organisation", id=case.organisation.slug),
        {
            "nl": f"Wij hebben uw betaling voor zaak {case.number} ontvangen. Dank u wel.",
            "en": f"We received your payment for case {case.number}. Thank you.",
        },
    )
    write("cases.fee_paid", case, SYSTEM, amount=cents)


def waiting(limit: int = 50) -> list[tuple[str, int, str]]:
    """What waits for the bank: (reference, cents, case number); for the demo twin of a bank."""
    rows = Payment.objects.filter(paid=None).select_related("case").order_by("-id")[:limit]
    return [(row.reference, row.amount, row.case.number) for row in rows]
