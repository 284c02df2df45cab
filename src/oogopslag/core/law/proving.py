"""Proves a scheme that was read: its names and types, its order, what it gives, its bounds."""

from collections.abc import Mapping
from dataclasses import replace

from oogopslag.core.law import checking
from oogopslag.core.law.document import Part
from oogopslag.core.law.errors import LawError
from oogopslag.core.law.subject import FactDictionary, Kind
from oogopslag.core.law.tree import Condition, Name, Node, Scheme


def checked(scheme: Scheme, root: Part, dictionary: FactDictionary) -> Scheme:
    """Names, types, cycles and bounds; gives the scheme with what reading could not know yet.

    Raises LawError with file and line.
    """
    types = _types(scheme, dictionary)
    try:
        checking.in_order(scheme.rules, {scheme.verdict: [c.node for c in scheme.conditions]})
    except LawError as error:
        raise root.fail(error.sentence, "rules") from None
    for rule in scheme.rules.values():
        found = _typed(rule.node, types, scheme, rule.line)
        if found != rule.type:
            sentence = f"{rule.name} is said to be of type {rule.type}, but its rule gives {found}."
            raise LawError(sentence, file=scheme.file, line=rule.line)
    conditions = tuple(_checked_condition(one, types, scheme) for one in scheme.conditions)
    _check_order(scheme)
    _check_outcome(scheme, root, types)
    scheme = replace(scheme, conditions=conditions, facts=_facts(scheme, dictionary))
    checking.prove(scheme, dictionary, types)
    return scheme


def _check_outcome(scheme: Scheme, root: Part, types: Mapping[str, Kind]) -> None:
    """What is given is an amount, and so is each line of its calculation."""
    if scheme.amount is not None and types.get(scheme.amount) != "amount":
        sentence = f"The amount of a scheme is an amount; {scheme.amount!r} is none."
        raise root.part("scheme").fail(sentence, "amount")
    for line, row in zip(scheme.sum, root.rows("sum"), strict=True):
        if _typed(line.node, types, scheme, row.line) != "amount":
            raise row.fail("A line of the calculation is an amount.", "is")
    for threshold, row in zip(scheme.thresholds, root.rows("changes"), strict=True):
        if types.get(threshold.fact.rsplit(".", 1)[-1]) not in {"amount", "number", "date"}:
            raise row.fail(f"{threshold.fact!r} is nothing that grows.", "fact")
    for name in scheme.given:
        if types.get(name) != "boolean":
            raise root.part("given").fail(f"{name!r} is no yes or no.", name)


def _checked_condition(one: Condition, types: Mapping[str, Kind], scheme: Scheme) -> Condition:
    if _typed(one.node, types, scheme, one.line) != "boolean":
        raise LawError(f"{one.key} is no yes or no.", file=scheme.file, line=one.line)
    kinds = {n: _typed(node, types, scheme, one.line) for n, node in one.details.items()}
    return replace(one, detail_types=kinds)


def _check_order(scheme: Scheme) -> None:
    """Each condition comes once, and only after conditions that stand before it."""
    before: set[str] = set()
    for one in scheme.conditions:
        if one.key in before or not before.issuperset(one.after):
            sentence = f"{one.key} stands twice, or after a condition that does not precede it."
            raise LawError(sentence, file=scheme.file, line=one.line)
        before.add(one.key)


def _typed(node: Node, types: Mapping[str, Kind], scheme: Scheme, line: int) -> Kind:
    try:
        return checking.type_of(node, types)
    except LawError as error:
        raise LawError(error.sentence, file=scheme.file, line=line) from None


def _types(scheme: Scheme, dictionary: FactDictionary) -> dict[str, Kind]:
    types: dict[str, Kind] = {"peildatum": "date", scheme.verdict: "boolean"}
    for names in (dictionary, scheme.parameters, scheme.rules):
        for name, one in names.items():
            if name in types and names is not dictionary:
                raise LawError(
                    f"{name} means two things: a name belongs to one fact, parameter or rule.",
                    file=scheme.file,
                    line=getattr(one, "line", 1),
                )
            types[name] = one.type
    return types


def _facts(scheme: Scheme, dictionary: FactDictionary) -> frozenset[str]:
    """All facts the scheme can ask for, with their relation."""
    nodes: list[Node] = [rule.node for rule in scheme.rules.values()]
    nodes += [condition.node for condition in scheme.conditions]
    return frozenset(
        f"{name.of}.{name.name}" if name.of else name.name
        for node in nodes
        for name in checking.names_in(node)
        if isinstance(name, Name) and name.name in dictionary
    )
