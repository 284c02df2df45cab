"""Rules and people that nobody thought of: typed trees over a small dictionary, and tables."""

from datetime import date
from fractions import Fraction
from typing import Any

import polars as pl
from hypothesis import strategies as st

from oogopslag.core.law import FactDictionary, FactKind, LawError
from oogopslag.core.law.checking import prove, type_of
from oogopslag.core.law.subject import Kind
from oogopslag.core.law.tree import (
    Aggregate,
    Choice,
    Condition,
    Constant,
    LawRef,
    Name,
    Node,
    Operation,
    Rule,
    Scheme,
)

ON = date(2026, 3, 1)
TEXT = {"nl": "x", "en": "x"}
TEXTS = ["", "a", "b", "zz"]
LIST_RELATIONS = ("kinderen", "medebewoners")


def _kind(name: str, kind: Kind, low: Any = 0, high: Any = 0, cost: int = 1) -> FactKind:
    return FactKind(name=name, type=kind, label=TEXT, question=TEXT, low=low, high=high, cost=cost)


DICTIONARY = FactDictionary(
    {
        kind.name: kind
        for kind in (
            _kind("inkomen", "amount", 0, 1_000_000_00, cost=3),
            _kind("schuld", "amount", -500_00, 500_00),
            _kind("uren", "number", 0, 60),
            _kind("deel", "number", -2, 2, cost=2),
            _kind("gehuwd", "boolean"),
            _kind("verzekerd", "boolean", cost=4),
            _kind("geboren", "date", date(1900, 1, 1), date(2030, 12, 31)),
            _kind("sinds", "date", date(2000, 1, 1), date(2030, 12, 31)),
            _kind("plaats", "string"),
        )
    }
)
NAMES: dict[str, list[str]] = {
    "amount": ["inkomen", "schuld"],
    "number": ["uren", "deel"],
    "boolean": ["gehuwd", "verzekerd"],
    "date": ["geboren", "sinds", "peildatum"],
    "string": ["plaats"],
}
TYPES: dict[str, Kind] = {
    "peildatum": "date",
    "heeft_recht": "boolean",
    **{name: kind.type for name, kind in DICTIONARY.items()},
}
_FOLDS = {"amount": ["sum", "max", "min"], "number": ["sum", "max", "min"]}


