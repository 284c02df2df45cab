"""A reply is not by itself a formal act; a worker can say that it is one (Awb 6:4, 4:1)."""

from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from babel.dates import format_date
from django.db import transaction
from django.utils import timezone

from oogopslag.core import terms
from oogopslag.core.values import Actor
from oogopslag.inbox import promises
from oogopslag.inbox.errors import UnknownThread
from oogopslag.inbox.models import Message, Promise, Thread
from oogopslag.inbox.policy import ReplyPolicy
from oogopslag.inbox.posting import author_of, post
from oogopslag.inbox.writing import locked, write

if TYPE_CHECKING:
    from oogopslag.people.models import Staff

FORMAL = {
    "objection": {"nl": "een bezwaar", "en": "an objection"},
    "application": {"nl": "een aanvraag", "en": "an application"},
    "complaint": {"nl": "een klacht", "en": "a complaint"},
    "default": {"nl": "een ingebrekestelling", "en": "a notice of default"},
}


COMPLAINT_WEEKS = 6  # Awb 9:11, first paragraph, from the day of receipt


def marked_in(thread_id: UUID, kind: str) -> list[Message]:
    """What a resident wrote in a conversation that was marked as this, oldest first."""
    rows = Message.objects.filter(thread_id=thread_id, formal=kind, retracted=None)
    return list(rows.select_related("thread").order_by("id"))


@transaction.atomic
def mark_formal(message: Message, *, kind: str, staff: "Staff") -> None:
    """From now on this reply counts as an objection, application, complaint or notice of default.

    Its time of receipt is the first one: when it came in as a reply. The resident is told; on a
    complaint an answer is promised within six weeks of that day. Other rooms follow
    `inbox.marked_formal`. Only a message of the resident; a second time changes nothing.
    Raises UnknownThread.
    """
    thread = locked(message.thread_id)
    if message.by not in {"resident", "helper"} or kind not in FORMAL:
        raise UnknownThread
    rows = Message.objects.filter(id=message.id, formal="")
    if not rows.update(formal=kind):
        return
    actor = Actor(kind="staff", id=str(staff.id))
    received = timezone.localdate(message.placed)
    day = {lang: format_date(received, "d MMMM y", locale=lang) for lang in ("nl", "en")}
    what, term = FORMAL[kind], {"nl": "", "en": ""}
    if kind == "complaint":
        term = _promised(thread, message, received, actor)
    post(
        thread,
        kind="acceptance",
        body={
            "nl": f"Uw bericht van {day['nl']} behandelen wij als {what['nl']}. "
            f"De dag van ontvangst is {day['nl']}. {term['nl']}U hoeft niets opnieuw te sturen.",
            "en": f"We treat your message of {day['en']} as {what['en']}. "
            f"The day of receipt is {day['en']}. {term['en']}You need not send anything again.",
        },
        author=author_of(staff, thread.organisation),
        actor=actor,
        policy=ReplyPolicy(answer_within=2),
        legal_effect={
            "nl": "Dit is een ontvangstbevestiging.",
            "en": "This confirms that we received it.",
        },
        in_reply_to=message.id,
    )
    write("inbox.marked_formal", thread, actor, message=message.id, kind=kind, received=received)


def _promised(thread: Thread, message: Message, received: date, actor: Actor) -> dict[str, str]:
    """The last day to handle a complaint, as a promise; gives the sentence that says so."""
    due = terms.moved_from_rest(received + timedelta(weeks=COMPLAINT_WEEKS))
    promises.make(thread, kind=Promise.ANSWER, due=due, message=message, actor=actor)
    last = {lang: format_date(due, "d MMMM y", locale=lang) for lang in ("nl", "en")}
    return {
        "nl": f"U hoort uiterlijk op {last['nl']} wat wij van uw klacht vinden (Awb 9:11). ",
        "en": f"You hear by {last['en']} at the latest what we think of it (Awb 9:11). ",
    }
