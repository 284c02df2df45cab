"""One value of a law with its trace, whatever the verdict of the scheme."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from oogopslag.core.law.library import Library
from oogopslag.core.law.scope import Scope, Step
from oogopslag.core.law.subject import Person


@dataclass(frozen=True, kw_only=True)
class Derived:
    """One value of a law; `value` is None while missing facts leave it open.

    `given` names what was supposed because the amount is asked given entitlement.
    """

    value: Any
    low: Any
    high: Any
    type: str
    unit: str | None
    missing: tuple[str, ...]
    given: tuple[str, ...]
    trace: tuple[Step, ...]


def derive(library: Library, law: str, output: str, person: Person, on: date) -> Derived:
    """One value with its trace, whatever the verdict of the scheme.

    Raises LawError for a law, a version or an output that does not exist.
    """
    scheme = library.scheme(law, on)
    kind = library.type_of(scheme, output)
    scope = Scope(scheme, library.dictionary, person, on)
    value = scope.named(output)
    given: tuple[str, ...] = ()
    if not value.decided and output != scheme.verdict and scheme.given:
        # The amount is asked given entitlement: what entitlement implies is supposed, and said.
        given = tuple(sorted(scheme.given))
        supposed = Person(facts={**scheme.given, **person.facts}, relations=person.relations)
        scope = Scope(scheme, library.dictionary, supposed, on)
        value = scope.named(output)
    return Derived(
        value=value.low if value.decided else None,
        low=value.low,
        high=value.high,
        type=kind,
        unit="eurocent" if kind == "amount" else None,
        missing=tuple(sorted(value.missing)),
        given=given,
        trace=tuple(scope.steps.values()),
    )
