"""What the worker does for delivery."""

from oogopslag.delivery import actions, telling

EVERY_SECOND = (actions.deliver,)
EVERY_MINUTE = (actions.climb, actions.sweep)
BESIDE = (telling.tell,)
