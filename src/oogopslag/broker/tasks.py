"""What the worker does for the broker: terms that pass by themselves, and contract tests."""

from oogopslag.broker import actions

EVERY_MINUTE = (actions.run_due,)
EVERY_DAY = (actions.measure_joined, actions.escalate_wishes, actions.climb, actions.expect,
             actions.count_own_card)  # fmt: skip
