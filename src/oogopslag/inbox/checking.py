""" "Is dit echt?": what anybody may know of a short code, without signing in."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from oogopslag.core import texts
from oogopslag.core.law import Text
from oogopslag.inbox.models import Message


@dataclass(frozen=True, kw_only=True)
class Genuine:
    """A message that really came through here: by whom and when, never to whom or what it says."""

    organisation: Text
    organisation_slug: str
    phone: str
    day: date
    kind: str
    safe_title: Text
    retracted: bool


def genuine(code: str) -> Genuine | None:
    """What stands behind a code as somebody typed it over; None when there is no such code."""
    plain = texts.typed_code(code)
    if len(plain) < 8:
        return None
    rows = Message.objects.filter(code=plain).exclude(code="")
    found = rows.select_related("thread__organisation").first()
    if found is None:
        return None
    body = found.thread.organisation
    return Genuine(
        organisation=body.name,
        organisation_slug=body.slug,
        phone=body.phone,
        day=timezone.localdate(found.placed),
        kind=found.kind,
        safe_title=found.thread.safe_title,
        retracted=found.retracted is not None,
    )
