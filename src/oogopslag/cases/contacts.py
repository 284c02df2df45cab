"""Writes what was said in our conversations into the register of contacts of the body.

Promised in the transaction of the message, written by the worker; the register takes a thousand
characters, so a longer message becomes its beginning and the address where it stands.
"""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from oogopslag.cases import attention, registers, retrying
from oogopslag.cases.adapters import klantinteracties
from oogopslag.cases.models import ContactNote
from oogopslag.inbox import queries as inbox
from oogopslag.outside.beside import run
from oogopslag.outside.errors import OutsideError
from oogopslag.people import queries as people

if TYPE_CHECKING:
    from oogopslag.journal.models import Line

MOST_ATTEMPTS = 20


def promise(line: "Line") -> None:
    """A message was sent in a conversation: its body's register of contacts must hear of it."""
    if line.organisation in registers.klantinteracties() and line.resident:
        ContactNote.objects.get_or_create(
            message=UUID(line.data["message"]),
            defaults={
                "organisation": line.organisation,
                "resident": line.resident,
                "next_try": timezone.now(),
            },
        )


def write_due(limit: int = 10) -> int:
    """Writes what is due; gives how many went well."""
    return sum(_attempt(one) for one in _leased(limit))


@transaction.atomic
def _leased(limit: int) -> list[ContactNote]:
    now = timezone.now()
    rows = list(
        ContactNote.objects.select_for_update(skip_locked=True)
        .filter(next_try__lte=now)
        .order_by("next_try", "id")[:limit]
    )
    for row in rows:
        row.next_try = now + retrying.LEASE
        row.save(update_fields=["next_try"])
    return rows


def _attempt(row: ContactNote) -> bool:
    source = registers.klantinteracties().get(row.organisation)
    message = inbox.words_of(row.message)
    if source is None or message is None:
        return _settle(row, key="")
    resident = people.resident_by_id(row.resident)
    bsn = people.bsn_of(resident)

    async def write() -> str:
        async with registers.http(source.url) as http:
            return await klantinteracties.write_contact(
                http,
                source,
                bsn,
                subject=message.subject,
                content=message.text,
                link=f"{settings.BASE_URL}/berichten/{message.thread}/",
                moment=message.placed,
                language="nl",
            )

    try:
        return _settle(row, key=run(write()))
    except OutsideError as error:
        return _later(row, error)


def _settle(row: ContactNote, *, key: str) -> bool:
    row.next_try, row.key = None, key[:64]
    row.save(update_fields=["next_try", "key"])
    return bool(key)


@transaction.atomic
def _later(row: ContactNote, error: Any) -> bool:
    row.attempts += 1
    wait = retrying.doubled(row.attempts, error)
    tired = row.attempts >= MOST_ATTEMPTS
    row.next_try = None if tired else timezone.now() + wait
    row.save(update_fields=["attempts", "next_try"])
    if error.lasting or tired:
        attention.notice(row.organisation, ((error.code, "klantinteracties"),))
    return False
