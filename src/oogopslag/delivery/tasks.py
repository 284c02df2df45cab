"""What the worker does for delivery."""

from oogopslag.delivery import actions, sending, telling

EVERY_SECOND = (actions.deliver,)
EVERY_MINUTE = (
    actions.climb,
    actions.sweep,
    actions.make_batch,
    actions.hand_over,
    actions.ask_receipts,
    actions.balance,
)
BESIDE = (sending.deliver_urgent, telling.tell)
