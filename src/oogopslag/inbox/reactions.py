"""What organisations hear of what happened in a conversation: ids only, by webhook or by asking."""

from typing import TYPE_CHECKING
from uuid import UUID

from oogopslag.delivery import webhooks
from oogopslag.inbox import reviving, showing
from oogopslag.inbox.models import Duty, Message
from oogopslag.journal import actions as journal

if TYPE_CHECKING:
    from oogopslag.journal.models import Line

_MESSAGES = {
    "inbox.replied": "nl.overheid.berichten.bericht-beantwoord",
    "inbox.opened": "nl.overheid.berichten.bericht-geopend",
    "inbox.confirmed": "nl.overheid.berichten.bericht-bevestigd",
    "inbox.retracted": "nl.overheid.berichten.bericht-ingetrokken",
}


@journal.follow(*_MESSAGES)
def tell_of_a_message(line: "Line") -> None:
    """Opening is told only with the resident's permission, or where it has legal effect."""
    found = Message.objects.filter(id=line.data["message"]).select_related("thread__resident")
    message = found.first()
    if message is None:
        return
    thread = message.thread
    if line.name == "inbox.opened" and not showing.may_see_opening(message):
        return
    _tell(line, _MESSAGES[line.name], message, sandbox=thread.resident.sandbox_id is not None)


@journal.follow("people.death_undone")
def whoever_lives_after_all_gets_the_time_that_they_lost(line: "Line") -> None:
    """Somebody was recorded dead by mistake."""
    reviving.revive(line)


@journal.follow("inbox.resolved")
def tell_of_a_duty(line: "Line") -> None:
    """A duty is done."""
    duty = Duty.objects.filter(id=line.data["duty"]).select_related("message", "resident").first()
    if duty is not None:
        type_ = "nl.overheid.taken.externetaak-afgerond"
        sandbox = duty.resident.sandbox_id is not None
        _tell(line, type_, duty.message, sandbox=sandbox, taak=str(duty.id))


@journal.follow("delivery.failed")
def tell_of_a_failure(line: "Line") -> None:
    """A notification failed for good; not when it was a webhook's own."""
    if line.data["channel"] == webhooks.CHANNEL:
        return
    rows = Message.objects.filter(id=line.data["subject"]).select_related("thread__resident")
    if message := rows.first():
        type_ = "nl.overheid.berichten.bericht-onbestelbaar"
        sandbox = message.thread.resident.sandbox_id is not None
        _tell(line, type_, message, sandbox=sandbox, kanaal=line.data["channel"])


def _tell(line: "Line", type_: str, message: Message, *, sandbox: bool, **more: str) -> None:
    data = {"berichtId": str(message.id), "gesprekId": str(message.thread_id), **more}
    if message.in_reply_to:
        data["inReactieOp"] = str(message.in_reply_to)
    webhooks.announce(
        UUID(str(line.id)),
        line.organisation,
        type_,
        subject=message.id,
        moment=line.moment,
        data=data,
        sandbox=sandbox,
    )
