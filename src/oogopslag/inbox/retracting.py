"""Taking a message back before anybody was told of it."""

from django.db import transaction
from django.utils import timezone

from oogopslag.core.values import Actor
from oogopslag.delivery import actions as delivery
from oogopslag.inbox.duties import resolve
from oogopslag.inbox.errors import TooLate
from oogopslag.inbox.models import Duty, Message
from oogopslag.inbox.writing import add_unread, locked, write


@transaction.atomic
def retract(message: Message, *, actor: Actor) -> None:
    """Takes a message back; one line stays, its duties are done, nothing is sent.

    What was typed by hand: within its five minutes. What a machine sent does not wait: as long as
    no notice of it went out (quiet hours, a planned moment, bulk). Raises TooLate, with why, when
    that is over or it was opened; then only a correction is left. A second time changes nothing.
    """
    thread = locked(message.thread_id)
    message = Message.objects.select_for_update(of=("self",)).get(id=message.id)
    if message.retracted:
        return
    now = timezone.now()
    by_machine = message.sender_id is not None and message.retractable_until is None
    if not by_machine and (message.retractable_until is None or now > message.retractable_until):
        raise TooLate("time-over")
    if message.first_opened:
        raise TooLate("opened")
    if not delivery.cancel(message.id, actor=actor):
        raise TooLate("notified")
    message.retracted = now
    message.save(update_fields=["retracted"])
    for duty in Duty.objects.filter(message=message, resolved_at=None):
        resolve(duty, actor=actor)
    write("inbox.retracted", thread, actor, message=message.id)
    if thread.unread:
        add_unread(thread, -1)
