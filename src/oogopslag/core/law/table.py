"""Decision tables, lowered to choices: no reader of the tree needs to know them."""

from collections.abc import Callable
from itertools import pairwise

from oogopslag.core.law.document import Part
from oogopslag.core.law.sheet import literal
from oogopslag.core.law.tree import Choice, Constant, Node, Operation

Reader = Callable[[Part, str], Node]
_GROWING = {"amount", "number", "date"}


def table(part: Part, read: Reader) -> Node:
    """The first row whose `als` holds gives `dan`; `otherwise` when none does."""
    node = read(part, "otherwise")
    for row in reversed(list(part.rows("table"))):
        row.only("als", "dan")
        node = Choice(read(row, "als"), read(row, "dan"), node)
    return node


def steps(part: Part, read: Reader) -> Node:
    """A table of one value in brackets: `{of: x, up_to: {"€ 56.412": 96%}, above: 36,5%}`.

    Each bound is inclusive. The choices are balanced, so that a table of seventy rows costs
    seven comparisons.
    """
    part.only("of", "up_to", "above")
    subject, rows = read(part, "of"), part.part("up_to")
    bounds = [literal(key, rows) for key in rows.data]
    if len({kind for _, kind in bounds}) > 1 or (bounds[:1] and bounds[0][1] not in _GROWING):
        raise part.fail("The bounds of a table are all amounts, all numbers or all days.", "up_to")
    if any(a[0] >= b[0] for a, b in pairwise(bounds)):  # type: ignore[operator]  # of one kind
        raise part.fail("The bounds of a table must rise.", "up_to")
    values = [Constant(*literal(value, rows)) for value in rows.data.values()]
    leaves: list[Node] = [*values, Constant(*literal(part.need("above"), part))]
    return _between(subject, [Constant(*bound) for bound in bounds], leaves)


def _between(subject: Node, bounds: list[Constant], leaves: list[Node]) -> Node:
    if not bounds:
        return leaves[0]
    middle = len(bounds) // 2
    return Choice(
        Operation("<=", (subject, bounds[middle])),
        _between(subject, bounds[:middle], leaves[: middle + 1]),
        _between(subject, bounds[middle + 1 :], leaves[middle + 1 :]),
    )
