"""Whether a notice is still wanted at the moment it would go: rooms above say so."""

from collections.abc import Callable, Collection, Iterable, Mapping
from uuid import UUID

from oogopslag.delivery.errors import UnknownCondition

Condition = Callable[[UUID], bool]
ManyCondition = Callable[[Collection[UUID]], Collection[UUID] | Mapping[UUID, bool]]
_conditions: dict[str, Condition] = {}
_of_many: dict[str, ManyCondition] = {}


def register_condition(
    name: str, function: Condition, *, together: ManyCondition | None = None
) -> None:
    """A higher room says how to tell, at send time, whether a notice is still wanted.

    The function gets the subject and answers yes or no; it raises ConditionUnknown when it cannot
    tell now: then a reminder waits, and a first notice goes. `together` does the same for many
    subjects at once and gives those that are still wanted; or yes and no, where what it leaves out
    cannot be told now.
    """
    _conditions[name] = function
    _of_many.pop(name, None)
    if together:
        _of_many[name] = together


def known(name: str) -> None:
    """Raises UnknownCondition for a name that nobody registered."""
    if name and name not in _conditions:
        raise UnknownCondition(name)


def holds(name: str, subject: UUID) -> bool:
    """Raises ConditionUnknown."""
    return not name or _conditions[name](subject)


def wanted_of(asked: Iterable[tuple[str, UUID]]) -> dict[tuple[str, UUID], bool]:
    """What can be told of many (condition, subject) pairs with one query per condition."""
    subjects: dict[str, set[UUID]] = {}
    for name, subject in asked:
        if name in _of_many:
            subjects.setdefault(name, set()).add(subject)
    told: dict[tuple[str, UUID], bool] = {}
    for name, ids in subjects.items():
        found = _of_many[name](ids)
        if isinstance(found, Mapping):
            told.update({(name, one): wanted for one, wanted in found.items()})
        else:
            told.update({(name, one): one in set(found) for one in ids})
    return told
