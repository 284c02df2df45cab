"""Each operation against values worked out by hand from its meaning."""

from decimal import Decimal
from pathlib import Path

import pytest

from oogopslag.core.law.regelrecht import RunError
from oogopslag.core.law.regelrecht.values import Value
from tests.core.law.regelrecht.builders import value

D = Decimal


@pytest.mark.parametrize(
    ("action", "wanted"),
    [
        ("{operation: ADD, values: [1, 2, 3]}", 6),
        ("{operation: ADD, values: [0.1, 0.2]}", D("0.3")),
        ("{operation: ADD, values: [a, b]}", "ab"),
        ("{operation: SUBTRACT, values: [10, 2, 3]}", 5),
        ("{operation: MULTIPLY, values: [3, 0.137]}", D("0.411")),
        ("{operation: DIVIDE, values: [6, 2]}", D(3)),
        ("{operation: MIN, values: [3, 2.5]}", D("2.5")),
        ("{operation: MAX, values: [3, 2]}", 3),
        ("{operation: ROUND, value: 2.5, precision: 0}", 3),
        ("{operation: ROUND, value: -2.5, precision: 0}", -3),
        ("{operation: ROUND, value: 1.005, precision: 2}", D("1.01")),
        ("{operation: ROUND, value: 12350, precision: -2}", 12400),
        ("{operation: CEIL, value: -1.5, precision: 0}", -1),
        ("{operation: FLOOR, value: -1.5, precision: 0}", -2),
        ("{operation: AND, conditions: [true, null]}", False),
        ("{operation: OR, conditions: [null, true]}", True),
        ("{operation: OR, conditions: [null, 0]}", False),
        ("{operation: NOT, value: null}", True),
        ("{operation: EQUALS, subject: 42, value: 42.0}", True),
        ("{operation: EQUALS, subject: 42, value: '42'}", False),
        ("{operation: EQUALS, subject: true, value: 1}", False),
        ("{operation: EQUALS, subject: null, value: null}", True),
        ("{operation: EQUALS, subject: '2025-01-01', value: $referencedate}", True),
        ("{operation: LESS_THAN, subject: '2024-12-31', value: $referencedate.iso}", True),
        ("{operation: IN, subject: 2, values: [1, 2.0]}", True),
        ("{operation: IF, cases: [{when: false, then: 1}]}", None),
        ("{operation: IF, cases: [{when: false, then: 1}], default: 2}", 2),
        ("{operation: LIST, items: [1, $referencedate.year]}", [1, 2025]),
        ("{operation: AGE, date_of_birth: '2004-02-29', reference_date: '2022-02-28'}", 18),
        ("{operation: AGE, date_of_birth: '2004-03-01', reference_date: '2022-02-28'}", 17),
        ("{operation: DATE_ADD, date: '2024-01-31', months: 1}", "2024-02-29"),
        ("{operation: DATE_ADD, date: '2024-02-29', years: 1, days: 1}", "2025-03-01"),
        ("{operation: DATE_ADD, date: '2025-01-15', weeks: -2}", "2025-01-01"),
        ("{operation: DATE, year: $referencedate.year, month: 9, day: 1}", "2025-09-01"),
        ("{operation: DAY_OF_WEEK, date: '2025-01-01'}", 2),
        ("{operation: DATE_DIFF, from: '2025-03-31', to: '2025-02-28', in: months}", -1),
    ],
)
def test_an_operation_gives_what_its_meaning_says(
    tmp_path: Path, action: str, wanted: Value
) -> None:
    found = value(tmp_path, action)
    assert (found, type(found)) == (wanted, type(wanted))


@pytest.mark.parametrize(
    ("action", "sentence"),
    [
        ("{operation: DIVIDE, values: [1, 0]}", "Division by zero"),
        ("{operation: ADD, values: []}", "at least one value"),
        ("{operation: ADD, values: [1, a]}", "expected number, got string"),
        ("{operation: ADD, values: [1, null]}", "expected number, got null"),
        ("{operation: MULTIPLY, values: [9000000000, 9000000000]}", "does not fit in 64 bits"),
        ("{operation: LESS_THAN, subject: 1, value: '2025-01-01'}", "integer and a date"),
        ("{operation: LESS_THAN, subject: null, value: 1}", "null"),
        ("{operation: DATE, year: 2025, month: 2, day: 30}", "no day that exists"),
        ("{operation: DATE_ADD, date: '2025-1-1', days: 1}", "YYYY-MM-DD"),
        ("{operation: DATE_ADD, date: '2025-01-01', years: 99999}", "outside the calendar"),
        ("$nergens", "Variable not found: nergens"),
        ("$referencedate.eeuw", "Variable not found: .eeuw"),
    ],
)
def test_what_cannot_be_computed_is_said(tmp_path: Path, action: str, sentence: str) -> None:
    with pytest.raises(RunError, match=sentence):
        value(tmp_path, action)


def test_an_expression_of_a_hundred_levels_ends(tmp_path: Path) -> None:
    nested = "{operation: NOT, value: " * 48 + "true" + "}" * 48
    assert value(tmp_path, nested) is True
