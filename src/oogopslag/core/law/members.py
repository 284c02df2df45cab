"""Facts of the members of a relation: which a law reads of each, and which are missing of whom."""

from dataclasses import dataclass
from datetime import date

from oogopslag.core.law.checking import names_in
from oogopslag.core.law.scope import LACKING, Scope
from oogopslag.core.law.subject import FactDictionary, Person
from oogopslag.core.law.tree import Scheme


def facts_of_members(scheme: Scheme, relation: str, dictionary: FactDictionary) -> frozenset[str]:
    """The facts that a scheme reads of a member, also by way of rules about the member."""
    nodes = [rule.node for rule in scheme.rules.values()]
    nodes += [condition.node for condition in scheme.conditions]
    waiting = {name.name for node in nodes for name in names_in(node) if name.of == relation}
    reached: set[str] = set()
    while waiting:
        name = waiting.pop()
        reached.add(name)
        if name in scheme.rules:
            inside = {one.name for one in names_in(scheme.rules[name].node) if not one.of}
            waiting |= inside - reached
    return frozenset(reached & set(dictionary))


def missing_apart(
    scheme: Scheme, person: Person, on: date, dictionary: FactDictionary
) -> frozenset[str]:
    """What still decides something, members told apart: "kinderen[1].uurprijs_opvang" is of the
    second child. Empty when it is certainly no.
    """
    scope = _Apart(scheme, dictionary, person, on)
    entitled = scope.entitled()
    if entitled.decided and not entitled.low:
        return frozenset()
    amount = scope.named(scheme.amount).missing if scheme.amount else frozenset()
    return frozenset(n for n in entitled.missing | amount if not n.startswith(LACKING))


@dataclass
class _Apart(Scope):
    """Names a member by its number, where the reader of one person names the relation only."""

    def _beside(self, prefix: str, person: Person, key: str = "") -> Scope:
        number = key.removeprefix(prefix)
        if key and number.isdigit():
            prefix = prefix.replace("[]", f"[{number}]")
        return super()._beside(prefix, person, key)
