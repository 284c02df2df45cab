"""What became of a text, mail or letter, as its provider tells (callbacks of GOV.UK Notify).

A delivery receipt names our reference and a status; a returned letter names `notification_id` and
no status. Nothing of a body is kept but the status: it holds a number or an address.
"""

from typing import Any, Literal
from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import path
from django.views.decorators.http import require_POST
from pydantic import BaseModel, Field, ValidationError

from oogopslag.delivery import actions as delivery
from oogopslag.delivery.errors import UnknownDelivery
from oogopslag.doors.entry import provider_only
from oogopslag.doors.problems import invalid, not_found

Status = Literal[
    "created", "sending", "pending", "sent", "pending-virus-check", "virus-scan-failed",
    "cancelled", "validation-failed", "accepted", "received", "delivered", "permanent-failure",
    "temporary-failure", "technical-failure",
]  # fmt: skip


class Receipt(BaseModel):
    """A receipt, or (without a status) a letter that came back."""

    reference: UUID = Field(description="Ours: the id of the delivery")
    id: str = Field(default="", max_length=80)
    notification_id: str = Field(default="", max_length=80)
    to: str = Field(default="", max_length=254)
    status: Status | None = None


@provider_only
@require_POST
def receipt(request: Any) -> HttpResponseBase:
    """204 for what is known, also a second time; 404 for a delivery that is not ours."""
    try:
        told = Receipt.model_validate_json(request.body)
    except ValidationError as error:
        raise invalid([{**one} for one in error.errors(include_input=False)]) from None
    if told.status is None and not told.notification_id:
        missing = {"loc": ("status",), "type": "missing", "msg": "Field required"}
        raise invalid([missing])
    try:
        delivery.told(
            told.reference,
            status=told.status or "returned",
            reference=told.id or told.notification_id,
            address=told.to,
        )
    except UnknownDelivery:
        raise not_found() from None
    return HttpResponse(status=204)


urlpatterns = [path("meldingen/v1/receipts", receipt, name="api_receipts")]
