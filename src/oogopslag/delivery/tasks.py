"""What the worker does for delivery."""

from oogopslag.delivery import actions

EVERY_SECOND = (actions.deliver,)
EVERY_MINUTE = (actions.climb, actions.sweep)
