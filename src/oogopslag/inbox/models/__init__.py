"""What the inbox keeps; one noun per file."""

from oogopslag.inbox.models.attachment import Attachment
from oogopslag.inbox.models.draft import Draft
from oogopslag.inbox.models.duty import Duty
from oogopslag.inbox.models.job import Job, JobChunk, JobRow
from oogopslag.inbox.models.mailbox import Folder, Mailbox
from oogopslag.inbox.models.mark import Fetched, Gathered, Mark, Origin
from oogopslag.inbox.models.message import Message
from oogopslag.inbox.models.note import Note
from oogopslag.inbox.models.outage import Outage
from oogopslag.inbox.models.own_task import OwnTask
from oogopslag.inbox.models.participant import Participant
from oogopslag.inbox.models.promise import Promise, PromiseTally
from oogopslag.inbox.models.thread import Forwarding, Thread

__all__ = [
    "Attachment",
    "Draft",
    "Duty",
    "Fetched",
    "Folder",
    "Forwarding",
    "Gathered",
    "Job",
    "JobChunk",
    "JobRow",
    "Mailbox",
    "Mark",
    "Message",
    "Note",
    "Origin",
    "Outage",
    "OwnTask",
    "Participant",
    "Promise",
    "PromiseTally",
    "Thread",
]
