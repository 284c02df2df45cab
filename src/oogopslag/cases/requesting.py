"""Delivers what residents submit to Open VTB as a verzoek, in the background.

Promised in the transaction that makes the case; sent outside any transaction, until it is there or
somebody must mend something first. An answer that was lost is looked for before sending again.
"""

from datetime import date
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from oogopslag.cases import attention, registers, retrying
from oogopslag.cases.adapters.open_vtb.client import OpenVtb, Submission, Submitted
from oogopslag.cases.models import Case, Request
from oogopslag.cases.moving import write
from oogopslag.catalogue import queries as catalogue
from oogopslag.core.values import SYSTEM
from oogopslag.facts import queries as facts
from oogopslag.outside.beside import run
from oogopslag.outside.errors import NotThere, OutsideError, Rejected
from oogopslag.people import queries as people


def promise(case: UUID, organisation: str) -> None:
    """Within the transaction that made the case, where its organisation has an Open VTB."""
    if organisation in registers.open_vtb():
        Request.objects.get_or_create(
            case_id=case, defaults={"register": organisation, "next_try": timezone.now()}
        )


def submit_due(limit: int = 10) -> int:
    """Sends what is due; gives how many are there now."""
    return sum(_attempt(one) for one in _leased(limit))


@transaction.atomic
def _leased(limit: int) -> list[Request]:
    """Takes a batch away from other workers for a while."""
    now = timezone.now()
    rows = list(
        Request.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(next_try__lte=now)
        .select_related("case__resident", "case__organisation")
        .order_by("next_try", "id")[:limit]
    )
    Request.objects.filter(id__in=[row.id for row in rows]).update(next_try=now + retrying.LEASE)
    return rows


def _attempt(row: Request) -> bool:
    found = registers.open_vtb().get(row.register)
    if found is None:
        return _settle(row, None, OutsideError("no register"))
    try:
        made = run(_sent(row.case, *found, again=row.attempts > 0))
    except OutsideError as error:
        return _settle(row, None, error)
    return _settle(row, made, None)


async def _sent(case: Case, url: str, token: str, *, again: bool) -> Submitted:
    service, urn = catalogue.service(case.service), f"urn:nld:oogopslag:zaak:{case.id}"
    one = Submission(
        answers=answers_of(case),
        bsn=people.bsn_of(case.resident),
        reference=case.number,
        case_urn=urn,
    )
    async with registers.http(url) as http:
        register = OpenVtb(http, url, token)
        if again and (found := await register.earlier(urn)):
            return found
        name = service.request_type or service.title["nl"]
        kind = await register.valid_type(name, timezone.localdate(case.received))
        return await register.submit(kind, one)


def answers_of(case: Case) -> dict[str, Any]:
    """What was answered, by the name of each fact, as plain JSON: money in cents, days as ISO."""
    found = {row["fact"]: _plain(row["value"]) for row in case.answers}
    return {name: value for name, value in found.items() if value is not None}


def _plain(stored: Any) -> Any:
    """None for what is not known, or known as a range only."""
    value = facts.decoded(stored) if stored is not None else None
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Fraction):
        return int(value) if value.denominator == 1 else float(value)
    return value if isinstance(value, bool | int | str) else None


def _code(error: OutsideError) -> str:
    """Why, for who can mend it."""
    if isinstance(error, NotThere):
        return "no_request_type"
    if isinstance(error, Rejected) and error.what == "answers":
        return "answers_do_not_fit"
    return error.code


@transaction.atomic
def _settle(row: Request, made: Submitted | None, error: OutsideError | None) -> bool:
    """Writes down how it went; a later try waits longer each time, as long as the other asks."""
    row.attempts += 1
    row.trouble = _code(error) if error else ""
    if made is not None:
        row.next_try, row.urn, row.sent = None, made.urn[:200], timezone.now()
        write("cases.requested", row.case, SYSTEM)
    elif error is not None:
        row.next_try = retrying.next_try(row.attempts, error)
        if error.lasting:
            attention.notice(row.register, ((row.trouble, _about(row.case, error)),))
    row.save()
    return made is not None


def _about(case: Case, error: OutsideError) -> str:
    """The case, and the names of what does not fit: never a value."""
    fields = error.fields if isinstance(error, Rejected) else ()
    return ": ".join(part for part in (case.number, ", ".join(fields)) if part)
