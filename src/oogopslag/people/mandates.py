"""Acting for another: given with a code, taken by who helps, ended by either.

A helper and a partner act with the consent of whom it is about, for one service and until a day. A
parent acts for a minor child, a legal representative by a ruling that a body saw.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from oogopslag.core.values import Actor
from oogopslag.journal import actions as journal
from oogopslag.people.errors import CourtDecides, NotForYourself, UnknownMandate, WrongMandate
from oogopslag.people.mandate_models import Mandate

if TYPE_CHECKING:
    from oogopslag.people.models import Resident

LONGEST = timedelta(days=366)
CODE_LASTS = timedelta(days=7)
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


@dataclass(frozen=True, kw_only=True)
class MandateView:
    """A mandate as either side sees it; `until` is inclusive, None without an end."""

    id: UUID
    giver: UUID
    giver_name: str
    helper_name: str
    kind: str
    service: str
    scope: str
    since: date
    until: date | None
    ended: datetime | None
    taken: bool
    valid: bool
    role: str = ""
    ground: str = ""
    contested: datetime | None = None

    @property
    def may_act(self) -> bool:
        return self.scope == Mandate.ACT

    def covers(self, service: str) -> bool:
        return not self.service or self.service == service


@transaction.atomic
def give(
    giver: "Resident", *, kind: str, service: str, scope: str, until: date
) -> tuple[MandateView, str]:
    """A mandate that somebody takes with the code, within a week; the code is shown once.

    Raises WrongMandate for a day in the past or more than a year away, or an unknown kind.
    """
    today = timezone.localdate()
    if kind not in (Mandate.HELPER, Mandate.PARTNER) or scope not in (Mandate.LOOK, Mandate.ACT):
        raise WrongMandate
    if not service or not today <= until <= today + LONGEST:
        raise WrongMandate
    code = "".join(secrets.choice(_LETTERS) for _ in range(10))
    made = Mandate.objects.create(
        giver=giver,
        kind=kind,
        service=service,
        scope=scope,
        since=today,
        until=until,
        code_hash=_hash(code),
        code_until=timezone.now() + CODE_LASTS,
    )
    _write("people.mandate_given", made, Actor(kind="resident", id=str(giver.id)))
    return _view(made), code


@transaction.atomic
def take(helper: "Resident", code: str) -> MandateView:
    """Takes a mandate with its code, once. Raises UnknownMandate, NotForYourself."""
    found = (
        Mandate.objects.select_for_update(of=("self",))
        .select_related("giver")
        .filter(code_hash=_hash(code), helper=None, ended=None, code_until__gte=timezone.now())
        .first()
    )
    if found is None:
        raise UnknownMandate
    if found.giver_id == helper.id:
        raise NotForYourself
    found.helper, found.code_hash = helper, ""
    found.save(update_fields=["helper", "code_hash"])
    _write("people.mandate_taken", found, Actor(kind="helper", id=str(helper.id)))
    return _view(found)


@transaction.atomic
def stand_for_child(parent: "Resident", child: "Resident", *, until: date) -> MandateView:
    """A parent acts for a minor child until the day before it comes of age (`until`).

    That the register names them parent and child is the caller's to know. Once: a second time
    gives the first back.
    """
    kept = Mandate.objects.filter(giver=child, helper=parent, kind=Mandate.PARENT, ended=None)
    if found := kept.select_related("giver", "helper").first():
        return _view(found)
    made = Mandate.objects.create(
        giver=child,
        helper=parent,
        kind=Mandate.PARENT,
        since=timezone.localdate(),
        until=until,
        ground="BRP",
    )
    _write("people.mandate_taken", made, Actor(kind="helper", id=str(parent.id)))
    return _view(made)


@transaction.atomic
def end(resident: "Resident", mandate_id: UUID) -> None:
    """Either side ends it, at once; who is represented by a ruling contests it instead.

    Raises UnknownMandate for anybody else, CourtDecides.
    """
    found = (
        Mandate.objects.select_for_update(of=("self",))
        .filter(Q(giver=resident) | Q(helper=resident), id=mandate_id)
        .first()
    )
    if found is None:
        raise UnknownMandate
    if found.ended:
        return
    if found.kind == Mandate.LEGAL and found.giver_id == resident.id:
        raise CourtDecides
    found.ended = timezone.now()
    found.code_hash = ""
    found.save(update_fields=["ended", "code_hash"])
    _write("people.mandate_ended", found, Actor(kind="resident", id=str(resident.id)))


@transaction.atomic
def note(mandate: MandateView, helper: "Resident", what: str) -> None:
    """Every act for another leaves a line that both can read: who, for whom, what."""
    journal.write(
        "people.mandate_used",
        actor=Actor(kind="helper", id=str(helper.id)),
        resident=mandate.giver,
        mandate=mandate.id,
        what=what,
    )


def held(helper: "Resident", mandate_id: UUID) -> tuple[MandateView, "Resident"]:
    """A mandate this resident holds and may use today, with whom it is about.

    Raises UnknownMandate when it ended, has not begun, or is somebody else's.
    """
    found = _valid(Mandate.objects.filter(helper=helper, id=mandate_id)).first()
    if found is None:
        raise UnknownMandate
    return _view(found), found.giver


def _valid(rows: QuerySet[Mandate]) -> QuerySet[Mandate]:
    today = timezone.localdate()
    return rows.select_related("giver", "helper").filter(
        Q(until=None) | Q(until__gte=today), ended=None, since__lte=today, giver__deceased_on=None
    )


def given_by(giver: "Resident", limit: int = 30) -> list[MandateView]:
    """Who may or might act for this resident, newest first, ended ones too."""
    rows = Mandate.objects.filter(giver=giver).select_related("giver", "helper")
    return [_view(one) for one in rows.order_by("-id")[:limit]]


def held_by(helper: "Resident", limit: int = 30) -> list[MandateView]:
    """For whom this resident may act today."""
    rows = _valid(Mandate.objects.filter(helper=helper))
    return [_view(one) for one in rows.order_by("-id")[:limit]]


def held_for(helper: "Resident", giver: UUID) -> list[MandateView]:
    """By which mandates this resident may act today for that one, newest first."""
    return [
        _view(one)
        for one in _valid(Mandate.objects.filter(helper=helper, giver=giver).order_by("-id"))
    ]


def _view(one: Mandate) -> MandateView:
    today = timezone.localdate()
    in_time = one.since <= today and (one.until is None or today <= one.until)
    return MandateView(
        id=one.id,
        giver=one.giver_id,
        giver_name=one.giver.name,
        helper_name=one.helper.name if one.helper else "",
        kind=one.kind,
        service=one.service,
        scope=one.scope,
        since=one.since,
        until=one.until,
        ended=one.ended,
        role=one.role,
        ground=one.ground,
        contested=one.contested,
        taken=one.helper_id is not None,
        valid=in_time and one.ended is None and one.helper_id is not None,
    )


def _hash(code: str) -> str:
    """Keyed, so that a stolen table gives no codes."""
    plain = "".join(letter for letter in code.upper() if letter in _LETTERS)
    return hashlib.sha256(f"{settings.SECRET_KEY}:{plain}".encode()).hexdigest()


def _write(name: str, one: Mandate, actor: Actor) -> None:
    journal.write(
        name,
        actor=actor,
        resident=one.giver_id,
        mandate=one.id,
        kind=one.kind,
        service=one.service or None,
    )
