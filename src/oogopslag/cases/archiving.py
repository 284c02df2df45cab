"""Closing for good: what happens to a case (archiefnominatie) and from which day."""

from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from oogopslag.cases.errors import MoveNotPossible, NothingWritten, NotYours
from oogopslag.cases.models import Case, Decision, Default, Payment
from oogopslag.cases.moving import locked, roles_of, write
from oogopslag.catalogue import queries as catalogue
from oogopslag.catalogue import retention
from oogopslag.core import terms
from oogopslag.core.casework import Outcome, State
from oogopslag.core.values import SYSTEM, Actor

if TYPE_CHECKING:
    from oogopslag.people.models import Staff

OBJECTION = timedelta(weeks=6)
HOLDS = frozenset({"decide", "coordinate"})
"""Who may keep a case from destruction, and work on lists of what is destroyed."""


def archive_due(limit: int = 2_000) -> int:
    """Closes what is over: decided long enough ago that no objection can come any more.

    Sets what happens then and from which day. A case that goes to another register has the day that
    register gives (archive_register.py): ours is never put in its place. Reads page after page, so
    that cases that still wait do not keep the others from their turn.
    """
    done, after = 0, UUID(int=0)
    while done < limit:
        page = _page(after)
        if not page:
            break
        done += sum(_archive(key) for key in page)
        after = page[-1]
    return done


def _page(after: UUID, size: int = 200) -> list[UUID]:
    # No objection can come any more; who took it back can be closed at once.
    old = Q(closed__lt=timezone.now() - OBJECTION)
    ended = Q(closed__isnull=False, state__in=(State.WITHDRAWN, State.FORWARDED))
    rows = Case.objects.filter(old | ended, archive_on=None, id__gt=after)
    return list(rows.filter(handover=None).order_by("id").values_list("id", flat=True)[:size])


@transaction.atomic
def _archive(key: UUID) -> bool:
    case = locked(key)
    if case.archive_on is not None or not over(case, timezone.localdate()):
        return False
    rule = ground(case)
    case.archive_nomination = rule.nomination
    case.archive_on = terms.archive_on(_closed(case), rule.years)
    case.save(update_fields=["archive_nomination", "archive_on"])
    write("cases.archived", case, SYSTEM, destroy_after=case.archive_on, nomination=rule.nomination)
    return True


def _closed(case: Case) -> date:
    return timezone.localdate(case.closed or timezone.now())


def ground(case: Case) -> retention.Retention:
    """What the selection list says of a case that is closed."""
    return retention.retention(
        case.service,
        outcome_of(case),
        _closed(case),
        service_years=catalogue.service(case.service).keep_years,
    )


def words(case: Case) -> str:
    """The ground of destruction for a list: whose rule, how many years."""
    if case.archive_source:
        return f"archiefactiedatum: {case.archive_source}"
    rule = ground(case)
    mark = "" if rule.checked else " (L)"
    return f"{rule.selection_list}{mark}, {rule.years} jaar"[:200]


def outcome_of(case: Case) -> str:
    """How a case ended, in the words of the selection list."""
    if case.kind == Case.OBJECTION:
        return "objection"
    if case.state in (State.WITHDRAWN, State.FORWARDED):
        return case.state
    decision = Decision.objects.filter(case=case, replaced=None).first()
    return decision.outcome if decision else case.state


def over(case: Case, today: date) -> bool:
    """Whether nothing can come of it any more."""
    decision = Decision.objects.filter(case=case, replaced=None).first()
    if decision is None:
        return True
    waits = decision.outcome in (Outcome.GRANT, Outcome.PARTLY) and (
        catalogue.service(case.service).delivers and not case.delivered
    )
    objected = Case.objects.filter(about=decision.id, closed=None).exists()
    # A letter that was not posted yet has made nothing known: its term did not begin.
    past = decision.object_until is not None and decision.object_until < today
    return not waits and not objected and past


def blocked(case: Case, today: date) -> str:
    """Why a case may not be destroyed now, as a code; empty when it may.

    hold: somebody keeps it. not_yet: its day has not come, or it is kept for good. objection: one
    about a decision of it runs or has a later day. default, payment: money is still open.
    """
    if case.held:
        return "hold"
    if case.archive_nomination != "destroy" or not case.archive_on or case.archive_on > today:
        return "not_yet"
    decisions = Decision.objects.filter(case=case).values("id")
    about = Case.objects.filter(about__in=decisions)
    if about.exclude(archive_nomination="destroy", archive_on__lte=today, held="").exists():
        return "objection"
    if Default.objects.filter(case=case, ended=None).exists():
        return "default"
    if Payment.objects.filter(case=case, paid=None).exists():
        return "payment"
    return ""


@transaction.atomic
def hold(case_id: UUID, staff: "Staff", *, why: str) -> None:
    """Keeps a case from destruction (an appeal, a claim, an inquiry) until it is released.

    Raises NothingWritten, NotYours, UnknownCase.
    """
    case = locked(case_id)
    if not HOLDS & roles_of(staff, case):
        raise NotYours
    if not why.strip():
        raise NothingWritten
    case.held = why.strip()[:400]
    case.save(update_fields=["held"])
    write("cases.held", case, Actor(kind="staff", id=str(staff.id)))


@transaction.atomic
def release(case_id: UUID, staff: "Staff") -> None:
    """Lets a case that was held go its way again. Raises MoveNotPossible, NotYours."""
    case = locked(case_id)
    if not HOLDS & roles_of(staff, case):
        raise NotYours
    if not case.held:
        raise MoveNotPossible
    case.held = ""
    case.save(update_fields=["held"])
    write("cases.released", case, Actor(kind="staff", id=str(staff.id)))
