"""Puts the letters of a case in the Open VTB register of letters of its organisation.

Promised in the transaction that places the letter, written by the worker once it cannot be taken
back any more. A lost answer is looked for before it is sent again.
"""

from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from oogopslag.cases import attention, registers, retrying
from oogopslag.cases.adapters.open_vtb.letters import Letter, Letters, Registered
from oogopslag.cases.models import Case, LetterCopy
from oogopslag.inbox import queries as inbox
from oogopslag.outside.beside import run
from oogopslag.outside.errors import OutsideError
from oogopslag.people import queries as people

if TYPE_CHECKING:
    from oogopslag.journal.models import Line


def promise(line: "Line") -> None:
    """A letter was placed in the conversation of a case: its register must have it."""
    if line.organisation not in registers.open_vtb_letters():
        return
    message = UUID(line.data["message"])
    found = inbox.letter_of(message)
    case = Case.objects.filter(id=found.case).first() if found and found.case else None
    if found is not None and case is not None:
        LetterCopy.objects.get_or_create(
            message=message,
            defaults={
                "case": case,
                "register": line.organisation,
                "next_try": found.retractable_until or timezone.now(),
            },
        )


def register_due(limit: int = 10) -> int:
    """Writes what is due; gives how many are there now."""
    return sum(_attempt(one) for one in _leased(limit))


@transaction.atomic
def _leased(limit: int) -> list[LetterCopy]:
    now = timezone.now()
    rows = list(
        LetterCopy.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(next_try__lte=now)
        .select_related("case__resident")
        .order_by("next_try", "id")[:limit]
    )
    LetterCopy.objects.filter(id__in=[row.id for row in rows]).update(next_try=now + retrying.LEASE)
    return rows


def _attempt(row: LetterCopy) -> bool:
    found, words = registers.open_vtb_letters().get(row.register), inbox.letter_of(row.message)
    if words is None:  # taken back, or gone
        return _settle(row, None, None)
    if found is None:
        return _settle(row, None, OutsideError("no register"))
    try:
        made = run(_sent(_letter(row.case, words), *found, again=row.attempts > 0))
    except OutsideError as error:
        return _settle(row, None, error)
    return _settle(row, made, None)


async def _sent(one: Letter, url: str, token: str, *, again: bool) -> Registered:
    async with registers.http(url) as http:
        register = Letters(http, url, token)
        if again and (found := await register.earlier(one)):
            return found
        return await register.register(one)


def _letter(case: Case, words: "inbox.LetterWords") -> Letter:
    return Letter(
        bsn=people.bsn_of(case.resident),
        title=words.title,
        text=words.text,
        link=f"{settings.BASE_URL}/berichten/{words.thread}/",
        reference=words.code,
        about=(f"urn:nld:oogopslag:gesprek:{words.thread}", f"urn:nld:oogopslag:zaak:{case.id}"),
        published=words.published,
        react_by=words.react_before,
    )


@transaction.atomic
def _settle(row: LetterCopy, made: Registered | None, error: OutsideError | None) -> bool:
    """Writes down how it went; a later try waits longer each time, as long as the other asks."""
    row.attempts += 1
    row.trouble, row.next_try = error.code if error else "", None
    if made is not None:
        row.urn, row.sent = made.urn[:200], timezone.now()
    elif error is not None:
        row.next_try = retrying.next_try(row.attempts, error)
        if error.lasting:
            attention.notice(row.register, ((row.trouble, f"{row.case.number}: berichten"),))
    row.save()
    return made is not None
