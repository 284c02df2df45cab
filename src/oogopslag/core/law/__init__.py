"""One typed tree per rule, read for one person: exact, with reasons, or with facts missing.

`read_library` reads content/; `evaluate` answers one scheme for one person; `derive` answers
one value with its trace. A missing fact is an interval, never zero.
"""

from oogopslag.core.law.changing import changes
from oogopslag.core.law.deriving import Derived, derive
from oogopslag.core.law.errors import LawError
from oogopslag.core.law.finding import Change, Finding, Reason, SumLine, Text, Verdict
from oogopslag.core.law.library import Library, read_library
from oogopslag.core.law.person import evaluate
from oogopslag.core.law.subject import Between, FactDictionary, FactKind, Person, Value

__all__ = [
    "Between",
    "Change",
    "Derived",
    "FactDictionary",
    "FactKind",
    "Finding",
    "LawError",
    "Library",
    "Person",
    "Reason",
    "SumLine",
    "Text",
    "Value",
    "Verdict",
    "changes",
    "derive",
    "evaluate",
    "read_library",
]
