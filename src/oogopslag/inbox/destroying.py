"""Destroying a conversation for good: messages, files, duties, drafts; journal lines stay."""

from uuid import UUID

from django.core.files.storage import default_storage
from django.db import transaction

from oogopslag.core.values import SYSTEM
from oogopslag.delivery import actions as delivery
from oogopslag.inbox.models import Attachment, Message, Thread
from oogopslag.inbox.writing import add_to_mailbox, locked, write


def destroy(thread_id: UUID) -> list[str]:
    """Destroys one conversation within the caller's transaction; gives the files that belonged to
    it, to be removed with `remove_files` once the transaction holds. Nothing for one that is gone.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("Destroying belongs in a transaction.")
    if not Thread.objects.filter(id=thread_id).exists():
        return []
    thread = locked(thread_id)
    messages = list(Message.objects.filter(thread=thread).values_list("id", flat=True))
    files = list(Attachment.objects.filter(message__thread=thread).values_list("file", flat=True))
    if thread.unread and not thread.hidden:
        add_to_mailbox(thread.resident_id, -thread.unread)
    delivery.forget(messages)
    write("inbox.destroyed", thread, SYSTEM, messages=len(messages), files=len(files))
    thread.delete()
    return files


def remove_files(names: list[str]) -> list[str]:
    """Removes stored files, outside any transaction; gives those that could not be removed."""
    left = []
    for name in names:
        try:
            default_storage.delete(name)
        except OSError:
            left.append(name)
    return left
