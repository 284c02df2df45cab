"""Who may be compared with whom: the same layer, size and urbanity, at least ten together."""

from collections.abc import Mapping
from dataclasses import dataclass

SMALLEST = 10


@dataclass(frozen=True, order=True, kw_only=True)
class Kind:
    """A reference class: layer, size class (1 small … 8 large) and urbanity (1 very … 5 not)."""

    layer: str
    size: int
    urbanity: int


def reference_classes(members: Mapping[str, Kind]) -> dict[str, frozenset[str]]:
    """For each member its class; combinations under ten join their nearest neighbour of the layer.

    A layer with fewer than ten members is one class. Deterministic: ties go to the smaller kind.
    """
    groups: dict[Kind, set[str]] = {}
    for name in sorted(members):
        groups.setdefault(members[name], set()).add(name)
    while True:
        small = sorted((k for k in groups if len(groups[k]) < SMALLEST), key=lambda k: (
            len(groups[k]), k))  # fmt: skip
        joined = False
        for kind in small:
            others = [k for k in groups if k.layer == kind.layer and k != kind]
            if others:
                nearest = min(others, key=lambda k: (_distance(k, kind), k))
                groups[nearest] |= groups.pop(kind)
                joined = True
                break
        if not joined:
            break
    return {name: frozenset(group) for group in groups.values() for name in group}


def _distance(one: Kind, other: Kind) -> int:
    return abs(one.size - other.size) + abs(one.urbanity - other.urbanity)
