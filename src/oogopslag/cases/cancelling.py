"""A visit that does not go on: out of the agenda of the desk, and of the resident's own agenda."""

from collections.abc import Iterable
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from oogopslag.cases import registers
from oogopslag.cases.adapters import agenda as agendas
from oogopslag.cases.adapters.agenda import Visit
from oogopslag.cases.errors import UnknownCase
from oogopslag.cases.models import Appointment, Case
from oogopslag.cases.moving import write
from oogopslag.catalogue import queries as catalogue
from oogopslag.core.values import SYSTEM, Actor
from oogopslag.outside.beside import run
from oogopslag.outside.errors import OutsideError

if TYPE_CHECKING:
    from oogopslag.people.models import Resident

ROUND = 20
"""Visits that one round takes from agendas: one that is silent must not hold up the others."""


def cancel(resident: "Resident", case_id: UUID) -> None:
    """The visit does not go on; another can be booked. The agenda of the desk hears it at once.

    When that does not answer the worker tells it later (`leave_due`).
    """
    with transaction.atomic():
        rows = Appointment.objects.filter(case_id=case_id, case__resident=resident, cancelled=None)
        found = rows.select_related("case__organisation").select_for_update(of=("self",)).first()
        if found is None:
            return
        _cancelled(found, Actor(kind="resident", id=str(resident.id)))
    leave(found.case.organisation.slug, [found.id])


def drop(case_id: UUID) -> None:
    """The case went away, and its visit too; in the caller's transaction, told by the worker."""
    found = Appointment.objects.filter(case_id=case_id, cancelled=None)
    for one in found.select_related("case__organisation"):
        _cancelled(one, SYSTEM)


def has_agenda(organisation: str) -> bool:
    return organisation in registers.agendas()


def _cancelled(found: Appointment, actor: Actor) -> None:
    found.cancelled = timezone.now()
    found.to_withdraw = has_agenda(found.case.organisation.slug)
    found.save(update_fields=["cancelled", "to_withdraw"])
    write("cases.appointment_cancelled", found.case, actor)


def leave(organisation: str, ids: Iterable[UUID]) -> bool:
    """Marks these visits as cancelled in the agenda of the desk; False when it does not answer.

    Never within a transaction. They say already that the agenda must hear it (`to_withdraw`), so
    that whatever happens here, `leave_due` tells it.
    """
    agenda = registers.agendas().get(organisation)
    rows = Appointment.objects.filter(id__in=list(ids), to_withdraw=True)
    if agenda is None:  # there is none any more
        rows.update(to_withdraw=False)
        return True
    for one in rows.select_related("case"):
        try:
            run(_put(agenda, visit(one, f"Zaak {one.case.number}")))
        except OutsideError:
            return False
        Appointment.objects.filter(id=one.id).update(to_withdraw=False)
    return True


async def _put(agenda: agendas.Agenda, one: Visit) -> None:
    async with registers.http(agenda.url) as http:
        await agendas.put(http, agenda, one)


def leave_due() -> int:
    """Tells agendas that were silent; gives how many visits left one. Each body once a round."""
    rows = Appointment.objects.filter(to_withdraw=True).order_by("id")
    waiting: dict[str, list[UUID]] = {}
    for key, slug in rows.values_list("id", "case__organisation__slug")[:ROUND]:
        waiting.setdefault(slug, []).append(key)
    return sum(len(ids) for slug, ids in waiting.items() if leave(slug, ids))


def ics(resident: "Resident", case_id: UUID) -> bytes:
    """The visit for the resident's own agenda; after it was cancelled, what takes it out of there.

    Raises UnknownCase where there never was one.
    """
    rows = Appointment.objects.filter(case_id=case_id, case__resident=resident)
    found = rows.filter(cancelled=None).first() or rows.order_by("-cancelled").first()
    if found is None:
        raise UnknownCase
    case = Case.objects.get(id=case_id)
    title = catalogue.service(case.service).title["nl"]
    return agendas.event(visit(found, title), organizer=settings.BASE_URL)


def was_cancelled(resident: "Resident", case_id: UUID) -> bool:
    """Whether a visit that was still to come was cancelled and none took its place."""
    rows = Appointment.objects.filter(case_id=case_id, case__resident=resident)
    if rows.filter(cancelled=None).exists():
        return False
    return rows.filter(start__gte=timezone.now()).exists()


def visit(one: Appointment, title: str) -> Visit:
    """As an agenda takes it; the second word about a visit is that it is cancelled."""
    return Visit(
        uid=str(one.id),
        start=one.start,
        end=one.end,
        title=title,
        place=one.place,
        said=one.cancelled or timezone.now(),
        cancelled=one.cancelled is not None,
    )
