"""What went wrong in a room, as a problem document."""

from typing import Any

from oogopslag.doors.api import files
from oogopslag.doors.api.unreadable import sentence_of
from oogopslag.doors.entry import refusal
from oogopslag.doors.problems import Problem
from oogopslag.inbox.errors import (
    EmptyMessage,
    FileError,
    FileRefused,
    FilesNotAllowed,
    FileTooLarge,
    IdTaken,
    InboxError,
    KeyConflict,
    MessageTooLong,
    NoReplyPolicy,
    NotNow,
    NotTheirs,
    RecipientDeceased,
    ReplyNotAllowed,
    StaleRevision,
    TooLate,
    TooManyFiles,
    UnknownCursor,
    UnknownJob,
    UnknownThread,
    UnreadableRows,
    UnsafeMessage,
    WrongCondition,
    WrongJobState,
)
from oogopslag.people.errors import KeyConflict as OtherBody
from oogopslag.people.errors import MachineError, PeopleError, UnknownRecipient

_STATUS: dict[type[InboxError], tuple[int, str]] = {
    UnknownThread: (404, "not-found"),
    UnknownJob: (404, "not-found"),
    NotTheirs: (403, "not-theirs"),
    FileRefused: (400, "file-refused"),
    FileTooLarge: (400, "file-too-large"),
    TooManyFiles: (400, "too-many-files"),
    FilesNotAllowed: (409, "files-not-allowed"),
    WrongJobState: (409, "wrong-job-state"),
    UnknownCursor: (400, "unknown-cursor"),
    UnreadableRows: (400, "unreadable-rows"),
    KeyConflict: (409, "key-conflict"),
    IdTaken: (409, "id-taken"),
    RecipientDeceased: (409, "recipient-deceased"),
    ReplyNotAllowed: (409, "reply-not-allowed"),
    TooLate: (409, "too-late"),
    StaleRevision: (412, "stale-revision"),
    EmptyMessage: (400, "empty-message"),
    MessageTooLong: (400, "message-too-long"),
    NoReplyPolicy: (400, "no-reply-policy"),
    UnsafeMessage: (400, "unsafe-text"),
    WrongCondition: (400, "wrong-address"),
}


def problem_of(error: InboxError | PeopleError) -> Problem:
    """The problem document of an error of the inbox or of people."""
    if isinstance(error, MachineError):
        found = refusal(error)
        if isinstance(error, UnknownRecipient):
            found.more |= {"rejected": "unknown", "fallback": "letter"}
        return found
    if isinstance(error, OtherBody):
        return Problem(409, "key-conflict", str(error), existing=str(error.existing or ""))
    if isinstance(error, PeopleError):
        return Problem(400, "refused", str(error))
    if isinstance(error, NotNow):
        return Problem(403, error.code.replace("_", "-"), str(error))
    named = (_STATUS[kind] for kind in type(error).__mro__ if kind in _STATUS)
    status, code = next(named, (400, "refused"))
    if isinstance(error, FileError):
        return Problem(status, code, files.detail(), errors=[files.wrong(error)])
    return Problem(status, code, str(error), **_more(error))


# The one thing a program can use, beside the sentence: under which name, from which attribute.
_MEMBERS: dict[type[InboxError], tuple[str, str]] = {
    StaleRevision: ("revision", "current"),
    WrongJobState: ("state", "state"),
    TooLate: ("reason", "reason"),
}


def _more(error: InboxError) -> dict[str, Any]:
    if isinstance(error, KeyConflict):
        return {"existing": str(error.existing)}
    if isinstance(error, UnreadableRows):
        wrong = {"in": f"row {error.row}", "code": error.reason, "says": sentence_of(error)}
        return {"errors": [wrong]}
    if isinstance(error, RecipientDeceased):
        return {"rejected": "deceased", "fallback": "letter"}
    if found := _MEMBERS.get(type(error)):
        name, attribute = found
        return {name: getattr(error, attribute)}
    return {}
