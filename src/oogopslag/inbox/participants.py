"""Who takes part: units and workers of the organisation by name, and who helps the resident.

A helper takes part by a mandate of the resident for the service of the conversation, and no longer
than it holds; nobody is let in by being named here alone.
"""

from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from oogopslag.core import texts
from oogopslag.core.law import Text
from oogopslag.core.values import Actor
from oogopslag.inbox.errors import NotTheirs, UnknownThread, UnsafeMessage
from oogopslag.inbox.models import Participant, Thread
from oogopslag.inbox.writing import locked, write
from oogopslag.people import queries as people

if TYPE_CHECKING:
    from oogopslag.people.models import Resident

MOST = 50


def of(thread: Thread) -> list[Participant]:
    """In the order in which they joined, also those who left."""
    return list(
        Participant.objects.filter(thread=thread).select_related("helper").order_by("id")[:MOST]
    )


def one(thread: Thread, participant_id: UUID) -> Participant:
    """Raises UnknownThread."""
    found = (
        Participant.objects.filter(thread=thread)
        .select_related("helper")
        .filter(id=participant_id)
        .first()
    )
    if found is None:
        raise UnknownThread
    return found


@transaction.atomic
def add(thread: Thread, *, kind: str, name: str, actor: Actor) -> Participant:
    """A unit or worker of the organisation, by the name that is shown. Raises UnsafeMessage."""
    try:
        shown = texts.line(name, 120)
    except (texts.UnsafeText, texts.TextTooLong) as error:
        raise UnsafeMessage from error
    if not shown or kind not in {Participant.UNIT, Participant.WORKER}:
        raise UnsafeMessage
    return _joined(thread, Participant(kind=kind, name=shown), actor)


@transaction.atomic
def add_helper(thread: Thread, helper: "Resident", *, actor: Actor) -> Participant:
    """Who may act for the resident of this conversation today. Raises NotTheirs without mandate."""
    held = [
        one
        for one in people.mandates_held_for(helper, thread.resident_id)
        if one.may_act and one.covers(thread.service)
    ]
    if not held:
        raise NotTheirs
    made = Participant(
        kind=Participant.HELPER, name=helper.name[:120], helper=helper, mandate=held[0].id
    )
    return _joined(thread, made, actor)


def _joined(thread: Thread, made: Participant, actor: Actor) -> Participant:
    thread = locked(thread.id)
    same = Participant.objects.filter(
        thread=thread, kind=made.kind, name=made.name, helper=made.helper, end=None
    )
    if found := same.first():
        return found
    made.thread, made.begin = thread, timezone.now()
    made.save(force_insert=True)
    write("inbox.joined", thread, actor, participant=made.id, kind=made.kind)
    return made


@transaction.atomic
def leave(thread: Thread, participant_id: UUID, *, actor: Actor) -> Participant:
    """Their part ends now; a second time changes nothing. Raises UnknownThread."""
    thread = locked(thread.id)
    found = one(thread, participant_id)
    if found.end is None:
        found.end = timezone.now()
        found.save(update_fields=["end"])
        write("inbox.left", thread, actor, participant=found.id, kind=found.kind)
    return found


def author_of(thread: Thread, participant_id: UUID, *, by_resident: bool) -> Text:
    """The name under what somebody says for their side. Raises UnknownThread, NotTheirs."""
    found = one(thread, participant_id)
    if found.end is not None or (found.kind == Participant.HELPER) != by_resident:
        raise NotTheirs
    if by_resident:
        if found.helper is None or not _still(found):
            raise NotTheirs
        own = {"nl": thread.resident.name, "en": thread.resident.name}
        return {"nl": f"{found.name}, namens {own['nl']}", "en": f"{found.name}, for {own['en']}"}
    body: dict[str, str] = thread.organisation.name
    return {language: f"{found.name}, {name}" for language, name in body.items()}


def _still(found: Participant) -> bool:
    """Whether the mandate by which a helper joined holds today."""
    assert found.helper is not None  # noqa: S101 -- for the type checker; the caller looked
    held = people.mandates_held_for(found.helper, found.thread.resident_id)
    return any(one.id == found.mandate for one in held)
