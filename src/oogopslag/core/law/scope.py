"""Reads nodes for one person: each name once, with what was used and what was met on the way."""

from dataclasses import dataclass, field
from datetime import date

from oogopslag.core.law import span
from oogopslag.core.law.combining import combine
from oogopslag.core.law.operations import OPERATORS
from oogopslag.core.law.span import FALSE, TRUE, Span
from oogopslag.core.law.subject import Between, FactDictionary, FactKind, Person
from oogopslag.core.law.tree import (
    Aggregate,
    Condition,
    Constant,
    Name,
    Node,
    Operation,
    Parameter,
    Scheme,
)

MOST_MEMBERS = 20
LACKING = "parameter:"
"""Before the name of a parameter that is missing: nobody can be asked for it."""
LAST_STRING = "\U0010ffff"


@dataclass
class Step:
    """One value that was met: for traces and data-use lines."""

    name: str
    span: Span
    origin: str
    article: str


@dataclass
class Scope:
    """One person as a scheme sees them; `prefix` is "partner." or "kinderen[]." for others."""

    scheme: Scheme
    dictionary: FactDictionary
    person: Person
    on: date
    prefix: str = ""
    steps: dict[str, Step] = field(default_factory=dict)
    touched: list[set[str]] = field(default_factory=lambda: [set()])
    """The facts met by each value that is being read, the innermost last."""
    _rests: dict[str, set[str]] = field(default_factory=dict)
    _conditions: dict[str, tuple[Span, set[str]]] = field(default_factory=dict)
    _memo: dict[str, Span] = field(default_factory=dict)
    _others: dict[str, "Scope"] = field(default_factory=dict)

    def value(self, node: Node) -> Span:
        # Asked by type and not by pattern: this is the innermost step of a glance.
        if isinstance(node, Name):
            return (self.partner(node.of) if node.of else self).named(node.name)
        if isinstance(node, Operation):
            return self._operation(node.operator, node.arguments)
        if isinstance(node, Constant):
            return node.span
        if isinstance(node, Aggregate):
            return self._aggregate(node)
        return span.choose(
            self.value(node.condition),
            lambda: self.value(node.then),
            lambda: self.value(node.otherwise),
        )

    def named(self, name: str) -> Span:
        """A fact that is known goes before the rule that would derive it."""
        if name not in self._memo:
            self.touched.append(set())
            self._memo[name] = self._look_up(name)
            self._rests[name] = self.touched.pop()
        self.touched[-1] |= self._rests[name]
        return self._memo[name]

    def partner(self, relation: str) -> "Scope":
        """The one member of a relation; somebody of whom nothing is known when absent."""
        members = self.person.relations.get(relation) or (Person(),)
        return self._beside(f"{relation}.", members[0])

    def _beside(self, prefix: str, person: Person, key: str = "") -> "Scope":
        key = key or prefix
        if key not in self._others:
            self._others[key] = Scope(
                self.scheme, self.dictionary, person, self.on, self.prefix + prefix, self.steps,
                self.touched,
            )  # fmt: skip
        return self._others[key]

    def _look_up(self, name: str) -> Span:
        if name in self.person.facts:
            return self._known(name)
        if name in self.scheme.parameters:
            parameter = self.scheme.parameters[name]
            return self._note(name, _in_sheet(parameter), "parameter", parameter.article)
        if name in self.scheme.rules:
            rule = self.scheme.rules[name]
            return self._note(name, self.value(rule.node), "rule", rule.article)
        if name == "peildatum":
            return span.exact(self.on)
        if name == self.scheme.verdict:
            return self._note(name, self.entitled(), "rule", "")
        return unknown(self.dictionary[name], self.prefix + name)

    def _known(self, name: str) -> Span:
        value = self.person.facts[name]
        if isinstance(value, Between):
            return span.between(value.low, value.high, frozenset({self.prefix + name}))
        return self._note(name, Span(value, value), "fact", "")

    def _note(self, name: str, value: Span, origin: str, article: str) -> Span:
        self.steps[self.prefix + name] = Step(self.prefix + name, value, origin, article)
        if origin == "fact":
            self.touched[-1].add(self.prefix + name)
        return value

    def entitled(self) -> Span:
        """All conditions of the scheme together."""
        verdict = TRUE
        for condition in self.scheme.conditions:
            met, facts = self.condition(condition)
            self.touched[-1] |= facts
            verdict = span.both(verdict, met)
        return verdict

    def condition(self, condition: Condition) -> tuple[Span, set[str]]:
        """Whether it holds, and the facts it met itself; read once."""
        if condition.key not in self._conditions:
            self.touched.append(set())
            met = self.value(condition.node)
            self._conditions[condition.key] = met, self.touched.pop()
        return self._conditions[condition.key]

    def _operation(self, operator: str, arguments: tuple[Node, ...]) -> Span:
        first = self.value(arguments[0])
        # What cannot change the outcome any more is not read: no fact is used needlessly.
        if operator == "en" and first.decided and not first.low:
            return FALSE
        if operator == "of" and first.decided and first.low:
            return TRUE
        rest = [self.value(argument) for argument in arguments[1:]]
        if operator == "leeftijd" and not rest:
            rest = [span.exact(self.on)]
        return OPERATORS[operator](first, *rest)

    def _aggregate(self, node: Aggregate) -> Span:
        members = self.person.relations.get(node.relation)
        if members is None:
            return self._unknown_members(node)
        prefix = f"{node.relation}[]."
        scopes = [self._beside(prefix, one, f"{prefix}{i}") for i, one in enumerate(members)]
        parts = [scope.counted(node) for scope in scopes]
        return combine(node, parts)

    def counted(self, node: Aggregate) -> tuple[Span, Span]:
        """Whether this member counts, and with what."""
        where = self.value(node.where) if node.where else TRUE
        if where.decided and not where.low:
            return FALSE, FALSE
        return where, self.value(node.expression) if node.expression else TRUE

    def _unknown_members(self, node: Aggregate) -> Span:
        """What it can be for any members. Asked are who they are and what each will be asked:
        so the list of questions does not grow when they become known.
        """
        inside = f"{node.relation}[]."
        where, value = self._beside(inside, Person(), f"{inside}?").counted(node)
        if where.decided and not where.low:
            return combine(node, [])
        missing = frozenset({self.prefix + node.relation}) | where.missing | value.missing
        match node.kind:
            case "any":
                return span.between(False, span.both(where, value).high, missing)
            case "all":
                return span.between(span.either(span.opposite(where), value).low, True, missing)
            case "count":
                return Span(0, MOST_MEMBERS, missing)
        times = MOST_MEMBERS if node.kind == "sum" else 1
        none = node.otherwise.value if node.otherwise else 0
        return span.between(min(none, value.low * times), max(none, value.high * times), missing)


def _in_sheet(parameter: Parameter) -> Span:
    """A missing parameter is everything it can be, as a missing fact is."""
    value = parameter.value
    if isinstance(value, Between):
        return span.between(value.low, value.high, frozenset({LACKING + parameter.name}))
    return span.exact(value)


def unknown(kind: FactKind, path: str) -> Span:
    """All that a fact could be, with its own name as what is missing."""
    missing = frozenset({path})
    match kind.type:
        case "boolean":
            return Span(False, True, missing)
        case "string":
            return Span("", LAST_STRING, missing)
    return span.between(kind.low, kind.high, missing)
