"""Figures that a law states per year: after that year they are unknown, never the old ones.

National laws and shared sheets say their figures anew each year. An ordinance says its own once and
changes them when it wants, so those hold until a next version.
"""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from oogopslag.core.law.finding import UNSTATED
from oogopslag.core.law.subject import Between
from oogopslag.core.law.tree import Choice, Constant, Node, Parameter, Rule, Scheme

WIDE = 10
"""A figure of another year lies between a tenth of the last one and ten times that."""


def stated(scheme: Scheme, on: date) -> Scheme:
    """The scheme as its figures are known on a day: those of an earlier year are open.

    All of them are one missing figure, `figures_<year>`: every reader says the year.
    """
    if on.year <= scheme.figures_until:
        return scheme
    kept = {n: one for n, one in scheme.rules.items() if one.year is None or one.year >= on.year}
    tables = {n: _table(one, on.year) for n, one in scheme.rules.items() if n not in kept}
    sheet = {n: _parameter(one, on.year) for n, one in scheme.parameters.items()}
    return replace(scheme, rules=kept, parameters=sheet | tables)


def _parameter(one: Parameter, year: int) -> Parameter:
    if one.year is None or one.year >= year:
        return one
    ends = one.value if isinstance(one.value, Between) else Between(one.value, one.value)  # type: ignore[arg-type]  # checked by _wide
    return replace(
        one, name=f"{UNSTATED}{year}", value=_wide(ends.low, ends.high), mark="M", year=None
    )


def _table(rule: Rule, year: int) -> Parameter:
    """A table of brackets with what it can give, whatever the bounds of its brackets become."""
    found = [value for value in _outcomes(rule.node) if isinstance(value, int | Fraction)]
    return Parameter(
        name=f"{UNSTATED}{year}",
        value=_wide(min(found), max(found)),
        type=rule.type,
        article=rule.article,
        source="",
        mark="M",
        line=rule.line,
    )


def _wide(low: object, high: object) -> Between:
    if not isinstance(low, int | Fraction) or not isinstance(high, int | Fraction):
        raise TypeError("Only amounts and numbers are stated per year.")
    ends = sorted(_times(end, factor) for end in (low, high) for factor in (1, WIDE * WIDE))
    return Between(ends[0], ends[-1])  # type: ignore[arg-type]  # numbers may be broken, as facts are


def _times(value: int | Fraction, factor: int) -> int | Fraction:
    """A tenth, or ten times; an amount stays whole cents."""
    if isinstance(value, int):
        return value * factor // WIDE
    return value * factor / WIDE


def _outcomes(node: Node) -> list[object]:
    if isinstance(node, Choice):
        return _outcomes(node.then) + _outcomes(node.otherwise)
    return [node.value] if isinstance(node, Constant) else []
