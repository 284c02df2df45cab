"""Units are labels that must agree: euros and eurocents are never added, and nothing is converted.

What has no unit fits everywhere. Money times money is no money; a number of years is not
compared with a number of days.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from oogopslag.core.law.regelrecht.tree import (
    Action,
    Article,
    Literal,
    Operand,
    Operation,
    Reference,
)

UNITS = frozenset({"euro", "eurocent", "ratio", "percentage", "years", "months", "weeks", "days"})
_MONEY = frozenset({"euro", "eurocent"})
_SCALARS = frozenset({"ratio", "percentage"})
_ALIKE = frozenset({"ADD", "SUBTRACT", "MIN", "MAX"})
_COMPARED = frozenset(
    {
        "EQUALS", "NOT_EQUALS", "GREATER_THAN", "LESS_THAN", "GREATER_THAN_OR_EQUAL",
        "LESS_THAN_OR_EQUAL",
    }
)  # fmt: skip


class _MismatchError(Exception):
    pass


def checked(article: Article, file: str) -> Article:
    """The article, with a fault on each action whose units contradict each other."""
    units = {name: unit for name, unit in article.units.items() if unit in UNITS}
    fields = (*(one.field for one in article.inputs), *article.outputs)
    units.update({one.name: one.unit for one in fields if one.unit in UNITS})
    actions = tuple(_checked(one, units, file) for one in article.actions)
    return replace(article, actions=actions)


def _checked(action: Action, units: Mapping[str, str], file: str) -> Action:
    if action.fault:
        return action
    try:
        unit_of(action.operand, units)
    except _MismatchError as error:
        fault = f"{file}:{_line(action)}: {error}"
        return replace(action, fault=fault)
    return action


def _line(action: Action) -> int:
    return action.operand.line if isinstance(action.operand, Operation) else action.line


def unit_of(operand: Operand, units: Mapping[str, str]) -> str:
    """The unit of an expression, "" when it has none. Raises when two units contradict."""
    match operand:
        case Literal():
            return ""
        case Reference():
            return units.get(operand.name, "")
        case Operation():
            return _operation(operand, units)


def _operation(one: Operation, units: Mapping[str, str]) -> str:
    named = {key: unit_of(part, units) for key, part in one.named.items()}
    values = [unit_of(part, units) for part in one.values]
    for case in one.cases:
        unit_of(case.when, units)
    if one.name in _ALIKE:
        return _agree(one.name, values)
    if one.name == "IF":
        branches = [unit_of(case.then, units) for case in one.cases]
        return _agree("IF", [*branches, named.get("default", "")])
    if one.name in _COMPARED:
        _agree(one.name, named.values())
        return ""
    if one.name == "MULTIPLY":
        return _product(values)
    if one.name in {"ROUND", "CEIL", "FLOOR"}:
        return named.get("value", "")
    return "years" if one.name == "AGE" else ""


def _agree(name: str, units: Iterable[str]) -> str:
    known = [unit for unit in units if unit]
    for other in known[1:]:
        if other != known[0]:
            raise _MismatchError(f"Unit mismatch in {name}: cannot combine {known[0]} and {other}.")
    return known[0] if known else ""


def _product(units: list[str]) -> str:
    measures = [unit for unit in units if unit and unit not in _SCALARS]
    money = [unit for unit in measures if unit in _MONEY]
    if len(money) > 1:
        raise _MismatchError(
            f"Unit mismatch in MULTIPLY: cannot combine {money[0]} and {money[1]}."
        )
    return measures[0] if len(measures) == 1 else ""
