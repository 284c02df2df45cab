"""What the worker does for delivery."""

from oogopslag.delivery import actions, telling

EVERY_SECOND = (actions.deliver,)
EVERY_MINUTE = (
    actions.climb,
    actions.sweep,
    actions.make_batch,
    actions.hand_over,
    actions.ask_receipts,
    actions.balance,
)
BESIDE = (telling.tell,)
