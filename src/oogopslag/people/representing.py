"""Legal representatives: recorded by staff who saw the ruling, contested by whom it is about.

Guardian (curator, BW 1:378), administrator (bewindvoerder, BW 1:431), mentor (BW 1:450). A court
appoints and dismisses them: whoever is represented cannot end it here, but contests it, and staff
look at it again.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from oogopslag.core.values import Actor
from oogopslag.journal import actions as journal
from oogopslag.people.errors import (
    NotForYourself,
    NotYourRole,
    UnknownMandate,
    WrongMandate,
    WrongRuling,
)
from oogopslag.people.mandate_models import Mandate

if TYPE_CHECKING:
    from oogopslag.people.models import Resident, Staff

ROLES = ("guardian", "administrator", "mentor")
RECORDS = frozenset({"decide", "coordinate"})
"""Who may record a representative or end it: roles of staff."""


@dataclass(frozen=True, kw_only=True)
class Represented:
    """A representation as staff see it; `contest` is what whoever it is about says against it."""

    id: UUID
    giver_name: str
    helper_name: str
    role: str
    service: str
    ground: str
    since: date
    until: date | None
    ended: datetime | None
    contested: datetime | None
    contest: str
    thread: UUID | None


@transaction.atomic
def appoint(
    staff: "Staff",
    giver: "Resident",
    helper: "Resident",
    *,
    ground: str,
    until: date | None,
    role: str = "guardian",
    service: str = "",
    scope: str = Mandate.ACT,
    since: date | None = None,
    organisation: str = "",
) -> Mandate:
    """A representative by a ruling that `staff` saw; `ground` is its number. Once for one ruling.

    `until` is inclusive, None until the court says otherwise; `service` empty: everything. Raises
    WrongRuling without a number, for an unknown role or days that cannot be; NotForYourself.
    """
    first = since or timezone.localdate()
    if not ground.strip() or role not in ROLES or scope not in (Mandate.LOOK, Mandate.ACT):
        raise WrongRuling
    if first > timezone.localdate() or (until is not None and until < first):
        raise WrongRuling
    if giver.id == helper.id:
        raise NotForYourself
    made, fresh = Mandate.objects.get_or_create(
        giver=giver,
        helper=helper,
        kind=Mandate.LEGAL,
        role=role,
        ground=ground.strip()[:200],
        ended=None,
        defaults={
            "service": service,
            "scope": scope,
            "since": first,
            "until": until,
            "organisation": organisation,
        },
    )
    if fresh:
        _write("people.mandate_given", made, Actor(kind="staff", id=str(staff.id)))
    return made


@transaction.atomic
def contest(giver: "Resident", mandate_id: UUID, why: str) -> Mandate:
    """Whoever is represented says that it is not right, or not any more. It holds until staff or
    the court end it. Raises UnknownMandate, WrongMandate without a reason.
    """
    found = _locked(mandate_id)
    if found.giver_id != giver.id or found.ended:
        raise UnknownMandate
    if not why.strip():
        raise WrongMandate
    found.contested, found.contest = timezone.now(), why.strip()[:2000]
    found.save(update_fields=["contested", "contest"])
    _write("people.mandate_contested", found, Actor(kind="resident", id=str(giver.id)))
    return found


@transaction.atomic
def uphold(mandate_id: UUID, staff: "Staff", roles: frozenset[str], organisation: str) -> Mandate:
    """Staff looked at it again: the ruling stands. Raises UnknownMandate, NotYourRole."""
    found = _of(mandate_id, roles, organisation)
    found.contested, found.contest = None, ""
    found.save(update_fields=["contested", "contest"])
    _write("people.mandate_upheld", found, Actor(kind="staff", id=str(staff.id)))
    return found


@transaction.atomic
def dismiss(mandate_id: UUID, staff: "Staff", roles: frozenset[str], organisation: str) -> Mandate:
    """It ended, or should not have been recorded. Raises UnknownMandate, NotYourRole."""
    found = _of(mandate_id, roles, organisation)
    if found.ended is None:
        found.ended = timezone.now()
        found.save(update_fields=["ended"])
        _write("people.mandate_ended", found, Actor(kind="staff", id=str(staff.id)))
    return found


def told_in(mandate_id: UUID, thread: UUID) -> None:
    """The conversation in which whoever it is about was told."""
    Mandate.objects.filter(id=mandate_id).update(thread=thread)


def recorded_by(organisation: str, limit: int = 50) -> list[Represented]:
    """What one body recorded, contested ones first, then newest first."""
    rows = Mandate.objects.filter(kind=Mandate.LEGAL, organisation=organisation)
    rows = rows.select_related("giver", "helper").order_by(
        F("contested").desc(nulls_last=True), "-id"
    )
    return [_row(one) for one in rows[:limit]]


def _of(mandate_id: UUID, roles: frozenset[str], organisation: str) -> Mandate:
    found = _locked(mandate_id)
    if found.organisation != organisation:
        raise UnknownMandate
    if not RECORDS & roles:
        raise NotYourRole
    return found


def _locked(mandate_id: UUID) -> Mandate:
    rows = Mandate.objects.select_for_update(of=("self",)).select_related("giver")
    found = rows.filter(id=mandate_id, kind=Mandate.LEGAL).first()
    if found is None:
        raise UnknownMandate
    return found


def _row(one: Mandate) -> Represented:
    return Represented(
        id=one.id,
        giver_name=one.giver.name,
        helper_name=one.helper.name if one.helper else "",
        role=one.role,
        service=one.service,
        ground=one.ground,
        since=one.since,
        until=one.until,
        ended=one.ended,
        contested=one.contested,
        contest=one.contest,
        thread=one.thread,
    )


def _write(name: str, one: Mandate, actor: Actor) -> None:
    journal.write(
        name,
        actor=actor,
        resident=one.giver_id,
        organisation=one.organisation,
        mandate=one.id,
        kind=one.kind,
        service=one.service or None,
    )
