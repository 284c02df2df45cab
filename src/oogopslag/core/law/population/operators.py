"""Each operator of the law in columns, and which end of a range each of its ends comes from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import reduce

from oogopslag.core.law.operations import EURO
from oogopslag.core.law.population.calendar import Calendar
from oogopslag.core.law.population.column import Column, Columns

Function = Callable[..., Column]


@dataclass(frozen=True)
class Operators:
    """`functions` are exact. `directions` has a sign per argument: "+" rises, "-" falls with it.

    An operator without directions (times, divided by, equal) has its own rule for ranges.
    """

    functions: Mapping[str, Function]
    directions: Mapping[str, str]


DIRECTIONS: Mapping[str, str] = {
    "+": "++", "-": "+-", "min_teken": "-",
    "<": "-+", "<=": "-+", ">": "+-", ">=": "+-",
    "en": "++", "of": "++", "niet": "-",
    "min": "+++++++++", "max": "+++++++++",
    "afronden": "+", "afronden_omlaag": "+", "afronden_omhoog": "+", "hele_centen": "+",
    "leeftijd": "-+", "maanden_tussen": "-+", "dagen_tussen": "-+",
    "begin_maand": "+", "begin_jaar": "+", "begin_kwartaal": "+", "dag_voor": "+", "jaar": "+",
}  # fmt: skip
OWN_RULES = frozenset({"*", "/", "=", "<>"})


def operators(columns: Columns, calendar: Calendar) -> Operators:
    c, k = columns, calendar
    functions: dict[str, Function] = {
        "+": c.add,
        "-": c.subtract,
        "*": c.multiply,
        "/": c.divide,
        "min_teken": c.negative,
        "<": c.less,
        "<=": c.at_most,
        ">": lambda a, b: c.less(b, a),
        ">=": lambda a, b: c.at_most(b, a),
        "=": c.equal,
        "<>": lambda a, b: c.opposite(c.equal(a, b)),
        "en": c.both,
        "of": c.either,
        "niet": c.opposite,
        "min": lambda *all_of: reduce(c.least, all_of),
        "max": lambda *all_of: reduce(c.most, all_of),
        "afronden": lambda a: c.rounded(a, "half", EURO),
        "afronden_omlaag": lambda a: c.rounded(a, "floor", EURO),
        "afronden_omhoog": lambda a: c.rounded(a, "ceil", EURO),
        "hele_centen": lambda a: c.rounded(a, "half", 1),
        "leeftijd": k.age,
        "maanden_tussen": k.months,
        "dagen_tussen": k.days,
        "begin_maand": lambda a: k.look_up("begin_maand", a),
        "begin_jaar": lambda a: k.look_up("begin_jaar", a),
        "begin_kwartaal": lambda a: k.look_up("begin_kwartaal", a),
        "dag_voor": k.day_before,
        "jaar": lambda a: k.look_up("jaar", a),
    }
    return Operators(functions, DIRECTIONS)