class Trees:
    """Draws a tree of a type; `rules` are names of earlier rules it may use, by type."""

    def __init__(self, draw: Any, rules: dict[str, list[str]]) -> None:
        self.draw, self.rules = draw, rules

    def of(self, kind: str, depth: int, nested: int = 0) -> Node:
        if depth <= 0 or self.draw(st.integers(0, 3)) == 0:
            return self.leaf(kind, nested)
        maker = self.draw(st.sampled_from(self.makers(kind, nested)))
        made: Node = maker(kind, depth - 1, nested)
        return made

    def leaf(self, kind: str, nested: int) -> Node:
        if self.draw(st.integers(0, 3)) == 0:
            return Constant(self.draw(CONSTANTS[kind]), kind)  # type: ignore[arg-type]
        names = [*NAMES[kind], *self.rules.get(kind, [])]
        name = self.draw(st.sampled_from(names))
        of = self.draw(st.sampled_from(["", "", "partner"])) if nested < 2 else ""
        return Name(name, of if name in DICTIONARY or of == "" or nested == 0 else "")

    def makers(self, kind: str, nested: int) -> list[Any]:
        own = {
            "amount": [self.sum, self.sum, self.scaled, self.divided, self.rounded, self.pick],
            "number": [self.sum, self.scaled, self.divided, self.pick, self.ratio, self.from_dates],
            "boolean": [self.logic, self.logic, self.negation, self.compared, self.compared],
            "date": [self.day],
            "string": [],
        }[kind]
        folds = [self.fold] if nested == 0 and kind in {"amount", "number", "boolean"} else []
        return [*own, self.choice, *folds]

    def choice(self, kind: str, depth: int, nested: int) -> Node:
        return Choice(
            self.of("boolean", depth, nested),
            self.of(kind, depth, nested),
            self.of(kind, depth, nested),
        )

    def _both(self, kind: str, depth: int, nested: int) -> tuple[Node, Node]:
        return self.of(kind, depth, nested), self.of(kind, depth, nested)

    def sum(self, kind: str, depth: int, nested: int) -> Node:
        sign = self.draw(st.sampled_from(["+", "-"]))
        return Operation(sign, self._both(kind, depth, nested))

    def scaled(self, kind: str, depth: int, nested: int) -> Node:
        pair = (self.of(kind, depth, nested), self.of("number", depth, nested))
        return Operation("*", pair if self.draw(st.booleans()) else pair[::-1])

    def divided(self, kind: str, depth: int, nested: int) -> Node:
        under = self.of("number", depth, nested)
        guard = Constant(self.draw(st.sampled_from([Fraction(1), Fraction(1, 3)])), "number")
        if self.draw(st.booleans()):
            floor = Operation("max", (guard, under))
        else:
            floor = Operation("min", (Operation("min_teken", (guard,)), under))
        return Operation("/", (self.of(kind, depth, nested), floor))

    def ratio(self, _: str, depth: int, nested: int) -> Node:
        floor = Operation("max", (Constant(1_00, "amount"), self.of("amount", depth, nested)))
        return Operation("/", (self.of("amount", depth, nested), floor))

    def rounded(self, kind: str, depth: int, nested: int) -> Node:
        how = ["afronden", "afronden_omlaag", "afronden_omhoog", "hele_centen", "min_teken"]
        return Operation(self.draw(st.sampled_from(how)), (self.of(kind, depth, nested),))

    def pick(self, kind: str, depth: int, nested: int) -> Node:
        operator = self.draw(st.sampled_from(["min", "max"]))
        count = self.draw(st.integers(2, 3))
        return Operation(operator, tuple(self.of(kind, depth, nested) for _ in range(count)))

    def from_dates(self, _: str, depth: int, nested: int) -> Node:
        operator = self.draw(
            st.sampled_from(["leeftijd", "leeftijd", "jaar", "maanden_tussen", "dagen_tussen"])
        )
        first = self.of("date", depth, nested)
        if operator == "jaar" or (operator == "leeftijd" and self.draw(st.booleans())):
            return Operation(operator, (first,))
        return Operation(operator, (first, self.of("date", depth, nested)))

    def day(self, kind: str, depth: int, nested: int) -> Node:
        how = ["begin_maand", "begin_jaar", "begin_kwartaal", "dag_voor"]
        return Operation(self.draw(st.sampled_from(how)), (self.of(kind, depth, nested),))

    def logic(self, kind: str, depth: int, nested: int) -> Node:
        return Operation(self.draw(st.sampled_from(["en", "of"])), self._both(kind, depth, nested))

    def negation(self, kind: str, depth: int, nested: int) -> Node:
        return Operation("niet", (self.of(kind, depth, nested),))

    def compared(self, _: str, depth: int, nested: int) -> Node:
        sign = self.draw(st.sampled_from(["<", "<=", ">", ">=", "=", "<>"]))
        kind = self.draw(st.sampled_from(["amount", "number", "date", "string", "boolean"]))
        return Operation(sign, self._both(kind, depth, nested))

    def fold(self, kind: str, depth: int, nested: int) -> Node:
        relation = self.draw(st.sampled_from([*LIST_RELATIONS, "partner"]))
        where = self.of("boolean", depth, nested + 1) if self.draw(st.booleans()) else None
        if kind == "number" and self.draw(st.booleans()):
            return Aggregate("count", relation, None, where)
        fold = self.draw(st.sampled_from(_FOLDS.get(kind, ["any", "all"])))
        otherwise = None
        if fold in {"max", "min"}:
            otherwise = Constant(self.draw(CONSTANTS[kind]), kind)  # type: ignore[arg-type]
        return Aggregate(fold, relation, self.of(kind, depth, nested + 1), where, otherwise)


CONSTANTS: dict[str, st.SearchStrategy[Any]] = {
    "amount": st.integers(-2_000, 90_000_00),
    "number": st.fractions(-3, 60, max_denominator=1000),
    "boolean": st.booleans(),
    "date": st.dates(date(1950, 1, 1), date(2029, 12, 31)),
    "string": st.sampled_from(TEXTS),
}


