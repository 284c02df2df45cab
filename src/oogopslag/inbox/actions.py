"""Everything that changes a conversation."""

from oogopslag.inbox.accepting import Accepted, Incoming, accept
from oogopslag.inbox.drafts import KEEP_DRAFT, save_draft
from oogopslag.inbox.duties import ask, resolve, resolve_all
from oogopslag.inbox.policy import REFUSALS, ReplyPolicy
from oogopslag.inbox.posting import KINDS, author_of, post
from oogopslag.inbox.promises import keep as keep_promise
from oogopslag.inbox.promises import make as make_promise
from oogopslag.inbox.reading import confirm, mark, opened
from oogopslag.inbox.replying import answer, reply
from oogopslag.inbox.taking import continue_thread, take, take_many
from oogopslag.inbox.threads import ARCHIVE, change, close, open_thread, relate, thread_of

__all__ = [
    "ARCHIVE",
    "KEEP_DRAFT",
    "KINDS",
    "REFUSALS",
    "Accepted",
    "Incoming",
    "ReplyPolicy",
    "accept",
    "answer",
    "ask",
    "author_of",
    "change",
    "close",
    "confirm",
    "continue_thread",
    "keep_promise",
    "make_promise",
    "mark",
    "open_thread",
    "opened",
    "post",
    "relate",
    "reply",
    "resolve",
    "resolve_all",
    "save_draft",
    "take",
    "take_many",
    "thread_of",
]
