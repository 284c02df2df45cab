"""Duties as other portals may show them."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from oogopslag.core.law import Text
from oogopslag.core.values import Actor
from oogopslag.inbox.errors import UnknownThread
from oogopslag.inbox.models import Duty
from oogopslag.inbox.replying import DONE_BY_ANSWER, reply

if TYPE_CHECKING:
    from oogopslag.inbox.attachments import Files
    from oogopslag.people.models import Organisation, Resident

MOST = 100


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Something a resident must do; `state` is open, done or withdrawn; `due` is inclusive."""

    id: UUID
    kind: str
    title: Text
    due: date
    state: str
    thread: UUID
    case: UUID | None
    organisation: Text


def asked_of(
    resident: "Resident", *, organisation: "Organisation | None" = None, case: UUID | None = None
) -> list[Asked]:
    """What this resident must do or did, newest first; of one organisation when it is given."""
    rows = Duty.objects.filter(resident=resident, thread__hidden=False)
    if organisation is not None:
        rows = rows.filter(thread__organisation=organisation)
    if case:
        rows = rows.filter(thread__case=case)
    found = rows.select_related("thread__organisation", "message").order_by("-id")[:MOST]
    return [_asked(row) for row in found]


def one_asked(duty_id: UUID, *, organisation: "Organisation | None" = None) -> Asked:
    """One of them. Raises UnknownThread, also for another organisation's when one is given."""
    rows = Duty.objects.filter(id=duty_id, thread__hidden=False, resident__sandbox=None)
    if organisation is not None:
        rows = rows.filter(thread__organisation=organisation)
    found = rows.select_related("thread__organisation", "message").first()
    if found is None:
        raise UnknownThread
    return _asked(found)


@transaction.atomic
def carry_out(
    resident: "Resident",
    duty_id: UUID,
    *,
    text: str,
    files: "Files",
    key: str,
    actor: Actor,
) -> None:
    """Does what was asked by an answer in its conversation; done already changes nothing.

    Raises UnknownThread for another's, and for what an answer does not do (a payment, a visit);
    and what `reply` raises.
    """
    rows = Duty.objects.filter(resident=resident, id=duty_id, thread__hidden=False)
    duty = rows.select_related("thread__organisation", "thread__resident").first()
    if duty is None or duty.kind not in DONE_BY_ANSWER:
        raise UnknownThread
    if duty.resolved_at is None:
        reply(
            duty.thread, text=text, files=files, key=key, actor=actor, in_reply_to=duty.message_id
        )


def _asked(row: Duty) -> Asked:
    state = "withdrawn" if row.message.retracted else "done" if row.resolved_at else "open"
    return Asked(
        id=row.id,
        kind=row.kind,
        title=row.title,
        due=row.due,
        state=state,
        thread=row.thread_id,
        case=row.thread.case,
        organisation=row.thread.organisation.name,
    )
