"""An outage of the digital entrance moves the terms of residents that ended while it lasted.

Wmebv, as in force since 1 January 2026: who could not react by the electronic way because it did
not work gets the time. A term that ends on a day of an outage ends on the next working day on which
it works again; the resident is told, in the conversation that both sides read. That holds for terms
that a body sets itself; the term to object ends on its day by law (cases/unreachable.py).
"""

from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from babel.dates import format_date
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from oogopslag.core.law import Text
from oogopslag.core.values import SYSTEM, Actor
from oogopslag.inbox.errors import WrongOutage
from oogopslag.inbox.lasting import last_day
from oogopslag.inbox.models import Duty, Outage
from oogopslag.inbox.policy import ReplyPolicy
from oogopslag.inbox.posting import post
from oogopslag.inbox.within import USUAL_DAYS
from oogopslag.inbox.writing import follow_duties, locked, write
from oogopslag.journal import actions as journal

if TYPE_CHECKING:
    from oogopslag.people.models import Organisation

BATCH = 200


@transaction.atomic
def record(
    organisation: "Organisation | None", *, since: datetime, until: datetime, actor: Actor = SYSTEM
) -> Outage:
    """Writes an outage down; the worker moves the terms. None: it was of all of us.

    Raises WrongOutage when it does not end after it began, or not yet.
    """
    if until <= since or until > timezone.now():
        raise WrongOutage
    outage = Outage.objects.create(organisation=organisation, since=since, until=until)
    journal.write(
        "inbox.outage_recorded",
        actor=actor,
        organisation=organisation.slug if organisation else "",
        outage=outage.id,
        since=timezone.localdate(since),
        until=timezone.localdate(until),
    )
    return outage


def move_terms(limit: int = BATCH) -> int:
    """Moves terms of outages that were recorded, so many at once; gives how many."""
    done = 0
    for outage in Outage.objects.filter(moved=None).select_related("organisation").order_by("id"):
        ids = list(_touched(outage).order_by("id").values_list("id", flat=True)[: limit - done])
        done += sum(_move(key, outage) for key in ids)
        if done >= limit:
            return done
        Outage.objects.filter(id=outage.id).update(moved=timezone.now())
    return done


def _touched(outage: Outage) -> QuerySet[Duty]:
    first, last = timezone.localdate(outage.since), timezone.localdate(outage.until)
    rows = Duty.objects.filter(resolved_at=None, due__gte=first, due__lte=last)
    if outage.organisation_id:
        rows = rows.filter(thread__organisation_id=outage.organisation_id)
    return rows


@transaction.atomic
def _move(duty_id: UUID, outage: Outage) -> bool:
    duty = Duty.objects.filter(id=duty_id, resolved_at=None).first()
    if duty is None:
        return False
    thread = locked(duty.thread_id)
    was, duty.due = duty.due, last_day(duty.due, thread.organisation_id)
    duty.save(update_fields=["due"])
    follow_duties(thread)
    post(
        thread,
        kind="information",
        body=_said(duty, was),
        author=thread.organisation.name,
        actor=SYSTEM,
        policy=ReplyPolicy(answer_within=USUAL_DAYS),
        legal_effect=_effect(duty.due),
        react_before=duty.due,
    )
    write("inbox.term_moved", thread, SYSTEM, duty=duty.id, was=was, due=duty.due, outage=outage.id)
    return True


def _said(duty: Duty, was: date) -> dict[str, str]:
    nl, en = duty.title["nl"], duty.title.get("en") or duty.title["nl"]
    return {
        "nl": f"Op {_day(was, 'nl')} had onze digitale ingang een storing. Misschien kon u toen "
        f"niet reageren. Daarom krijgt u langer de tijd: tot en met {_day(duty.due, 'nl')}.\n\n"
        f"Waar het om gaat: {nl}.",
        "en": f"On {_day(was, 'en')} our digital entrance did not work well. Maybe you could not "
        f"react then. So you have more time: until and including {_day(duty.due, 'en')}.\n\n"
        f"What it is about: {en}.",
    }


def _effect(due: date) -> Text:
    return {
        "nl": f"Uw termijn loopt nu tot en met {_day(due, 'nl')}.",
        "en": f"Your term now runs until and including {_day(due, 'en')}.",
    }


def _day(day: date, language: str) -> str:
    return str(format_date(day, "d MMMM y", locale=language))
