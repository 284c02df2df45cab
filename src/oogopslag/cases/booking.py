"""Visits to a desk for a case: free moments from the agenda, booked once, cancelled freely."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from oogopslag.cases import cancelling, letter, registers
from oogopslag.cases.adapters import agenda as agendas
from oogopslag.cases.adapters.agenda import Period
from oogopslag.cases.errors import SlotTaken, UnknownCase
from oogopslag.cases.models import Appointment, Case
from oogopslag.cases.moving import tell, write
from oogopslag.catalogue import queries as catalogue
from oogopslag.catalogue.service import Desk
from oogopslag.core import terms
from oogopslag.core.casework import State
from oogopslag.core.values import Actor
from oogopslag.outside.beside import run
from oogopslag.outside.errors import OutsideError
from oogopslag.people import actions as people

if TYPE_CHECKING:
    from oogopslag.people.models import Resident

DAYS = 10
"""Working days ahead that are offered."""
OVER = frozenset({State.WITHDRAWN, State.FORWARDED, State.NOT_TREATED})
"""No visit belongs to a case that ended so."""


@dataclass(frozen=True, kw_only=True)
class AppointmentView:
    """A visit that was booked."""

    id: UUID
    start: datetime
    end: datetime
    place: str


@dataclass(frozen=True, kw_only=True)
class Moments:
    """Free moments by day; `unsure` when the agenda did not answer and ours alone was asked."""

    days: tuple[tuple[date, tuple[datetime, ...]], ...]
    unsure: bool


def free_moments(resident: "Resident", case_id: UUID) -> Moments:
    """When a visit for this case is possible. Raises UnknownCase when it needs none."""
    case, desk = _case(resident, case_id)
    busy, unsure = _busy(case.organisation.slug)
    taken = Appointment.objects.filter(
        case__organisation=case.organisation, cancelled=None, start__gte=timezone.now()
    )
    busy += [(one.start, one.end) for one in taken]
    days = []
    day = timezone.localdate()
    for _ in range(DAYS):
        day = terms.add_working_days(day, 1)
        free = tuple(one for one in moments_of(desk, day) if not _overlaps(one, desk, busy))
        if free:
            days.append((day, free))
    return Moments(days=tuple(days), unsure=unsure)


def _busy(organisation: str) -> tuple[list[Period], bool]:
    agenda = registers.agendas().get(organisation)
    if agenda is None:
        return [], False

    async def ask() -> list[Period]:
        async with registers.http(agenda.url) as http:
            return await agendas.busy(http, agenda)

    try:
        return run(ask()), False
    except OutsideError:
        return [], True


def moments_of(desk: Desk, day: date) -> Iterable[datetime]:
    """Every moment a visit can begin on a day, in Dutch time."""
    step = timedelta(minutes=desk.minutes)
    moment = timezone.make_aware(datetime.combine(day, desk.opens))
    last = timezone.make_aware(datetime.combine(day, desk.closes)) - step
    while moment <= last:
        yield moment
        moment += step


def _overlaps(start: datetime, desk: Desk, busy: list[Period]) -> bool:
    end = start + timedelta(minutes=desk.minutes)
    return any(begins < end and start < ends for begins, ends in busy)


def book(resident: "Resident", case_id: UUID, start: datetime) -> AppointmentView:
    """Books a moment that is free now; an earlier visit for the case is cancelled by it.

    Raises SlotTaken, UnknownCase. The agenda is told outside the transaction; when it refuses, an
    earlier visit stays and nothing was said.
    """
    case, desk = _case(resident, case_id)
    offered = free_moments(resident, case_id)
    if not any(start in free for _, free in offered.days):
        raise SlotTaken
    made, earlier = _held(case, desk, start)
    try:
        _put(case, made)
    except OutsideError:
        _let_go(made, earlier)
        raise SlotTaken from None
    _told(resident, case, desk, made, earlier)
    cancelling.leave(case.organisation.slug, earlier)
    return view_of(made)


def _put(case: Case, made: Appointment) -> None:
    """Writes the visit in the agenda of the desk, where there is one. Raises OutsideErrors."""
    agenda = registers.agendas().get(case.organisation.slug)
    if agenda is None:
        return

    async def put() -> None:
        async with registers.http(agenda.url) as http:
            await agendas.put(http, agenda, cancelling.visit(made, f"Zaak {case.number}"))

    run(put())


@transaction.atomic
def _held(case: Case, desk: Desk, start: datetime) -> tuple[Appointment, list[UUID]]:
    """The moment, held for this case, and the visits that it takes the place of.

    One at a time for a body, so that two cases never get the same moment. Raises SlotTaken.
    """
    people.hold_organisation(case.organisation)
    end = start + timedelta(minutes=desk.minutes)
    others = Appointment.objects.filter(
        case__organisation=case.organisation, cancelled=None, start__lt=end, end__gt=start
    )
    if others.exists():
        raise SlotTaken
    rows = Appointment.objects.filter(case=case, cancelled=None)
    earlier = list(rows.values_list("id", flat=True))
    rows.update(cancelled=timezone.now())
    made = Appointment.objects.create(case=case, start=start, end=end, place=desk.place["nl"])
    return made, earlier


@transaction.atomic
def _let_go(made: Appointment, earlier: list[UUID]) -> None:
    made.delete()
    Appointment.objects.filter(id__in=earlier).update(cancelled=None)


@transaction.atomic
def _told(
    resident: "Resident", case: Case, desk: Desk, made: Appointment, earlier: list[UUID]
) -> None:
    agenda = cancelling.has_agenda(case.organisation.slug)
    Appointment.objects.filter(id__in=earlier).update(to_withdraw=agenda)
    local = timezone.localtime(made.start)
    when = {lang: letter.day(local.date(), lang) for lang in letter.LANGUAGES}
    tell(
        case,
        Actor(kind="organisation", id=case.organisation.slug),
        {
            "nl": f"Uw afspraak voor zaak {case.number}: {when['nl']} om {local:%H.%M} uur, "
            f"{desk.place['nl']}.",
            "en": f"Your appointment for case {case.number}: {when['en']} at {local:%H:%M}, "
            f"{desk.place['en']}.",
        },
    )
    actor = Actor(kind="resident", id=str(resident.id))
    write("cases.appointment_made", case, actor, on=local.date())


def appointment_of(resident: "Resident", case_id: UUID) -> AppointmentView | None:
    rows = Appointment.objects.filter(case_id=case_id, case__resident=resident, cancelled=None)
    found = rows.first()
    return view_of(found) if found else None


def _case(resident: "Resident", case_id: UUID) -> tuple[Case, Desk]:
    found = (
        Case.objects.filter(resident=resident, id=case_id)
        .select_related("organisation", "resident")
        .first()
    )
    desk = catalogue.service(found.service).desk if found else None
    if found is None or desk is None or State(found.state) in OVER:
        raise UnknownCase
    return found, desk


def view_of(one: Appointment) -> AppointmentView:
    return AppointmentView(id=one.id, start=one.start, end=one.end, place=one.place)
