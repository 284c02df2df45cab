"""What the worker does for people."""

from oogopslag.people import calls

EVERY_DAY = (calls.sweep,)
