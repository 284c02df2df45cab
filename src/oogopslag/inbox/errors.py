"""What can go wrong in a conversation; each is a sentence, and nothing typed is lost."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _


class InboxError(Exception):
    """Something went wrong with a message."""

    code = "inbox"
    sentence = _("Something went wrong with your message. It was not sent, and it is kept.")

    def __str__(self) -> str:
        return str(self.sentence)


class UnknownThread(InboxError):
    """There is no such conversation for this person."""

    code = "unknown_thread"
    sentence = _("We cannot find this conversation.")


class NotNow(InboxError):
    """A room above refuses this placing, whichever door it came through; it says why."""

    code = "not_now"


class NoReplyPolicy(InboxError):
    """A letter must say whether it can be answered, and when an answer comes."""

    code = "no_reply_policy"


class ReplyNotAllowed(InboxError):
    """This conversation is closed."""

    code = "reply_not_allowed"
    sentence = _(
        "This conversation is closed. Your text is kept as a draft. Call us, or start a new one."
    )


class EmptyMessage(InboxError):
    """Nothing was written and nothing was added."""

    code = "empty"
    sentence = _("Write your message first. Nothing was sent yet.")


class MessageTooLong(InboxError):
    """A title or body is longer than we take."""

    code = "too_long"
    sentence = _(
        "Your text is too long to send as one message. Nothing was sent, your text is kept. "
        "Send it in parts, or add it as a file."
    )


class UnsafeMessage(InboxError):
    """A title holds characters that hide or turn around what it says."""

    code = "unsafe_text"
    sentence = _(
        "There are invisible characters in this text that make it read as something else. "
        "Nothing was sent. Type the text anew."
    )


class FileError(InboxError):
    """One of the files with a message cannot be taken; `number` says which when there are more.

    A sentence never repeats the name of a file: names hold what people typed.
    """

    def __init__(self, number: int | None = None) -> None:
        super().__init__(number)
        self.number = number

    def __str__(self) -> str:
        sentence = super().__str__()
        return f"{_('File')} {self.number}: {sentence}" if self.number else sentence


class FileTooLarge(FileError):
    """A file is larger than 10 MB."""

    code = "file_too_large"
    sentence = _(
        "A file is larger than 10 MB. Nothing was sent, your text is kept. "
        "Make the photo smaller, or send the pages one by one."
    )


class FileRefused(FileError):
    """A file of a kind that is not taken."""

    code = "file_refused"
    sentence = _(
        "We cannot take this kind of file. Nothing was sent, your text is kept. "
        "Send it as PDF, JPEG, PNG or text."
    )


class TooManyFiles(InboxError):
    """More than ten files with one message."""

    code = "too_many_files"
    sentence = _(
        "You can add ten files to one message. Nothing was sent, your text is kept. "
        "Send the others with a second message."
    )


class ScannerDown(InboxError):
    """The malware scanner gives no verdict now: files stay held back."""

    code = "scanner_down"


class FilesNotAllowed(InboxError):
    """This message takes a text as answer, no files."""

    code = "files_not_allowed"
    sentence = _("You cannot add files here. Nothing was sent, your text is kept.")


class TooMany(InboxError):
    """More than 500 at once."""

    code = "too_many"
    sentence = _("At most 500 conversations at once. Nothing was done. Choose fewer.")


class TooLate(InboxError):
    """What somebody wants to undo has gone out already."""

    code = "too_late"
    sentence = _(
        "This message can no longer be taken back: the time for it is over, or it was read. "
        "Send a correction; it stands under the message."
    )

    def __init__(self, reason: str) -> None:
        """`reason` is time-over, opened or notified."""
        super().__init__(reason)
        self.reason = reason


class RecipientDeceased(InboxError):
    """According to the register this person died."""

    code = "deceased"
    sentence = _(
        "According to the register of persons this resident has died. Nothing was placed. "
        "Write to the heirs by post."
    )


class KeyConflict(InboxError):
    """This key was used before, for another message."""

    code = "key_conflict"
    sentence = _(
        "This key was used before for another message. Nothing was placed. "
        "Give a new message a new Idempotency-Key."
    )

    def __init__(self, existing: UUID) -> None:
        self.existing = existing


class WrongCondition(InboxError):
    """A condition's address that is not on the host of one of the sender's webhooks."""

    code = "wrong_address"
    sentence = _("onlyIfUrl must be on the host of one of your webhooks. Nothing was placed.")


class IdTaken(InboxError):
    """This id belongs to something else already."""

    code = "id_taken"
    sentence = _("This id is in use already. Nothing was placed. Make a new one.")


class StaleRevision(InboxError):
    """Somebody else changed this conversation in the meantime."""

    code = "stale"
    sentence = _("Somebody changed this conversation in the meantime. Read it again first.")

    def __init__(self, current: int) -> None:
        self.current = current


class UnknownCursor(InboxError):
    """A place to go on from that is not in this list."""

    code = "unknown_cursor"
    sentence = _(
        "The place in after is not in this list, or what stood there is gone. "
        "Ask for the list from its beginning."
    )


class UnknownFolder(InboxError):
    """There is no such folder."""

    code = "unknown_folder"
    sentence = _("We cannot find this folder. Nothing was moved.")


class UnknownJob(InboxError):
    """There is no such job for this key."""

    code = "unknown_job"
    sentence = _("There is no such job for this key.")


class WrongJobState(InboxError):
    """This cannot be done with a job in this state."""

    code = "wrong_job_state"
    sentence = _("This cannot be done with the job now. Ask its state first. Nothing changed.")

    def __init__(self, state: str) -> None:
        self.state = state


class UnreadableRows(InboxError):
    """A file of rows that cannot be taken; `reason` is a code, `row` counts from 1."""

    code = "unreadable_rows"
    sentence = _(
        "This file cannot be taken, so nothing of it was stored. Send CSV in UTF-8, with a heading "
        "that holds bsn (or simulator) and every name between double brackets in the text."
    )

    def __init__(self, reason: str, row: int, about: str = "") -> None:
        self.reason, self.row, self.about = reason, row, about


class NotTheirs(InboxError):
    """This message is somebody else's."""

    code = "not_theirs"
    sentence = _("This message is not for the recipient that was named.")


class EmptyTask(InboxError):
    """A task without a title or without a day."""

    code = "empty_task"
    sentence = _("Say what you must do and before which day. What you typed is still here.")


class UnknownTask(InboxError):
    """There is no such task for this person."""

    code = "unknown_task"
    sentence = _("We cannot find this task. Perhaps you removed it already.")


class WrongOutage(InboxError):
    """An outage ends after it began, and is over."""

    code = "wrong_outage"
    sentence = _(
        "An outage is written down when it is over: its end lies after its begin and not in the "
        "future. Nothing was stored."
    )
