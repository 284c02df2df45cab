"""What each operator does with spans: total, exact, monotone."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from fractions import Fraction
from math import ceil, floor
from typing import Any

from oogopslag.core.law import span
from oogopslag.core.law.span import Span

FUNCTIONS: Mapping[str, tuple[int, int]] = {
    "min": (2, 9),
    "max": (2, 9),
    "afronden": (1, 1),
    "afronden_omlaag": (1, 1),
    "afronden_omhoog": (1, 1),
    "hele_centen": (1, 1),
    "leeftijd": (1, 2),
    "begin_maand": (1, 1),
    "begin_jaar": (1, 1),
    "begin_kwartaal": (1, 1),
    "dag_voor": (1, 1),
    "jaar": (1, 1),
    "maanden_tussen": (2, 2),
    "dagen_tussen": (2, 2),
}
EURO = 100
COMPARISONS = frozenset({"<", "<=", ">", ">=", "=", "<>"})


def half_away(value: Any) -> int:
    """Whole numbers, halves away from zero (rekenkundig)."""
    doubled = Fraction(value) * 2
    return floor((doubled + 1) / 2) if doubled >= 0 else ceil((doubled - 1) / 2)


def years_between(born: date, on: date) -> int:
    """Whole years; who was born on 29 February turns a year older on 1 March."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def months_between(first: date, last: date) -> int:
    """Whole months from first to last, negative when last lies before first."""
    months = (last.year - first.year) * 12 + last.month - first.month
    return months - (last.day < first.day)


def _age(born: Span, on: Span) -> Span:
    return span.of(years_between(born.high, on.low), years_between(born.low, on.high), born, on)


def _months(first: Span, last: Span) -> Span:
    return span.of(
        months_between(first.high, last.low), months_between(first.low, last.high), first, last
    )


def _days(first: Span, last: Span) -> Span:
    return span.of((last.low - first.high).days, (last.high - first.low).days, first, last)


def divide(a: Span, b: Span) -> Span:
    """Numerator and denominator stay exact until the law itself rounds.

    Reading a law proves that the divisor cannot be zero; ZeroDivisionError otherwise.
    """
    if b.low <= 0 <= b.high:
        raise ZeroDivisionError
    return span.multiply(a, span.of(1 / Fraction(b.high), 1 / Fraction(b.low), b))


OPERATORS: Mapping[str, Callable[..., Span]] = {
    "+": span.add,
    "-": span.subtract,
    "*": span.multiply,
    "/": divide,
    "min_teken": lambda a: span.falling(lambda x: -x, a),
    "<": span.less,
    "<=": span.at_most,
    ">": lambda a, b: span.less(b, a),
    ">=": lambda a, b: span.at_most(b, a),
    "=": span.same,
    "<>": lambda a, b: span.opposite(span.same(a, b)),
    "en": span.both,
    "of": span.either,
    "niet": span.opposite,
    "min": span.least,
    "max": span.most,
    "afronden": lambda a: span.rising(lambda x: half_away(Fraction(x) / EURO) * EURO, a),
    "afronden_omlaag": lambda a: span.rising(lambda x: floor(Fraction(x) / EURO) * EURO, a),
    "afronden_omhoog": lambda a: span.rising(lambda x: ceil(Fraction(x) / EURO) * EURO, a),
    "hele_centen": lambda a: span.rising(half_away, a),
    "leeftijd": _age,
    "begin_maand": lambda a: span.rising(lambda d: d.replace(day=1), a),
    "begin_jaar": lambda a: span.rising(lambda d: d.replace(month=1, day=1), a),
    "begin_kwartaal": lambda a: span.rising(
        lambda d: d.replace(month=(d.month - 1) // 3 * 3 + 1, day=1), a
    ),
    "dag_voor": lambda a: span.rising(lambda d: d - timedelta(days=1), a),
    "jaar": lambda a: span.rising(lambda d: d.year, a),
    "maanden_tussen": _months,
    "dagen_tussen": _days,
}
