"""Proves a law before it runs: names, types and units, cycles, overflow, division by zero."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from graphlib import CycleError, TopologicalSorter

from oogopslag.core.law.errors import LawError
from oogopslag.core.law.scope import Scope
from oogopslag.core.law.subject import FactDictionary, Kind, Person
from oogopslag.core.law.tree import Aggregate, Choice, Constant, Name, Node, Operation, Rule, Scheme

LARGEST = 2**63 - 1
"""Amounts must fit 64 bits, so that a whole population can be computed in columns."""

_NUMERIC = {"amount", "number"}
_DATE_FUNCTIONS = {"begin_maand", "begin_jaar", "begin_kwartaal", "dag_voor"}
_NUMBER_FUNCTIONS = {"leeftijd", "jaar", "maanden_tussen", "dagen_tussen"}
_ROUNDING = {"afronden", "afronden_omlaag", "afronden_omhoog", "hele_centen"}


def names_in(node: Node) -> Iterator[Name]:
    """Every name an expression mentions."""
    match node:
        case Name():
            yield node
        case Operation(_, arguments):
            for argument in arguments:
                yield from names_in(argument)
        case Choice(condition, then, otherwise):
            for part in (condition, then, otherwise):
                yield from names_in(part)
        case Aggregate(_, relation, expression, where):
            for one in (expression, where):
                if one is not None:
                    yield from (Name(n.name, of=n.of or relation) for n in names_in(one))


def type_of(node: Node, types: Mapping[str, Kind]) -> Kind:
    """The type of an expression. Raises LawError for an unknown name or types that do not fit."""
    match node:
        case Constant(_, kind):
            return kind
        case Name(name):
            if name not in types:
                raise LawError(f"Nothing is named {name!r}: no fact, parameter or rule.")
            return types[name]
        case Choice(condition, then, otherwise):
            _want("boolean", condition, types, "als")
            return _alike(then, otherwise, types, "dan and anders")
        case Aggregate():
            return _aggregate(node, types)
        case Operation():
            return _operation(node, types)


def _aggregate(node: Aggregate, types: Mapping[str, Kind]) -> Kind:
    if node.where is not None:
        _want("boolean", node.where, types, "waar")
    if node.kind == "count" or node.expression is None:
        return "number"
    kind = type_of(node.expression, types)
    if (kind == "boolean") != (node.kind in {"any", "all"}):
        raise LawError(f"{node.kind} over {node.relation} cannot take {_one(kind)}.")
    if node.kind in {"sum", "max", "min"} and kind not in _NUMERIC:
        raise LawError(f"{node.kind} over {node.relation} cannot take {_one(kind)}.")
    if node.otherwise is not None:
        return _alike(node.expression, node.otherwise, types, node.kind)
    return kind


def _operation(node: Operation, types: Mapping[str, Kind]) -> Kind:  # noqa: PLR0911 -- one table
    first, *rest = node.arguments
    match node.operator:
        case "en" | "of" | "niet":
            for argument in node.arguments:
                _want("boolean", argument, types, node.operator)
            return "boolean"
        case "+" | "-" | "min" | "max":
            return _same_numbers(node, types)
        case "*" | "/":
            return _scaled(node, types)
        case "=" | "<>" | "<" | "<=" | ">" | ">=":
            _alike(first, rest[0], types, node.operator)
            return "boolean"
        case "min_teken":
            return type_of(first, types)
        case name if name in _ROUNDING:
            _want("amount", first, types, name)
            return "amount"
        case name if name in _DATE_FUNCTIONS | _NUMBER_FUNCTIONS:
            for argument in node.arguments:
                _want("date", argument, types, name)
            return "date" if name in _DATE_FUNCTIONS else "number"
    raise LawError(f"There is no operation {node.operator!r}.")


def _want(kind: Kind, node: Node, types: Mapping[str, Kind], place: str) -> None:
    found = type_of(node, types)
    if found != kind:
        raise LawError(f"{place!r} wants {_one(kind)} and got {_one(found)}.")


def _one(kind: Kind) -> str:
    return f"an {kind}" if kind == "amount" else f"a {kind}"


def _is_zero(node: Node) -> bool:
    return isinstance(node, Constant) and node.type == "number" and node.value == 0


def _alike(a: Node, b: Node, types: Mapping[str, Kind], place: str) -> Kind:
    left, right = type_of(a, types), type_of(b, types)
    if left == right:
        return left
    if (_is_zero(a) and right == "amount") or (_is_zero(b) and left == "amount"):
        return "amount"  # zero euros and zero are the same
    raise LawError(f"{place!r} takes {_one(left)} with {_one(right)}: both must be of one type.")


def _same_numbers(node: Operation, types: Mapping[str, Kind]) -> Kind:
    kind = type_of(node.arguments[0], types)
    for argument in node.arguments[1:]:
        kind = _alike(node.arguments[0], argument, types, node.operator)
    if kind not in _NUMERIC:
        raise LawError(f"{node.operator!r} cannot be done with {_one(kind)}.")
    return kind


def _scaled(node: Operation, types: Mapping[str, Kind]) -> Kind:
    left, right = (type_of(argument, types) for argument in node.arguments)
    if left not in _NUMERIC or right not in _NUMERIC:
        raise LawError(f"{node.operator!r} cannot be done with {_one(left)} and {_one(right)}.")
    match node.operator, left, right:
        case "*", "amount", "amount":
            raise LawError("An amount times an amount is no amount.")
        case "/", "number", "amount":
            raise LawError("A number divided by an amount has no unit we know.")
        case "/", "amount", "amount":
            return "number"
    return "amount" if "amount" in (left, right) else "number"


def in_order(
    rules: Mapping[str, Rule], others: Mapping[str, Sequence[Node]] | None = None
) -> tuple[str, ...]:
    """Rules in the order they need each other; `others` are names made of several nodes.

    Raises LawError when they go round in a circle.
    """
    nodes: dict[str, Sequence[Node]] = {name: [rule.node] for name, rule in rules.items()}
    nodes.update(others or {})
    graph = {
        name: {n.name for node in parts for n in names_in(node) if n.name in nodes}
        for name, parts in nodes.items()
    }
    try:
        return tuple(n for n in TopologicalSorter(graph).static_order() if n in rules)
    except CycleError as error:
        circle = " → ".join(error.args[1])
        raise LawError(f"These rules need each other in a circle: {circle}.") from None


def prove(scheme: Scheme, dictionary: FactDictionary, types: Mapping[str, Kind]) -> None:
    """Runs the law over everything the facts can be. Raises LawError with the rule's line."""
    scope = Scope(scheme, dictionary, Person(), date(scheme.valid_from.year, 12, 31))
    for rule in scheme.rules.values():
        try:
            value = scope.value(rule.node)
        except ZeroDivisionError:
            raise LawError(
                f"{rule.name} can divide by zero: guard it with als … dan … anders.",
                file=scheme.file,
                line=rule.line,
            ) from None
        if types[rule.name] in _NUMERIC and max(abs(value.low), abs(value.high)) > LARGEST:
            raise LawError(
                f"{rule.name} can become larger than 64 bits hold.",
                file=scheme.file,
                line=rule.line,
            )
