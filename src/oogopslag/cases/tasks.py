"""What the worker does for cases."""

from oogopslag.cases import actions

EVERY_MINUTE = (actions.lapse_pauses, actions.follow_rules)
