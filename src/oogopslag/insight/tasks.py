"""What the worker does for insight: counting behind the pages, and computing when a month ends."""

from django.utils import timezone

from oogopslag.insight import actions, pictures, queries


def compute_when_due() -> int:
    """Once per month, or when a body has no card yet: the history up to the last full month."""
    actions.follow_register()
    actions.close_months()
    actions.test_own_services()
    actions.take_answers()
    return actions.recompute() if queries.computation_due(timezone.localdate()) else 0


EVERY_SECOND = (pictures.draw_wanted,)
EVERY_MINUTE = (actions.collect,)
EVERY_DAY = (compute_when_due, actions.reckon_answers)
