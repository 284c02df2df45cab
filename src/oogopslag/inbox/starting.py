"""A conversation that the resident begins, with any body that takes them."""

from typing import TYPE_CHECKING
from uuid import uuid5

from django.db import IntegrityError, transaction

from oogopslag.core.values import Actor, new_id
from oogopslag.inbox.errors import EmptyMessage, IdTaken
from oogopslag.inbox.models import Thread
from oogopslag.inbox.policy import ReplyPolicy
from oogopslag.inbox.posting import post
from oogopslag.inbox.replying import reply
from oogopslag.inbox.threads import open_thread, thread_of
from oogopslag.inbox.within import USUAL_DAYS
from oogopslag.inbox.writing import write

if TYPE_CHECKING:
    from oogopslag.inbox.attachments import Files
    from oogopslag.people.models import Organisation, Resident

SAFE = {"nl": "uw vraag", "en": "your question"}


def start(
    resident: "Resident",
    organisation: "Organisation",
    *,
    title: str,
    text: str,
    key: str,
    service: str = "",
    within: int = USUAL_DAYS,
    files: "Files" = (),
) -> Thread:
    """A question of the resident: received at once, with a promise; once per key.

    Raises EmptyMessage, MessageTooLong, UnsafeMessage and the errors about files.
    """
    thread_id = uuid5(resident.id, f"{organisation.slug}:{key}")
    if found := Thread.objects.filter(id=thread_id).first():
        return found
    if not text.strip() or not title.strip():
        raise EmptyMessage
    try:
        with transaction.atomic():
            thread = open_thread(
                resident,
                organisation,
                service=service,
                title={"nl": title, "en": title},
                safe_title=SAFE,
                thread_id=thread_id,
            )
            _ask(thread, text, key, within, files)
    except (IdTaken, IntegrityError):
        return thread_of(thread_id)  # it was sent twice at the same moment
    return thread


def _ask(thread: Thread, text: str, key: str, within: int, files: "Files") -> None:
    """Our receipt, and above it the question."""
    question = new_id()  # made first, so that the question stands above our receipt
    post(
        thread,
        kind="acceptance",
        body={
            "nl": "Wij hebben uw bericht ontvangen. Ons antwoord komt in dit gesprek.",
            "en": "We received your message. Our answer comes in this conversation.",
        },
        author=thread.organisation.name,
        actor=Actor(kind="organisation", id=thread.organisation.slug),
        policy=ReplyPolicy(answer_within=within),
        silent=True,
    )
    actor = Actor(kind="resident", id=str(thread.resident_id))
    message = reply(thread, text=text, key=key, actor=actor, files=files, message_id=question)
    write("inbox.started", thread, actor, message=message.id, service=thread.service or None)
