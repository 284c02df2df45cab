"""Reads one version of one law: parameter sheet, rules, conditions, sum."""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from ruamel.yaml.comments import CommentedMap

from oogopslag.core.law import checking, sheet
from oogopslag.core.law.document import Part, read, taken_from
from oogopslag.core.law.errors import LawError
from oogopslag.core.law.expression import parse
from oogopslag.core.law.sheet import Sheets
from oogopslag.core.law.subject import FactDictionary, Kind
from oogopslag.core.law.table import steps, table
from oogopslag.core.law.tree import (
    MARKS,
    Condition,
    LawRef,
    Line,
    Name,
    Node,
    Rule,
    Scheme,
    Threshold,
    Transition,
)
from oogopslag.core.law.words import holes

versions = re.compile(r"\d{4}-\d{2}-\d{2}")
Reader = Callable[[Path], Part]
NATIONAL = frozenset({"wet", "amvb", "ministeriele_regeling", "koninklijk_besluit"})
"""Layers whose figures are stated anew each year."""


def read_scheme(file: Path, dictionary: FactDictionary, sheets: Sheets | None = None) -> Scheme:
    """One version file, as it is from its first day.

    Raises LawError with file, line and sentence.
    """
    return scheme_of(read(file), dictionary, sheets)


def scheme_of(root: Part, dictionary: FactDictionary, sheets: Sheets | None = None) -> Scheme:
    """The scheme of a document, as it is from its first day. Raises LawError as read_scheme."""
    return versions_of(root, dictionary, sheets or {}, date.max)[0]


def versions_of(
    root: Part, dictionary: FactDictionary, sheets: Sheets, until: date, reader: Reader = read
) -> list[Scheme]:
    """The versions of one document: from its first day, and from each day a shared sheet changes.

    `until` is the first day of the next version of this law; `reader` gives the earlier versions
    it takes from. Raises LawError as read_scheme does.
    """
    file, root = root.file, whole(root, reader)
    root.only(
        "law", "title", "short", "layer", "valid_from", "rules_from", "url", "scheme", "sheets",
        "parameters", "rules", "conditions", "sum", "changes", "given", "note", "running_cases",
        "figures",
    )  # fmt: skip
    first = root.day("valid_from")
    changed = {one.valid_from for n in root.get("sheets", []) for one in sheets.get(str(n), ())}
    days = [first, *sorted(day for day in changed if first < day < until)]
    year = sheet.year_of(root, first, yearly=root.get("layer") in NATIONAL)
    return [_checked(_scheme(root, file, sheets, day, year), root, dictionary) for day in days]


def whole(root: Part, reader: Reader = read, later: frozenset[Path] = frozenset()) -> Part:
    """A version with what it takes from earlier ones.

    `rules_from: <date>` takes everything that is not said here; parameters and rules one by one.
    """
    if "rules_from" not in root:
        return root
    source = root.file.with_name(f"{root.get('rules_from')}.yaml")
    if source in later | {root.file} or not source.exists():
        raise root.fail(f"There is no earlier version {source.name} to take from.", "rules_from")
    for key, value in whole(reader(source), reader, later | {root.file}).data.items():
        value = taken_from(value, source) if isinstance(value, dict | list) else value  # noqa: PLW2901 -- the same value
        if key in {"parameters", "rules"}:
            for name, part in value.items():
                root.data.setdefault(key, CommentedMap()).setdefault(name, part)
        elif key not in root.data:
            root.data[key] = value
    return root


def _scheme(root: Part, file: Path, sheets: Sheets, valid_from: date, year: int | None) -> Scheme:
    head = root.part("scheme")
    head.only("name", "verdict", "amount", "period")
    ref = LawRef(title=root.text("title"), short=root.need("short"), url=root.need("url"))
    shared = [str(name) for name in root.get("sheets", [])]
    own = {n: sheet.read_parameter(n, part, year) for n, part in root.parts("parameters")}
    parameters = sheet.merged(sheets, shared, valid_from, root)
    for name in own.keys() & parameters.keys():
        raise LawError(f"{name} stands in a shared sheet already.", file=file, line=own[name].line)
    digests = [sheet.on_day(sheets, name, valid_from, root).digest for name in shared]
    return Scheme(
        name=head.need("name"),
        law=root.need("law"),
        ref=ref,
        valid_from=valid_from,
        verdict=head.get("verdict", "heeft_recht"),
        amount=head.get("amount"),
        period=head.get("period"),
        conditions=tuple(_condition(row, ref) for row in root.rows("conditions")),
        sum=tuple(_line(row) for row in root.rows("sum")),
        thresholds=tuple(
            Threshold(fact=row.need("fact"), text=row.text("text"), effect=row.text("effect"))
            for row in root.rows("changes")
        ),
        rules={name: _rule(name, part, year) for name, part in root.parts("rules")},
        parameters=parameters | own,
        given={str(name): bool(value) for name, value in root.get("given", {}).items()},
        facts=frozenset(),
        digest=_digest(root, digests),
        file=str(file),
        transition=_transition(root.part("running_cases")) if "running_cases" in root else None,
    )


def _transition(part: Part) -> Transition:
    part.only("follow", "article")
    if not isinstance(part.need("follow"), bool):
        raise part.fail("'follow' must be true or false.", "follow")
    return Transition(follow=part.need("follow"), article=str(part.need("article")))


def _digest(root: Part, shared: list[str]) -> str:
    if not shared:
        return root.digest()
    return hashlib.sha256(" ".join([root.digest(), *shared]).encode()).hexdigest()


def _node(part: Part, key: str) -> Node:
    try:
        return parse(str(part.need(key)))
    except LawError as error:
        raise part.fail(error.sentence, key) from None


def _rule(name: str, part: Part, year: int | None) -> Rule:
    part.only(
        "type", "article", "is", "table", "steps", "otherwise", "note", "source", "mark"
    )  # fmt: skip
    if part.get("mark", "S") not in MARKS or part.get("mark") == "M":
        raise part.fail("The mark of a table says how sure it is: S, V, D or ?.", "mark")
    if len({"is", "table", "steps"} & set(map(str, part.data))) != 1:
        raise part.fail("A rule is written with one of: is, table, steps.")
    if "table" in part:
        node = table(part, _node)
    else:
        node = steps(part.part("steps"), _node) if "steps" in part else _node(part, "is")
    return Rule(
        name=name,
        type=part.get("type", "amount"),
        node=node,
        article=str(part.get("article", "")),
        line=part.line,
        mark=str(part.get("mark", "S")),
        year=year if "steps" in part else None,
    )


def _condition(row: Part, ref: LawRef) -> Condition:
    row.only("key", "after", "article", "law", "when", "text", "text_not", "detail")
    if "law" in row:
        other = row.part("law")
        ref = LawRef(title=other.text("title"), short=other.need("short"), url=other.need("url"))
    detail = row.optional_text("detail")
    return Condition(
        key=row.need("key"),
        after=tuple(map(str, row.get("after", ()))),
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
