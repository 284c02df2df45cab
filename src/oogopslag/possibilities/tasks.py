"""What the worker does for possibilities."""

from oogopslag.possibilities import looking

EVERY_MINUTE = (looking.sweep,)
