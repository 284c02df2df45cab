"""A reply is not by itself a formal act; a worker can say that it is one (Awb 6:4, 4:1)."""

from typing import TYPE_CHECKING

from babel.dates import format_date
from django.db import transaction
from django.utils import timezone

from oogopslag.core.values import Actor
from oogopslag.inbox.errors import UnknownThread
from oogopslag.inbox.models import Message
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


@transaction.atomic
def mark_formal(message: Message, *, kind: str, staff: "Staff") -> None:
    """From now on this reply counts as an objection, application, complaint or notice of default.

    Its time of receipt is the first one: when it came in as a reply. The resident is told. Other
    rooms follow `inbox.marked_formal`. Only a message of the resident; a second time changes
    nothing. Raises UnknownThread.
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
    what = FORMAL[kind]
    post(
        thread,
        kind="acceptance",
        body={
            "nl": f"Uw bericht van {day['nl']} behandelen wij als {what['nl']}. "
            f"De dag van ontvangst is {day['nl']}. U hoeft niets opnieuw te sturen.",
            "en": f"We treat your message of {day['en']} as {what['en']}. "
            f"The day of receipt is {day['en']}. You need not send anything again.",
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
