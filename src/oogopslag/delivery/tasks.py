"""What the worker does for delivery."""

from oogopslag.delivery import actions, sending, telling

EVERY_SECOND = (actions.deliver,)
EVERY_MINUTE = (
    actions.climb,
    actions.sweep,
    actions.ask_receipts,
    actions.balance,
)
APART = (sending.deliver_urgent,)
# The typesetter works in a process of its own: a thread waits for it, and nobody for the thread.
BESIDE = (telling.tell, actions.make_batches, actions.hand_over)
