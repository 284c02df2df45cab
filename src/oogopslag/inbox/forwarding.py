"""Sending a conversation on to the right body (Awb 2:3): without delay, and the sender is told."""

from typing import TYPE_CHECKING

from babel.dates import format_date
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from oogopslag.core import terms
from oogopslag.core.values import Actor
from oogopslag.inbox import promises
from oogopslag.inbox.errors import UnknownThread
from oogopslag.inbox.models import Attachment, Forwarding, Message, Promise, Thread
from oogopslag.inbox.policy import ReplyPolicy
from oogopslag.inbox.posting import author_of, post
from oogopslag.inbox.threads import open_thread
from oogopslag.inbox.within import USUAL_DAYS
from oogopslag.inbox.writing import locked, write

if TYPE_CHECKING:
    from oogopslag.people.models import Organisation, Staff


@transaction.atomic
def forward(thread: Thread, to: "Organisation", *, staff: "Staff") -> Thread:
    """Opens the same conversation at the right body, with what the resident wrote.

    The first time of receipt goes with it; both bodies see it, and the resident is told by the
    one that forwards. Open promises go along: the new body answers within its usual days.
    A second time gives the first one back. Raises UnknownThread when there is nothing of the
    resident to forward, or the body is the same.
    """
    thread = locked(thread.id)
    if thread.organisation_id == to.id:
        raise UnknownThread
    done = Forwarding.objects.filter(origin=thread, target__organisation=to)
    if found := done.select_related("target").first():
        return found.target
    own = list(Message.objects.filter(thread=thread, by__in=("resident", "helper")).order_by("id"))
    if not own:
        raise UnknownThread
    actor = Actor(kind="staff", id=str(staff.id))
    target = _opened(thread, to, own, actor)
    Forwarding.objects.create(
        origin=thread, target=target, first_received=own[0].placed, forwarded=timezone.now()
    )
    promises.drop(thread, actor=actor)
    Thread.objects.filter(id=thread.id).update(waiting_since=None)
    _tell(thread, to, own[0], staff, actor)
    write(
        "inbox.forwarded", thread, actor,
        target=target.id, to=to.slug, received=timezone.localdate(own[0].placed),
    )  # fmt: skip
    return target


def _opened(thread: Thread, to: "Organisation", own: list[Message], actor: Actor) -> Thread:
    """The conversation at the right body: copies with their own times, and a promise."""
    target = open_thread(
        thread.resident,
        to,
        title=thread.title,
        safe_title=thread.safe_title,
        event=thread.event,
    )
    post(
        target,
        kind="acceptance",
        body={
            "nl": f"{thread.organisation.name['nl']} heeft uw bericht aan ons doorgestuurd. "
            "Wij behandelen het verder. U hoeft niets opnieuw te sturen.",
            "en": f"{thread.organisation.name.get('en', thread.organisation.name['nl'])} forwarded "
            "your message to us. We take it from here. You need not send anything again.",
        },
        author=to.name,
        actor=Actor(kind="organisation", id=to.slug),
        policy=ReplyPolicy(answer_within=USUAL_DAYS),
        silent=True,
    )
    for message in own:
        copy = Message.objects.create(
            thread=target,
            kind=message.kind,
            by=message.by,
            author=message.author,
            body=message.body,
            words=message.words,
            formal=message.formal,
            placed=message.placed,
        )
        _copy_files(message, copy)
    target.waiting_since = own[0].placed
    Thread.objects.filter(id=target.id).update(waiting_since=target.waiting_since)
    due = terms.add_working_days(timezone.localdate(), USUAL_DAYS)
    promises.make(target, kind=Promise.ANSWER, due=due, actor=actor)
    return target


def _copy_files(message: Message, copy: Message) -> None:
    """Each body keeps its own file; what was not found clean is scanned for the new one too."""
    for file in message.attachments.exclude(state=Attachment.INFECTED):
        with file.file.open("rb") as stream:
            content = ContentFile(stream.read(), name=file.name)
        Attachment.objects.create(
            message=copy,
            name=file.name,
            type=file.type,
            size=file.size,
            checksum=file.checksum,
            file=content,
            state=file.state,
            found_clean=file.found_clean,
            scanned=file.scanned,
        )


def _tell(thread: Thread, to: "Organisation", first: Message, staff: "Staff", actor: Actor) -> None:
    received = timezone.localdate(first.placed)
    day = {lang: format_date(received, "d MMMM y", locale=lang) for lang in ("nl", "en")}
    name = {"nl": to.name["nl"], "en": to.name.get("en", to.name["nl"])}
    post(
        thread,
        kind="information",
        body={
            "nl": f"Uw bericht hoort bij {name['nl']}. Wij hebben het vandaag doorgestuurd. "
            f"Wij ontvingen het op {day['nl']}; die dag telt. {name['nl']} antwoordt u.",
            "en": f"Your message belongs with {name['en']}. We forwarded it today. We received it "
            f"on {day['en']}; that day counts. {name['en']} will answer you.",
        },
        author=author_of(staff, thread.organisation),
        actor=actor,
        policy=ReplyPolicy(answer_within=USUAL_DAYS),
        legal_effect={
            "nl": "Wij sturen uw bericht door (Awb 2:3).",
            "en": "We forward your message (Awb 2:3).",
        },
    )