@st.composite
def schemes(draw: Any) -> Scheme:
    """A scheme with one to three rules, conditions and an amount, that reading would accept."""
    rules: dict[str, Rule] = {}
    by_type: dict[str, list[str]] = {}
    for number in range(draw(st.integers(1, 3))):
        kind = draw(st.sampled_from(["amount", "number", "boolean"]))
        name = f"regel_{number}"
        node = Trees(draw, by_type).of(kind, 3)
        rules[name] = Rule(name=name, type=kind, node=node, article="1", line=1)
        by_type.setdefault(kind, []).append(name)
    trees = Trees(draw, by_type)
    rules["uit"] = Rule(name="uit", type="amount", node=trees.of("amount", 3), article="2", line=1)
    made = [trees.of("boolean", 3) for _ in range(draw(st.integers(1, 2)))]
    return scheme_of(rules, made)


def scheme_of(rules: dict[str, Rule], conditions: list[Node]) -> Scheme:
    ref = LawRef(title=TEXT, short="x", url="")
    return Scheme(
        name="proef", law="proef", ref=ref, valid_from=date(2026, 1, 1), verdict="heeft_recht",
        amount="uit", period="year",
        conditions=tuple(
            Condition(
                key=str(i), node=node, article="1", law=ref, text=TEXT, text_not=TEXT, detail=None,
                details={}, detail_types={}, line=1,
            )
            for i, node in enumerate(conditions)
        ),
        sum=(), thresholds=(), rules=rules, parameters={}, given={}, facts=frozenset(),
        digest="", file="",
    )  # fmt: skip


def acceptable(scheme: Scheme) -> bool:
    """Whether reading a law would accept it: types, division by zero, 64 bits."""
    types = {**TYPES, **{name: rule.type for name, rule in scheme.rules.items()}}
    try:
        for rule in scheme.rules.values():
            type_of(rule.node, types)
        for condition in scheme.conditions:
            type_of(condition.node, types)
        prove(scheme, DICTIONARY, types)
    except (LawError, OverflowError):
        return False
    return True


@st.composite
def tables(draw: Any, *, gaps: bool = True) -> pl.DataFrame:
    """One to seven people, in any order of their ids; a fact may be unknown or have no column."""
    size = draw(st.integers(1, 7))
    ids = draw(st.permutations([10 * i + 3 for i in range(size)]))
    columns: dict[str, pl.Series] = {"id": pl.Series(ids, dtype=pl.Int64)}
    for name, kind in DICTIONARY.items():
        if gaps and draw(st.integers(0, 5)) == 0:
            continue
        values = VALUES[kind.type](kind)
        one = st.one_of(st.none(), values, values, values) if gaps else values
        columns[name] = pl.Series(
            draw(st.lists(one, min_size=size, max_size=size)), dtype=DTYPES[kind.type]
        )
    columns |= draw(_relations(ids, gaps))
    return pl.DataFrame(columns)


@st.composite
def _relations(draw: Any, ids: list[int], gaps: bool) -> dict[str, pl.Series]:
    size, found = len(ids), {}
    if draw(st.integers(0, 4)) or not gaps:
        partners: list[int | None] = [None] * size
        for i in range(0, size - 1, 2):
            if draw(st.booleans()):
                partners[i], partners[i + 1] = ids[i + 1], ids[i]
        found["partner"] = pl.Series(partners, dtype=pl.Int64)
    for name in LIST_RELATIONS:
        if draw(st.integers(0, 4)) or not gaps:
            rows = [
                draw(st.lists(st.sampled_from(others), unique=True, max_size=3)) if others else []
                for others in ([i for i in ids if i != one] for one in ids)
            ]
            if gaps:
                rows = [draw(st.sampled_from([row, row, None])) for row in rows]
            found[name] = pl.Series(rows, dtype=pl.List(pl.Int64))
    return found


VALUES: dict[str, Any] = {
    "amount": lambda kind: st.integers(kind.low, kind.high),
    "number": lambda kind: st.integers(kind.low, kind.high),
    "boolean": lambda _: st.booleans(),
    "date": lambda kind: st.dates(kind.low, kind.high),
    "string": lambda _: st.sampled_from(TEXTS),
}
DTYPES: dict[str, Any] = {
    "amount": pl.Int64,
    "number": pl.Int64,
    "boolean": pl.Boolean,
    "date": pl.Date,
    "string": pl.String,
}
