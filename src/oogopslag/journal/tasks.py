"""What the worker does for the journal."""

from oogopslag.journal import actions

EVERY_MINUTE = (actions.seal,)
