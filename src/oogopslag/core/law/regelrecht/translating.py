"""An expression of our own tree as regelrecht writes it, or the reason why it cannot be written."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from oogopslag.core.law.subject import Between
from oogopslag.core.law.tree import Aggregate, Choice, Constant, Name, Node, Operation

Written = Any
"""A literal, a reference, or a mapping with an operation: what a YAML file holds."""

_LISTS = {"+": "ADD", "-": "SUBTRACT", "*": "MULTIPLY", "/": "DIVIDE", "min": "MIN", "max": "MAX"}
_LOGIC = {"en": "AND", "of": "OR"}
_ORDERS = {
    "<": "LESS_THAN",
    "<=": "LESS_THAN_OR_EQUAL",
    ">": "GREATER_THAN",
    ">=": "GREATER_THAN_OR_EQUAL",
    "=": "EQUALS",
}
_ROUNDING = {
    "afronden": ("ROUND", -2),
    "afronden_omlaag": ("FLOOR", -2),
    "afronden_omhoog": ("CEIL", -2),
    "hele_centen": ("ROUND", 0),
}
TODAY = "$referencedate.iso"


class GapError(Exception):
    """What regelrecht cannot say, as a sentence."""


def written(node: Node) -> Written:
    """The expression in regelrecht of schema 0.5.6. Raises GapError."""
    match node:
        case Constant(value):
            return literal(value)
        case Name(name, of):
            return _name(name, of)
        case Choice(condition, then, otherwise):
            return {
                "operation": "IF",
                "cases": [{"when": written(condition), "then": written(then)}],
                "default": written(otherwise),
            }
        case Aggregate(kind, relation):
            raise GapError(f"{kind} over {relation}: schema 0.5.6 does not go through a group")
        case Operation(operator, arguments):
            return _operation(operator, arguments)


def literal(value: Any) -> Written:
    """A number without end is no literal, nor a figure that is missing. Raises GapError."""
    if isinstance(value, Between):
        raise GapError("the figure is missing in the parameter sheet")
    if isinstance(value, bool) or not isinstance(value, int | Fraction):
        return value if isinstance(value, bool | str) else value.isoformat()
    exact = Fraction(value)
    if exact.denominator == 1:
        return int(exact)
    found = Decimal(exact.numerator) / Decimal(exact.denominator)
    if Fraction(found) != exact:
        raise GapError(f"{exact} has no end as a decimal number")
    return found


def _name(name: str, of: str) -> str:
    if name == "peildatum":
        return TODAY
    if of and of != "partner":
        raise GapError(f"{of}.{name}: schema 0.5.6 does not go through a group")
    return f"${parameter(name, of)}"


def parameter(name: str, of: str = "") -> str:
    """The name of a fact as a parameter; what is the partner's is another parameter."""
    return f"{of}_{name}" if of else name


def _operation(  # noqa: PLR0911 -- one table
    operator: str, arguments: tuple[Node, ...]
) -> Written:
    if operator in _DATES:
        return _DATES[operator](*arguments)
    if operator in _ROUNDING:
        name, precision = _ROUNDING[operator]
        return {"operation": name, "precision": precision, "value": written(arguments[0])}
    parts = [written(one) for one in arguments]
    if operator in _LISTS:
        return {"operation": _LISTS[operator], "values": _flat(_LISTS[operator], parts)}
    if operator in _LOGIC:
        return {"operation": _LOGIC[operator], "conditions": parts}
    if operator in _ORDERS:
        return {"operation": _ORDERS[operator], "subject": parts[0], "value": parts[1]}
    if operator == "<>":
        equal = {"operation": "EQUALS", "subject": parts[0], "value": parts[1]}
        return {"operation": "NOT", "value": equal}
    if operator == "niet":
        return {"operation": "NOT", "value": parts[0]}
    if operator == "min_teken":
        return {"operation": "SUBTRACT", "values": [0, parts[0]]}
    raise GapError(f"{operator}: regelrecht has no such operation")


def _flat(name: str, parts: list[Written]) -> list[Written]:
    """a + b + c as one sum: the first operand of a chain is the chain before it."""
    first = parts[0]
    chained = isinstance(first, dict) and first.get("operation") == name
    return [*first["values"], *parts[1:]] if chained else parts


def _age(born: Node, on: Node | None = None) -> Written:
    day = written(on) if on is not None else TODAY
    return {"operation": "AGE", "date_of_birth": written(born), "reference_date": day}


def _day_before(day: Node) -> Written:
    return {"operation": "DATE_ADD", "date": written(day), "days": -1}


def _difference(unit: str) -> Callable[[Node, Node], Written]:
    return lambda first, last: {
        "operation": "DATE_DIFF",
        "from": written(first),
        "to": written(last),
        "in": unit,
    }


def _today_only(name: str, answer: Written) -> Callable[[Node], Written]:
    """Only the reference date has a year and a month that regelrecht can ask for."""

    def of(day: Node) -> Written:
        if day != Name("peildatum"):
            raise GapError(f"{name} of another day than the reference date")
        return answer

    return of


def _first_of(month: Written) -> Written:
    return {"operation": "DATE", "year": "$referencedate.year", "month": month, "day": 1}


_QUARTER = {
    "operation": "ADD",
    "values": [
        1,
        {
            "operation": "MULTIPLY",
            "values": [
                3,
                {
                    "operation": "FLOOR",
                    "precision": 0,
                    "value": {
                        "operation": "DIVIDE",
                        "values": [
                            {"operation": "SUBTRACT", "values": ["$referencedate.month", 1]},
                            3,
                        ],
                    },
                },
            ],
        },
    ],
}
_DATES: Mapping[str, Callable[..., Written]] = {
    "leeftijd": _age,
    "dag_voor": _day_before,
    "dagen_tussen": _difference("days"),
    "maanden_tussen": _difference("months"),
    "jaar": _today_only("jaar", "$referencedate.year"),
    "begin_jaar": _today_only("begin_jaar", _first_of(1)),
    "begin_maand": _today_only("begin_maand", _first_of("$referencedate.month")),
    "begin_kwartaal": _today_only("begin_kwartaal", _first_of(_QUARTER)),
}
