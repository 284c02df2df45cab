"""What can be asked about conversations, always through somebody's eyes."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from oogopslag.inbox import showing
from oogopslag.inbox.checking import Genuine, genuine
from oogopslag.inbox.errors import UnknownThread
from oogopslag.inbox.exporting import proof_data, thread_pdf
from oogopslag.inbox.figures import PromiseFigures, promises_kept
from oogopslag.inbox.filing import (
    FileRow,
    LetterWords,
    files_of,
    files_sent_by_resident,
    letter_of,
    words_of,
)
from oogopslag.inbox.formal import marked_in
from oogopslag.inbox.lasting import outages_between
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
from oogopslag.inbox.own_reminders import can_remind
from oogopslag.inbox.own_task_files import own_tasks_agenda, own_tasks_data
from oogopslag.inbox.own_tasks import KEPT as OWN_TASKS_KEPT
from oogopslag.inbox.own_tasks import OwnTaskView, own_tasks_done, own_tasks_of
from oogopslag.inbox.proving import Proof
from oogopslag.inbox.proving import of_organisation as proof_of_organisation
from oogopslag.inbox.proving import of_resident as proof_of_resident
from oogopslag.inbox.reacting import decisions_of
from oogopslag.inbox.settling import to_settle
from oogopslag.inbox.stores import wrong as wrong_settings
from oogopslag.inbox.views import AttachmentView, DutyRow, MessageView, ThreadRow, ThreadView
from oogopslag.inbox.within import service_hours
from oogopslag.inbox.working import (
    About,
    After,
    NoteView,
    Suggestion,
    WorkRow,
    about,
    notes_of,
    suggestions,
    work_of,
)

if TYPE_CHECKING:
    from oogopslag.people.models import Organisation, Resident

__all__ = [
    "EVERYWHERE",
    "FILTERS",
    "OWN_TASKS_KEPT",
    "About",
    "After",
    "AttachmentView",
    "DutyRow",
    "FileRow",
    "Genuine",
    "LetterWords",
    "MessageView",
    "NoteView",
    "OwnTaskView",
    "Place",
    "PromiseFigures",
    "Proof",
    "Suggestion",
    "ThreadRow",
    "ThreadView",
    "UnknownThread",
    "WorkRow",
    "about",
    "attachment_of_organisation",
    "attachment_of_resident",
    "can_remind",
    "can_retract",
    "decisions_of",
    "duties_of",
    "files_of",
    "files_sent_by_resident",
    "folders_of",
    "genuine",
    "letter_of",
    "marked_in",
    "message_of_organisation",
    "message_of_resident",
    "new_of",
    "notes_of",
    "outages_between",
    "own_tasks_agenda",
    "own_tasks_data",
    "own_tasks_done",
    "own_tasks_of",
    "promises_kept",
    "proof_data",
    "proof_of_organisation",
    "proof_of_resident",
    "row_of_organisation",
    "row_of_resident",
    "service_hours",
    "suggestions",
    "thread",
    "thread_for_staff",
    "thread_pdf",
    "threads_of",
    "to_settle",
    "unread",
    "words_of",
    "work_of",
    "wrong_settings",
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
    return showing.message_in(Thread.objects.filter(organisation=organisation), message_id)


def message_of_resident(resident: "Resident", message_id: UUID) -> Message:
    """One message in a conversation of this resident. Raises UnknownThread."""
    return showing.message_in(Thread.objects.filter(resident=resident, hidden=False), message_id)


def can_retract(message: MessageView) -> bool:
    """Whether a message of the organisation can still be taken back."""
    until = message.retractable_until
    fresh = message.retracted is None and message.first_opened is None
    return fresh and until is not None and timezone.now() <= until


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


def waiting_threads(organisation: "Organisation", limit: int = 20) -> list[UUID]:
    """The conversations in which a resident waits for this organisation, longest first."""
    rows = Thread.objects.filter(organisation=organisation).exclude(waiting_since=None)
    return list(rows.order_by("waiting_since").values_list("id", flat=True)[:limit])
