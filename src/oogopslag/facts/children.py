"""Children of a resident as forms name them: by a key that says nothing about the child."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from oogopslag.core.law import Person, Value
from oogopslag.facts import encoding
from oogopslag.facts.models import Relative

if TYPE_CHECKING:
    from oogopslag.facts.queries import KnownFact
    from oogopslag.people.models import Resident

RELATION = "kinderen"


@dataclass(frozen=True, kw_only=True)
class Child:
    """A child with what registers report about it; `born` as the register of persons knows it.

    A fact of this child is named "kinderen.<key>.<fact>" in forms and answers.
    """

    key: str
    name: str
    born: Value | None
    facts: Mapping[str, "KnownFact"]

    def path(self, fact: str) -> str:
        return f"{RELATION}.{self.key}.{fact.removeprefix(RELATION + '.')}"


def key_of(row: Relative) -> str:
    """The same child keeps its key when the register is asked again; no name, day or number."""
    who = row.person_hash or repr((row.name, row.facts.get("geboortedatum")))
    return hashlib.sha256(who.encode()).hexdigest()[:10]


def child_of(row: Relative, reported: Mapping[str, "KnownFact"]) -> Child:
    born = row.facts.get("geboortedatum")
    return Child(
        key=key_of(row),
        name=row.name,
        born=encoding.decoded(born) if born is not None else None,
        facts=reported,
    )


def knowing(person: Person, children: tuple[Child, ...], values: Mapping[str, Value]) -> Person:
    """The person with answers: own ones, the partner's, and those about each child."""
    found = person.knowing(values)
    members = found.relations.get(RELATION)
    if members is None:
        return found
    told = tuple(
        member.knowing(_about(child, values))
        for member, child in zip(members, children, strict=True)
    )
    return replace(found, relations={**found.relations, RELATION: told})


def _about(child: Child, values: Mapping[str, Value]) -> dict[str, Value]:
    prefix = child.path("")
    return {n.removeprefix(prefix): v for n, v in values.items() if n.startswith(prefix)}


def registered(resident: "Resident", path: str) -> tuple[str, Any] | None:
    """The register that reports a fact of a child, with its value as JSON."""
    relation, _, rest = path.partition(".")
    key, _, fact = rest.partition(".")
    if relation != RELATION or not fact:
        return None
    for row in Relative.objects.filter(resident=resident, relation=RELATION):
        for source, said in row.more.items() if key_of(row) == key else ():
            if fact in said["facts"]:
                return source, said["facts"][fact]
    return None
