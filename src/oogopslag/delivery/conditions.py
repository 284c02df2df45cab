"""Whether a notice is still wanted at the moment it would go: rooms above say so."""

from collections.abc import Callable
from uuid import UUID

from oogopslag.delivery.errors import UnknownCondition

Condition = Callable[[UUID], bool]
_conditions: dict[str, Condition] = {}


def register_condition(name: str, function: Condition) -> None:
    """A higher room says how to tell, at send time, whether a notice is still wanted.

    The function gets the subject and answers yes or no; it raises ConditionUnknown when it cannot
    tell now: then a reminder waits, and a first notice goes.
    """
    _conditions[name] = function


def known(name: str) -> None:
    """Raises UnknownCondition for a name that nobody registered."""
    if name and name not in _conditions:
        raise UnknownCondition(name)


def holds(name: str, subject: UUID) -> bool:
    """Raises ConditionUnknown."""
    return not name or _conditions[name](subject)
