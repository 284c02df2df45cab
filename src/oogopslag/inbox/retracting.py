"""Taking back what was typed by hand, within five minutes, before anybody was told."""

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

    Raises TooLate when the time is over, it was opened, or a notice went out; then only a
    correction is left. A second time changes nothing.
    """
    thread = locked(message.thread_id)
    message = Message.objects.select_for_update().get(id=message.id)
    if message.retracted:
        return
    now = timezone.now()
    if message.retractable_until is None or now > message.retractable_until:
        raise TooLate
    if message.first_opened or not delivery.cancel(message.id, actor=actor):
        raise TooLate
    message.retracted = now
    message.save(update_fields=["retracted"])
    if thread.unread:
        add_unread(thread, -1)
    for duty in Duty.objects.filter(message=message, resolved_at=None):
        resolve(duty, actor=actor)
    write("inbox.retracted", thread, actor, message=message.id)
