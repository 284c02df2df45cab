"""Opening is proof and stays; "read" is the resident's own mark and can be undone."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language

from oogopslag.core.values import Actor
from oogopslag.inbox.models import Message, Thread
from oogopslag.inbox.writing import add_unread, locked, write


@transaction.atomic
def opened(thread: Thread, *, level: str = "") -> None:
    """The resident has this conversation before them: proof of opening, counter cleared.

    `level` is how surely they signed in (the login's assurance level).
    """
    fresh = Message.objects.filter(thread=thread, first_opened=None).exclude(by="resident")
    if not thread.unread and not fresh.exists():
        return
    thread = locked(thread.id)
    actor = Actor(kind="resident", id=str(thread.resident_id))
    for message in fresh.order_by("id")[:200]:
        message.first_opened, message.opened_level = timezone.now(), level
        message.save(update_fields=["first_opened", "opened_level"])
        write(
            "inbox.opened", thread, actor,
            message=message.id, level=level or None, language=get_language() or None,
        )  # fmt: skip
    add_unread(thread, -thread.unread)


@transaction.atomic
def confirm(thread: Thread, message: Message) -> None:
    """The resident says "ontvangen": proof for both sides, once."""
    thread = locked(thread.id)
    rows = Message.objects.filter(id=message.id, thread=thread, confirmed=None)
    if rows.update(confirmed=timezone.now()):
        actor = Actor(kind="resident", id=str(thread.resident_id))
        write("inbox.confirmed", thread, actor, message=message.id)


@transaction.atomic
def mark(thread: Thread, *, unread: bool) -> None:
    """The resident's own mark: never proof, never seen by the sender."""
    thread = locked(thread.id)
    add_unread(thread, 1 if unread and not thread.unread else 0)
    if not unread:
        add_unread(thread, -thread.unread)
