"""What this key may send, and how large things may be: for machines to read before they send."""

from django.conf import settings
from django.http import HttpRequest
from ninja import Router

from oogopslag.doors.api.agency.schema import Outgoing
from oogopslag.doors.entry import MOST_BYTES
from oogopslag.inbox import actions as inbox
from oogopslag.people import queries as people

router = Router(tags=["Limits"])


class Limits(Outgoing):
    """Sizes in bytes, terms in days, rate in items a minute; working hours in Amsterdam."""

    key_kind: str
    items_per_minute: int
    trial_messages_per_day: int | None = None
    bulk_items: int
    request_bytes: int
    message_bytes: int
    title_characters: int
    title_characters_other_systems: int
    job_rows: int
    idempotency_days: int
    answer_within_working_days: int
    answer_within_working_hours: int
    service_from_hour: int
    service_until_hour: int


@router.get(
    "/limits", response=Limits, url_name="api_limits", operation_id="getLimits", by_alias=True
)
def limits(request: HttpRequest) -> Limits:
    """Sizes, rates and terms."""
    client = request.client  # type: ignore[attr-defined]  # the entry puts it there
    return Limits(
        key_kind=client.kind,
        items_per_minute=people.rate(client.kind),
        trial_messages_per_day=people.TRIAL_A_DAY if client.kind == "team" else None,
        bulk_items=500,
        request_bytes=MOST_BYTES,
        message_bytes=1_048_576,
        title_characters=255,
        title_characters_other_systems=50,
        job_rows=1_000_000,
        idempotency_days=90,
        answer_within_working_days=60,
        answer_within_working_hours=inbox.MOST_HOURS,
        service_from_hour=settings.CONFIG.service_from,
        service_until_hour=settings.CONFIG.service_until,
    )
