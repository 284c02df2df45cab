"""What the worker does for possibilities."""

from oogopslag.possibilities import offers

EVERY_MINUTE = (offers.sweep,)
