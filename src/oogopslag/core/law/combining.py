"""Folds what the members of a relation give into one value: sum, count, any, all, max, min."""

from oogopslag.core.law import span
from oogopslag.core.law.span import FALSE, TRUE, Span
from oogopslag.core.law.tree import Aggregate


def combine(node: Aggregate, parts: list[tuple[Span, Span]]) -> Span:
    """Folds members: whether each counts, and with what."""
    if node.otherwise is not None:
        return _extreme(node.kind, parts, span.exact(node.otherwise.value))
    total = {"any": FALSE, "all": TRUE}.get(node.kind, span.exact(0))
    for where, value in parts:
        match node.kind:
            case "any":
                total = span.either(total, span.both(where, value))
            case "all":
                total = span.both(total, span.either(span.opposite(where), value))
            case "count":
                total = span.add(total, span.of(int(where.low), int(where.high), where))
            case "sum":
                total = span.add(total, _weighed(where, value))
    return total


def _weighed(where: Span, value: Span) -> Span:
    """Who may or may not count contributes everything between nothing and all."""
    if where.decided:
        return value if where.low else span.exact(0)
    return span.of(min(0, value.low), max(0, value.high), where, value)


def _extreme(kind: str, parts: list[tuple[Span, Span]], nobody: Span) -> Span:
    """The max or min of who counts, `nobody` when that may be none.

    All at once: which facts are missing may not depend on the order of the members.
    """
    certain = [value for where, value in parts if where.low]
    among = [value for where, value in parts if where.high]
    among += [] if certain else [nobody]
    wheres = [where for where, _ in parts if where.high]
    low, high = min(one.low for one in among), max(one.high for one in among)
    if certain and kind == "min":
        high = min(one.high for one in certain)
    elif certain:
        low = max(one.low for one in certain)
    return span.of(low, high, *wheres, *among)
