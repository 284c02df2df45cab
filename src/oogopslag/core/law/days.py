"""The days on which an answer can turn by time alone: birthdays a law names, and dates in facts."""

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

from oogopslag.core.law.checking import names_in
from oogopslag.core.law.operations import COMPARISONS
from oogopslag.core.law.scope import Scope
from oogopslag.core.law.tree import Aggregate, Choice, Constant, Name, Node, Operation, Scheme

HORIZON = 100
"""Years: who is born today can still learn when the pension begins."""
_COUNTED = {"leeftijd", "dagen_tussen", "maanden_tussen"}
_MONTHS = 12


def turning_days(scheme: Scheme, scope: Scope, on: date) -> list[date]:
    """Every day after `on` on which a condition or amount may turn, soonest first."""
    found: set[date] = set()
    nodes = [rule.node for rule in scheme.rules.values()]
    nodes += [condition.node for condition in scheme.conditions]
    for node, relation in (pair for one in nodes for pair in _comparisons(one, "")):
        for day in _days_of(node, relation, scope):
            found.update(_around(day))
    last = on.replace(year=min(on.year + HORIZON, date.max.year), day=1)
    return sorted(day for day in found if on < day < last)


def _comparisons(node: Node, relation: str) -> Iterator[tuple[Operation, str]]:
    """Each comparison with the relation it is asked of."""
    match node:
        case Operation(operator, arguments):
            if operator in COMPARISONS:
                yield node, relation
            for argument in arguments:
                yield from _comparisons(argument, relation)
        case Choice(condition, then, otherwise):
            for part in (condition, then, otherwise):
                yield from _comparisons(part, relation)
        case Aggregate(_, members, expression, where):
            for inner in (expression, where):
                if inner is not None:
                    yield from _comparisons(inner, members)


def _days_of(node: Operation, relation: str, scope: Scope) -> Iterator[date]:
    """The days at which one comparison turns, for everybody it is asked of."""
    for one, other in (node.arguments, node.arguments[::-1]):
        if isinstance(one, Operation) and one.operator in _COUNTED:
            count = _whole(other, scope)
            if count is not None:
                for born in _dates(one, relation, scope):
                    yield from _later(born, one.operator, count)
        elif isinstance(one, Name):
            yield from _dates(node, relation, scope)


def _whole(node: Node, scope: Scope) -> int | None:
    match node:
        case Constant(Fraction() as value, "number") if value.denominator == 1:
            return int(value)
        case Name(name) if name in scope.scheme.parameters:
            known = scope.named(name)
            if known.decided and isinstance(known.low, Fraction) and known.low.denominator == 1:
                return int(known.low)
    return None


def _dates(node: Node, relation: str, scope: Scope) -> Iterator[date]:
    """The known dates an expression names, of the person or of those beside them."""
    for name in names_in(node):
        of = name.of or relation
        people = scope.person.relations.get(of, ()) if of else (scope.person,)
        for person in people:
            value = person.facts.get(name.name)
            if isinstance(value, date):
                yield value


def _later(day: date, operator: str, count: int) -> Iterator[date]:
    if operator == "dagen_tussen":
        if abs(count) <= HORIZON * 366:
            yield day - timedelta(days=count)
            yield day + timedelta(days=count)
        return
    months = count * _MONTHS if operator == "leeftijd" else count
    for number in {months, months - (_MONTHS if operator == "leeftijd" else 1)}:
        year, month = divmod(day.year * _MONTHS + day.month - 1 + number, _MONTHS)
        if date.min.year <= year < date.max.year:
            yield _in_month(year, month + 1, day.day)


def _in_month(year: int, month: int, day: int) -> date:
    """That day of a month; the first of the next when the month has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return date(year, month + 1, 1)


def _around(day: date) -> Iterator[date]:
    """The day, the day after, and the first days of the month and quarter that follow."""
    yield day
    yield day + timedelta(days=1)
    for months in (1, 3 - (day.month - 1) % 3):
        year, month = divmod(day.year * _MONTHS + day.month - 1 + months, _MONTHS)
        yield date(year, month + 1, 1)
