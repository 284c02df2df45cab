"""Everything that changes a conversation."""

from oogopslag.inbox.accepting import Accepted, Incoming, accept
from oogopslag.inbox.destroying import destroy, remove_files
from oogopslag.inbox.drafts import KEEP_DRAFT, save_draft
from oogopslag.inbox.duties import ask, resolve, resolve_all
from oogopslag.inbox.formal import FORMAL, mark_formal
from oogopslag.inbox.forwarding import forward
from oogopslag.inbox.jobs import fill as fill_job
from oogopslag.inbox.jobs import make as make_job
from oogopslag.inbox.jobs import move as move_job
from oogopslag.inbox.jobs import rotate_keys
from oogopslag.inbox.mailbox import mark_all, move, new_folder, remove_folder
from oogopslag.inbox.outages import record as record_outage
from oogopslag.inbox.own_tasks import finish_own_task, forget_own_tasks, make_own_task
from oogopslag.inbox.policy import MOST_HOURS, REFUSALS, ReplyPolicy
from oogopslag.inbox.posting import KINDS, author_of, post
from oogopslag.inbox.promises import keep as keep_promise
from oogopslag.inbox.promises import make as make_promise
from oogopslag.inbox.promises import set_day as promise_day
from oogopslag.inbox.reacting import react_until
from oogopslag.inbox.reading import confirm, mark, opened
from oogopslag.inbox.replying import answer, reply
from oogopslag.inbox.retracting import retract
from oogopslag.inbox.settling import settle
from oogopslag.inbox.starting import start
from oogopslag.inbox.taking import continue_thread, take, take_many
from oogopslag.inbox.team import MOST as MOST_TOGETHER
from oogopslag.inbox.team import Result, assign, many, note
from oogopslag.inbox.threads import ARCHIVE, change, close, open_thread, relate, thread_of
from oogopslag.inbox.writing import hold

__all__ = [
    "ARCHIVE",
    "FORMAL",
    "KEEP_DRAFT",
    "KINDS",
    "MOST_HOURS",
    "MOST_TOGETHER",
    "REFUSALS",
    "Accepted",
    "Incoming",
    "ReplyPolicy",
    "Result",
    "accept",
    "answer",
    "ask",
    "assign",
    "author_of",
    "change",
    "close",
    "confirm",
    "continue_thread",
    "destroy",
    "fill_job",
    "finish_own_task",
    "forget_own_tasks",
    "forward",
    "hold",
    "keep_promise",
    "make_job",
    "make_own_task",
    "make_promise",
    "many",
    "mark",
    "mark_all",
    "mark_formal",
    "move",
    "move_job",
    "new_folder",
    "note",
    "open_thread",
    "opened",
    "post",
    "promise_day",
    "react_until",
    "record_outage",
    "relate",
    "remove_files",
    "remove_folder",
    "reply",
    "resolve",
    "resolve_all",
    "retract",
    "rotate_keys",
    "save_draft",
    "settle",
    "start",
    "take",
    "take_many",
    "thread_of",
]
