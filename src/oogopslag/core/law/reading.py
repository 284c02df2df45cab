"""Reads one version of one law: parameter sheet, rules, conditions, sum."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

from oogopslag.core.law import checking
from oogopslag.core.law.document import Part, read
from oogopslag.core.law.errors import LawError
from oogopslag.core.law.expression import cents, number, parse
from oogopslag.core.law.subject import FactDictionary, Kind
from oogopslag.core.law.tree import (
    Choice,
    Condition,
    LawRef,
    Line,
    Name,
    Node,
    Parameter,
    Rule,
    Scheme,
    Threshold,
)
from oogopslag.core.law.words import holes

versions = re.compile(r"\d{4}-\d{2}-\d{2}")
_MARKS = {"S": "statute", "D": "derived", "?": "to be checked", "V": "example ordinance"}


def read_scheme(file: Path, dictionary: FactDictionary) -> Scheme:
    """One version file. Raises LawError with file, line and sentence."""
    return scheme_of(read(file), dictionary)


def scheme_of(root: Part, dictionary: FactDictionary) -> Scheme:
    """The scheme of a document. Raises LawError with file, line and sentence."""
    file, root = root.file, _with_earlier_rules(root)
    root.only(
        "law", "title", "short", "layer", "valid_from", "rules_from", "url", "scheme",
        "parameters", "rules", "conditions", "sum", "changes", "given", "note",
    )  # fmt: skip
    return _checked(_scheme(root, file), root, dictionary)


def _with_earlier_rules(root: Part) -> Part:
    """`rules_from: <date>` takes everything that is not said here from an earlier version."""
    if "rules_from" not in root:
        return root
    earlier = read(root.file.with_name(f"{root.get('rules_from')}.yaml"))
    for key, value in earlier.data.items():
        if key == "parameters":
            for name, parameter in value.items():
                root.data.setdefault(key, {}).setdefault(name, parameter)
        elif key not in root.data:
            root.data[key] = value
    return root


def _scheme(root: Part, file: Path) -> Scheme:
    head = root.part("scheme")
    head.only("name", "verdict", "amount", "period")
    ref = LawRef(title=root.text("title"), short=root.need("short"), url=root.need("url"))
    return Scheme(
        name=head.need("name"),
        law=root.need("law"),
        ref=ref,
        valid_from=_day(root, "valid_from"),
        verdict=head.get("verdict", "heeft_recht"),
        amount=head.get("amount"),
        period=head.get("period"),
        conditions=tuple(_condition(row, ref) for row in root.rows("conditions")),
        sum=tuple(_line(row) for row in root.rows("sum")),
        thresholds=tuple(
            Threshold(fact=row.need("fact"), text=row.text("text"), effect=row.text("effect"))
            for row in root.rows("changes")
        ),
        rules={name: _rule(name, part) for name, part in root.parts("rules")},
        parameters={name: _parameter(name, part) for name, part in root.parts("parameters")},
        given={str(name): bool(value) for name, value in root.get("given", {}).items()},
        facts=frozenset(),
        digest=hashlib.sha256(repr(_plain(root.data)).encode()).hexdigest(),
        file=str(file),
    )


def _plain(data: object) -> object:
    if isinstance(data, dict):
        return {str(key): _plain(value) for key, value in data.items()}
    return [_plain(one) for one in data] if isinstance(data, list) else str(data)


def _day(part: Part, key: str) -> date:
    value = part.need(key)
    if not isinstance(value, date):
        raise part.fail(f"{key!r} must be a date.", key)
    return value


def _parameter(name: str, part: Part) -> Parameter:
    part.only("value", "article", "source", "mark", "law")
    mark = str(part.need("mark"))
    if mark not in _MARKS:
        raise part.fail(f"{mark!r} is no mark: use {', '.join(_MARKS)}.", "mark")
    value, kind = _value(part)
    return Parameter(
        name=name,
        value=value,
        type=kind,
        article=str(part.need("article")),
        source=str(part.need("source")),
        mark=mark,
        line=part.line,
    )


def _value(part: Part) -> tuple[bool | int | Fraction | str | date, Kind]:
    raw = part.need("value")
    match raw:
        case bool():
            return bool(raw), "boolean"
        case date():
            return raw, "date"
        case int():
            return Fraction(int(raw)), "number"
        case str() if raw.startswith("€"):
            return cents(raw), "amount"
        case str() if re.fullmatch(r"-?\d[\d.]*(,\d+)?%?", raw):
            return number(raw), "number"
        case str():
            return str(raw), "string"
    raise part.fail(f"{raw!r} must be quoted: € 24, 13,7% or 1,5.", "value")


def _node(part: Part, key: str) -> Node:
    try:
        return parse(str(part.need(key)))
    except LawError as error:
        raise part.fail(error.sentence, key) from None


def _rule(name: str, part: Part) -> Rule:
    part.only("type", "article", "is", "table", "otherwise", "note")
    node = _table(part) if "table" in part else _node(part, "is")
    return Rule(
        name=name,
        type=part.get("type", "amount"),
        node=node,
        article=str(part.get("article", "")),
        line=part.line,
    )


def _table(part: Part) -> Node:
    """A decision table: the first row whose `als` holds gives `dan`."""
    node = _node(part, "otherwise")
    for row in reversed(list(part.rows("table"))):
        row.only("als", "dan")
        node = Choice(_node(row, "als"), _node(row, "dan"), node)
    return node


def _condition(row: Part, ref: LawRef) -> Condition:
    row.only("key", "article", "law", "when", "text", "text_not", "detail")
    if "law" in row:
        other = row.part("law")
        ref = LawRef(title=other.text("title"), short=other.need("short"), url=other.need("url"))
    detail = row.optional_text("detail")
    return Condition(
        key=row.need("key"),
        node=_node(row, "when"),
        article=str(row.need("article")),
        law=ref,
        text=row.text("text"),
        text_not=row.text("text_not"),
        detail=detail,
        details={name: parse(name) for name in holes(detail)} if detail else {},
        detail_types={},
        line=row.line,
    )


def _line(row: Part) -> Line:
    row.only("label", "is", "article", "total")
    return Line(
        label=row.text("label"),
        node=_node(row, "is"),
        article=str(row.get("article", "")),
        total=bool(row.get("total", False)),
    )


def _checked(scheme: Scheme, root: Part, dictionary: FactDictionary) -> Scheme:
    """Names, types, cycles and bounds; gives the scheme with what reading could not know yet."""
    types = _types(scheme, dictionary)
    try:
        checking.in_order(scheme.rules)
    except LawError as error:
        raise root.fail(error.sentence, "rules") from None
    for rule in scheme.rules.values():
        found = _typed(rule.node, types, scheme, rule.line)
        if found != rule.type:
            sentence = f"{rule.name} says it is a {rule.type}, but its rule gives a {found}."
            raise LawError(sentence, file=scheme.file, line=rule.line)
    conditions = tuple(_checked_condition(one, types, scheme) for one in scheme.conditions)
    for line in scheme.sum:
        _typed(line.node, types, scheme, 1)
    scheme = replace(scheme, conditions=conditions, facts=_facts(scheme, dictionary))
    checking.prove(scheme, dictionary, types)
    return scheme


def _checked_condition(one: Condition, types: Mapping[str, Kind], scheme: Scheme) -> Condition:
    if _typed(one.node, types, scheme, one.line) != "boolean":
        raise LawError(f"{one.key} is no yes or no.", file=scheme.file, line=one.line)
    kinds = {n: _typed(node, types, scheme, one.line) for n, node in one.details.items()}
    return replace(one, detail_types=kinds)


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
