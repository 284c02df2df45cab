"""Reads one version of one law: parameter sheet, rules, conditions, sum."""

import hashlib
from collections.abc import Callable
from datetime import date
from pathlib import Path

from ruamel.yaml.comments import CommentedMap

from oogopslag.core.law import sheet
from oogopslag.core.law.document import Part, read, taken_from
from oogopslag.core.law.errors import LawError
from oogopslag.core.law.expression import parse
from oogopslag.core.law.facts import kind_of
from oogopslag.core.law.proving import checked
from oogopslag.core.law.sheet import Sheets
from oogopslag.core.law.subject import FactDictionary
from oogopslag.core.law.table import steps, table
from oogopslag.core.law.tree import (
    MARKS,
    Condition,
    LawRef,
    Line,
    Node,
    Rule,
    Scheme,
    Threshold,
    Transition,
)
from oogopslag.core.law.words import holes

Reader = Callable[[Path], Part]
NATIONAL = frozenset({"wet", "amvb", "ministeriele_regeling", "koninklijk_besluit"})
"""Layers whose figures are stated anew each year."""
PERIODS = ("month", "quarter", "year", "once")


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
    changed = {one.valid_from for n in root.words("sheets") for one in sheets.get(n, ())}
    days = [first, *sorted(day for day in changed if first < day < until)]
    year = sheet.year_of(root, first, yearly=root.word("layer", "") in NATIONAL)
    return [checked(_scheme(root, file, sheets, day, year), root, dictionary) for day in days]


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
    ref = _law(root)
    shared = root.words("sheets")
    own = {n: sheet.read_parameter(n, part, year) for n, part in root.parts("parameters")}
    parameters = sheet.merged(sheets, shared, valid_from, root)
    for name in own.keys() & parameters.keys():
        raise LawError(f"{name} stands in a shared sheet already.", file=file, line=own[name].line)
    digests = [sheet.on_day(sheets, name, valid_from, root).digest for name in shared]
    return Scheme(
        name=head.word("name"),
        law=root.word("law"),
        ref=ref,
        valid_from=valid_from,
        verdict=head.word("verdict", "heeft_recht"),
        amount=head.word("amount") if "amount" in head else None,
        period=_period(head) if "period" in head else None,
        conditions=tuple(_condition(row, ref) for row in root.rows("conditions")),
        sum=tuple(_line(row) for row in root.rows("sum")),
        thresholds=tuple(
            Threshold(fact=row.word("fact"), text=row.text("text"), effect=row.text("effect"))
            for row in root.rows("changes")
        ),
        rules={name: _rule(name, part, year) for name, part in root.parts("rules")},
        parameters=parameters | own,
        given=_given(root.part("given")) if "given" in root else {},
        facts=frozenset(),
        digest=_digest(root, digests),
        file=str(file),
        transition=_transition(root.part("running_cases")) if "running_cases" in root else None,
    )


def _law(part: Part) -> LawRef:
    return LawRef(
        title=part.text("title"), short=part.word("short"), url=part.word("url", "", empty=True)
    )


def _period(head: Part) -> str:
    if (said := head.word("period")) not in PERIODS:
        raise head.fail(f"A period is one of: {', '.join(PERIODS)}.", "period")
    return said


def _given(part: Part) -> dict[str, bool]:
    return {str(name): part.flag(name) for name in part.data}


def _transition(part: Part) -> Transition:
    part.only("follow", "article")
    return Transition(follow=part.flag("follow"), article=part.word("article"))


def _digest(root: Part, shared: list[str]) -> str:
    if not shared:
        return root.digest()
    return hashlib.sha256(" ".join([root.digest(), *shared]).encode()).hexdigest()


def _node(part: Part, key: str) -> Node:
    value = part.need(key)
    if not isinstance(value, str | int):
        raise part.fail(f"{key!r} must be an expression.", key)
    try:
        return parse({True: "ja", False: "nee"}[value] if isinstance(value, bool) else str(value))
    except LawError as error:
        raise part.fail(error.sentence, key) from None


def _rule(name: str, part: Part, year: int | None) -> Rule:
    part.only(
        "type", "article", "is", "table", "steps", "otherwise", "note", "source", "mark"
    )  # fmt: skip
    mark = part.word("mark", "S")
    if mark not in MARKS or mark == "M":
        raise part.fail("The mark of a table says how sure it is: S, V, D or ?.", "mark")
    if len({"is", "table", "steps"} & set(map(str, part.data))) != 1:
        raise part.fail("A rule is written with one of: is, table, steps.")
    if "table" in part:
        node = table(part, _node)
    else:
        node = steps(part.part("steps"), _node) if "steps" in part else _node(part, "is")
    return Rule(
        name=name,
        type=kind_of(part, "amount"),
        node=node,
        article=part.word("article", ""),
        line=part.line,
        mark=mark,
        year=year if "steps" in part else None,
    )


def _condition(row: Part, ref: LawRef) -> Condition:
    row.only("key", "after", "article", "law", "when", "text", "text_not", "detail")
    if "law" in row:
        other = row.part("law")
        ref = _law(other)
    detail = row.optional_text("detail")
    return Condition(
        key=row.word("key"),
        after=tuple(row.words("after")),
        node=_node(row, "when"),
        article=row.word("article"),
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
        article=row.word("article", ""),
        total=row.flag("total", False),
    )
