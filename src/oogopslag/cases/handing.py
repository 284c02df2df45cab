"""Hands our cases over to the register of the body that decides, in the background.

A hand-over is promised in the transaction that makes or ends the case; the register is asked
outside any transaction, with what was made already, so that nothing is made twice.
"""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from oogopslag.cases import attention, registers, retrying
from oogopslag.cases.adapters.zgw import uploading, writing
from oogopslag.cases.adapters.zgw.client import Register, ZgwClient
from oogopslag.cases.adapters.zgw.uploading import Document
from oogopslag.cases.models import Case, Decision, Handover
from oogopslag.cases.moving import known_on, write
from oogopslag.catalogue import queries as catalogue
from oogopslag.core.casework import State
from oogopslag.core.values import SYSTEM
from oogopslag.inbox import queries as inbox
from oogopslag.outside.beside import run
from oogopslag.outside.errors import OutsideError
from oogopslag.people import queries as people

if TYPE_CHECKING:
    from oogopslag.cases.adapters.zgw.uploading import Made

LARGEST_DOCUMENT = 100 * 1024 * 1024
_OUTCOMES = {"revoke": "refuse", "not_treated": "withdrawn"}


def promise(case: Case) -> None:
    """Within the transaction that made or ended the case: its register must hear of it."""
    if case.organisation.slug in registers.zgw():
        Handover.objects.update_or_create(
            case=case,
            defaults={
                "register": case.organisation.slug,
                "next_try": timezone.now(),
                "attempts": 0,
                "concluded": False,
            },
        )


def hand_over_due(limit: int = 10) -> int:
    """Hands over what is due; gives how many went well."""
    return sum(_attempt(one) for one in _leased(limit))


@transaction.atomic
def _leased(limit: int) -> list[Handover]:
    """Takes a batch away from other workers for a while."""
    now = timezone.now()
    rows = list(
        Handover.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(next_try__lte=now)
        .select_related("case__resident", "case__organisation")
        .order_by("next_try", "id")[:limit]
    )
    for row in rows:
        row.next_try = now + retrying.LEASE
        row.save(update_fields=["next_try"])
    return rows


@dataclass(frozen=True)
class _Work:
    register: Register
    outgoing: writing.Outgoing
    conclusion: writing.Conclusion | None


def _attempt(row: Handover) -> bool:
    register = registers.zgw().get(row.register)
    if register is None:
        return _settle(row, OutsideError("no register"))
    made: Made = dict(row.made)
    try:
        work = _work(row.case, register)
        run(_hand(work, made))
    except OutsideError as error:
        row.made = made
        return _settle(row, error)
    row.made = made
    row.concluded = work.conclusion is not None
    return _settle(row, None)


async def _hand(work: _Work, made: "Made") -> None:
    async with registers.http(work.register.url) as http:
        client = ZgwClient(work.register, http)
        await writing.hand_over(client, work.outgoing, made)
        if work.conclusion:
            await writing.conclude(client, work.outgoing, work.conclusion, made)


def _work(case: Case, register: Register) -> _Work:
    from oogopslag.cases import pdf  # noqa: PLC0415 -- making a PDF loads a typesetter

    service = catalogue.service(case.service)
    received = timezone.localtime(case.received)
    receipt = pdf.receipt_pdf(case.resident, case.id, "nl")
    outgoing = writing.Outgoing(
        number=case.number,
        rsin=case.organisation.rsin or "000000000",
        upl=service.upl,
        known=service.case_type,
        title=service.title["nl"],
        started=timezone.localdate(case.first_received or case.received),
        received=received,
        bsn=people.bsn_of(case.resident),
        documents=_letter(
            "ontvangstbevestiging.pdf", "Ontvangstbevestiging", receipt, writing.day_of(received)
        )
        + _files(case),
    )
    return _Work(register, outgoing, _conclusion(case))


def _letter(name: str, title: str, content: bytes, day: date) -> tuple[Document, ...]:
    if len(content) > LARGEST_DOCUMENT:
        raise DocumentTooLarge(name)
    return (uploading.of_bytes(name, title, content, day),)


def _files(case: Case) -> tuple[Document, ...]:
    """What the resident sent along in the conversation, found clean; read when it is put."""
    if case.thread is None:
        return ()
    rows = inbox.files_sent_by_resident(case.thread)
    for one in rows:
        if one.size > LARGEST_DOCUMENT:
            raise DocumentTooLarge(one.name)
    return tuple(
        Document(
            name=f"{one.id.hex[-8:]}-{one.name}",
            title=one.name,
            day=timezone.localdate(one.placed),
            size=one.size,
            read=one.read,
            type=one.type,
        )
        for one in rows
    )


class DocumentTooLarge(OutsideError):
    """The register would refuse it: somebody must make it smaller first."""

    code, lasting = "document_too_large", True


def _conclusion(case: Case) -> writing.Conclusion | None:
    from oogopslag.cases import pdf  # noqa: PLC0415 -- the same

    if State(case.state) == State.WITHDRAWN:
        ended = timezone.localtime(case.closed or timezone.now())
        return writing.Conclusion(
            outcome="withdrawn", decided=ended, reason="Ingetrokken door de aanvrager.",
            object_until=None,
        )  # fmt: skip
    decision = Decision.objects.filter(case=case, replaced=None).first()
    if decision is None:
        return None
    decided = timezone.localtime(decision.decided)
    letter = pdf.letter_pdf(case.resident, decision.id, "nl")
    return writing.Conclusion(
        outcome=_OUTCOMES.get(decision.outcome, decision.outcome),
        decided=decided,
        reason=decision.motivation,
        object_until=decision.object_until,
        sent=known_on(decision),  # once a letter is posted this is promised again
        documents=_letter("besluit.pdf", "Besluit", letter, writing.day_of(decided)),
    )


@transaction.atomic
def _settle(row: Handover, error: OutsideError | None) -> bool:
    """Writes down how it went; a later try waits longer each time, as long as the other asks."""
    row.attempts += 1
    row.trouble = error.code if error else ""
    if error is None:
        row.next_try = None
        write("cases.handed_over", row.case, SYSTEM, concluded=row.concluded)
    else:
        row.next_try = retrying.next_try(row.attempts, error)
        if error.lasting:
            attention.notice(row.register, ((error.code, row.case.number),))
    row.save()
    return error is None
