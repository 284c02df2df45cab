"""What can be asked about conversations, always through somebody's eyes."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import QuerySet

from oogopslag.inbox import showing
from oogopslag.inbox.errors import UnknownThread
from oogopslag.inbox.listing import (
    EVERYWHERE,
    FILTERS,
    Place,
    duties_of,
    folders_of,
    new_of,
    threads_of,
    unread,
)
from oogopslag.inbox.models import Attachment, Message, Thread
from oogopslag.inbox.views import AttachmentView, DutyRow, MessageView, ThreadRow, ThreadView

if TYPE_CHECKING:
    from oogopslag.people.models import Organisation, Resident

__all__ = [
    "EVERYWHERE",
    "FILTERS",
    "AttachmentView",
    "DutyRow",
    "MessageView",
    "Place",
    "ThreadRow",
    "ThreadView",
    "UnknownThread",
    "attachment_of_organisation",
    "attachment_of_resident",
    "duties_of",
    "folders_of",
    "message_of_organisation",
    "new_of",
    "row_of_organisation",
    "row_of_resident",
    "thread",
    "thread_for_staff",
    "threads_of",
    "unread",
]


def thread(
    resident: "Resident", thread_id: UUID, before: UUID | None = None, limit: int = showing.PAGE
) -> ThreadView:
    """One conversation of this resident. Raises UnknownThread for anybody else's."""
    rows = Thread.objects.filter(resident=resident, id=thread_id, hidden=False)
    return showing.view(rows, by="resident", before=before, limit=limit)


def thread_for_staff(
    organisation: "Organisation",
    thread_id: UUID,
    staff_key: str = "",
    before: UUID | None = None,
    limit: int = showing.PAGE,
) -> ThreadView:
    """One conversation of this organisation. Raises UnknownThread for another's."""
    rows = Thread.objects.filter(organisation=organisation, id=thread_id)
    return showing.view(rows, by=staff_key, before=before, limit=limit)


def row_of_resident(resident: "Resident", thread_id: UUID) -> Thread:
    """The thread itself, for actions. Raises UnknownThread."""
    return showing.one(Thread.objects.filter(resident=resident, id=thread_id, hidden=False))


def row_of_organisation(organisation: "Organisation", thread_id: UUID) -> Thread:
    """The thread itself, for actions. Raises UnknownThread."""
    return showing.one(Thread.objects.filter(organisation=organisation, id=thread_id))


def message_of_organisation(organisation: "Organisation", message_id: UUID) -> Message:
    """One message in a conversation of this organisation, with its thread. Raises UnknownThread."""
    rows = Message.objects.filter(id=message_id, thread__organisation=organisation)
    found = rows.select_related("thread__organisation", "thread__resident").first()
    if found is None:
        raise UnknownThread
    return found


def attachment_of_resident(resident: "Resident", attachment_id: UUID) -> Attachment:
    """A clean file in one of this resident's conversations. Raises UnknownThread."""
    rows = Attachment.objects.filter(message__thread__resident=resident, id=attachment_id)
    return _file(rows.filter(message__thread__hidden=False, message__retracted=None))


def attachment_of_organisation(organisation: "Organisation", attachment_id: UUID) -> Attachment:
    """A clean file in one of this organisation's conversations. Raises UnknownThread."""
    rows = Attachment.objects.filter(message__thread__organisation=organisation, id=attachment_id)
    return _file(rows)


def _file(rows: QuerySet[Attachment]) -> Attachment:
    found = rows.filter(state=Attachment.CLEAN).first()
    if found is None:
        raise UnknownThread
    return found
