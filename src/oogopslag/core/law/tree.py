"""The typed tree: what every expression of a law becomes, whatever form it was written in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Literal

from oogopslag.core.law.finding import Text
from oogopslag.core.law.span import Span
from oogopslag.core.law.subject import Between, Kind

Aggregation = Literal["sum", "count", "any", "all", "max", "min"]


@dataclass(frozen=True)
class Constant:
    value: bool | int | Fraction | str | date
    type: Kind

    @cached_property
    def span(self) -> Span:
        return Span(self.value, self.value)


@dataclass(frozen=True)
class Name:
    """A fact, a parameter or another rule; `of` names the relation it is asked of."""

    name: str
    of: str = ""


@dataclass(frozen=True)
class Operation:
    """One of the operators and functions of operations.py, with its arguments."""

    operator: str
    arguments: tuple["Node", ...]


@dataclass(frozen=True)
class Choice:
    condition: "Node"
    then: "Node"
    otherwise: "Node"


@dataclass(frozen=True)
class Aggregate:
    """The only way to iterate: over the members of a relation for whom `where` holds.

    `otherwise` is the max or min when it holds for nobody; the other kinds have none.
    """

    kind: Aggregation
    relation: str
    expression: "Node | None"
    where: "Node | None"
    otherwise: Constant | None = None


Node = Constant | Name | Operation | Choice | Aggregate

Status = Literal["confirmed", "derived", "unconfirmed", "missing"]
UNCERTAIN = frozenset[Status]({"derived", "unconfirmed"})
MARKS: Mapping[str, Status] = {
    "S": "confirmed",  # read in the statute or regulation, or the same in two sources
    "V": "confirmed",  # of an example ordinance of a fictional body
    "D": "derived",  # by a formula of the statute from other figures
    "?": "unconfirmed",  # from another source, still to be checked
    "M": "missing",  # not found: no value is written
}


@dataclass(frozen=True, kw_only=True)
class Parameter:
    """A dated number of a law: `value` in cents for amounts, exact otherwise.

    A missing one holds what it can be (Between, both inclusive). `year` is the only year it is
    stated for; None when it holds until the law changes.
    """

    name: str
    value: bool | int | Fraction | str | date | Between
    type: Kind
    article: str
    source: str
    mark: str
    line: int
    year: int | None = None

    @property
    def status(self) -> Status:
        return MARKS[self.mark]


@dataclass(frozen=True, kw_only=True)
class Rule:
    name: str
    type: Kind
    node: Node
    article: str
    line: int
    mark: str = "S"
    """How sure its table of figures is: one of MARKS."""
    year: int | None = None
    """The only year its table of brackets is stated for."""


@dataclass(frozen=True, kw_only=True)
class Condition:
    """What must hold for a scheme; the texts say it when it does and when it does not.

    `after` names conditions without which this one says nothing: who does not rent has no rent
    that is too low.
    """

    key: str
    after: tuple[str, ...] = ()
    node: Node
    article: str
    law: "LawRef"
    text: Text
    text_not: Text
    detail: Text | None
    details: dict[str, Node] = field(hash=False)
    detail_types: dict[str, Kind] = field(hash=False)
    line: int


@dataclass(frozen=True, kw_only=True)
class LawRef:
    """Which law an occurrence cites; its own or another one."""

    title: Text
    short: str
    url: str


@dataclass(frozen=True, kw_only=True)
class Line:
    label: Text
    node: Node
    article: str
    total: bool


@dataclass(frozen=True, kw_only=True)
class Threshold:
    """A fact whose growth ends the right; the engine finds from which value."""

    fact: str
    text: Text
    effect: Text


@dataclass(frozen=True, kw_only=True)
class Transition:
    """Transitional law (overgangsrecht): whether cases that run on the first day follow a version.

    `article` is where the law says so; empty when it was stated beside the text.
    """

    follow: bool
    article: str


@dataclass(frozen=True, kw_only=True)
class Scheme:
    """What one law gives, in one version; names are resolved and types checked.

    Without a `transition` a law says nothing of running cases: they keep their version.
    """

    name: str
    law: str
    ref: LawRef
    valid_from: date
    verdict: str
    amount: str | None
    period: str | None
    conditions: tuple[Condition, ...]
    sum: tuple[Line, ...]
    thresholds: tuple[Threshold, ...]
    rules: dict[str, Rule] = field(hash=False)
    parameters: dict[str, Parameter] = field(hash=False)
    given: dict[str, bool] = field(hash=False)
    facts: frozenset[str]
    digest: str
    file: str
    transition: Transition | None = None

    @cached_property
    def figures_until(self) -> int:
        """The last year for which every figure is stated."""
        years = [one.year for one in self.parameters.values()]
        years += [one.year for one in self.rules.values()]
        return min((year for year in years if year is not None), default=date.max.year)

    @cached_property
    def unconfirmed(self) -> frozenset[str]:
        """Parameters and tables that were not read in the law itself."""
        marks = {name: one.mark for name, one in self.parameters.items()}
        marks |= {name: one.mark for name, one in self.rules.items()}
        return frozenset(name for name, mark in marks.items() if MARKS[mark] in UNCERTAIN)
