"""What can go wrong in a conversation; each is a sentence, and nothing typed is lost."""

from django.utils.translation import gettext_lazy as _


class InboxError(Exception):
    """Something went wrong with a message."""

    sentence = _("Something went wrong with your message. It was not sent, and it is kept.")

    def __str__(self) -> str:
        return str(self.sentence)


class UnknownThread(InboxError):
    """There is no such conversation for this person."""

    sentence = _("We cannot find this conversation.")


class NoReplyPolicy(InboxError):
    """A letter must say whether it can be answered, and when an answer comes."""


class ReplyNotAllowed(InboxError):
    """This conversation is closed."""

    sentence = _(
        "This conversation is closed. Your text is kept as a draft. Call us, or start a new one."
    )


class EmptyMessage(InboxError):
    """Nothing was written and nothing was added."""

    sentence = _("Write your message first. Nothing was sent yet.")


class FileTooLarge(InboxError):
    """A file is larger than 10 MB."""

    sentence = _(
        "A file is larger than 10 MB. Nothing was sent, your text is kept. "
        "Make the photo smaller, or send the pages one by one."
    )


class FileRefused(InboxError):
    """A file of a kind that is not taken, or that is not what its name says."""

    sentence = _(
        "We cannot take this kind of file. Nothing was sent, your text is kept. "
        "Send it as PDF, JPEG, PNG or text."
    )
