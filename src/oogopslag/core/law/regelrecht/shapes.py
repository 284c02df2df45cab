"""The form of each operation: what it must and may say. Schema 0.5.6, and what 0.8.0 added."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Shape:
    """`list` names its list of operands; `words` are settings that are no operands."""

    list: str = ""
    needs: tuple[str, ...] = ()
    may: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return (*filter(None, (self.list,)), *self.needs, *self.may, *self.words)


_SUM = Shape(list="values")
_PAIR = Shape(needs=("subject", "value"))
_ROUND = Shape(needs=("value",), words=("precision",))

SHAPES: Mapping[str, Shape] = {
    **dict.fromkeys(("ADD", "SUBTRACT", "MULTIPLY", "DIVIDE", "MIN", "MAX"), _SUM),
    **dict.fromkeys(("AND", "OR"), Shape(list="conditions")),
    **dict.fromkeys(("EQUALS", "NOT_EQUALS", "GREATER_THAN", "LESS_THAN"), _PAIR),
    **dict.fromkeys(("GREATER_THAN_OR_EQUAL", "LESS_THAN_OR_EQUAL"), _PAIR),
    **dict.fromkeys(("ROUND", "CEIL", "FLOOR"), _ROUND),
    **dict.fromkeys(("IS_NULL", "NOT_NULL"), Shape(needs=("subject",))),
    **dict.fromkeys(("IN", "NOT_IN"), Shape(needs=("subject",), may=("value", "values"))),
    "NOT": Shape(needs=("value",)),
    "IF": Shape(needs=(), may=("default",), words=("cases",)),
    "LIST": Shape(list="items"),
    "AGE": Shape(needs=("date_of_birth", "reference_date")),
    "DATE_ADD": Shape(needs=("date",), may=("years", "months", "weeks", "days")),
    "DATE": Shape(needs=("year", "month", "day")),
    "DAY_OF_WEEK": Shape(needs=("date",)),
    "DATE_DIFF": Shape(needs=("from", "to", "in")),
    "DATE_PART": Shape(needs=("date", "in")),
    "START_OF": Shape(needs=("date", "in")),
    "FOREACH": Shape(needs=("collection", "body"), may=("filter",), words=("as", "combine")),
}
COMBINES = ("ADD", "OR", "AND", "MIN", "MAX")
